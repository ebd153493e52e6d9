#include "sync/replica/enrol.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/fake/memory_files.hpp"
#include "platform/fake/seeded_random.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "sync/protocol/enrolment.hpp"
#include "sync/protocol/problem.hpp"
#include "tests/unit/sync/replica/answering_transport.hpp"

namespace earshot::sync {
namespace {

struct Bench {
    platform::MemoryFiles files;
    platform::SteppedClock clock;
    platform::SeededRandom random{3};
    test::AnsweringTransport transport;
    std::unique_ptr<DeviceStore> store = DeviceStore::open({.in_memory = true}, files, clock, random).value();

    Result<void> enrol(EnrolOptions options) {
        Enrolment enrolment(*store, transport, std::move(options));
        auto outcome = enrolment.step();
        REQUIRE(outcome);
        return *outcome;
    }
};

TEST_CASE("a code that is taken makes the device known") {
    Bench bench;
    bench.transport.other_side = [](const platform::HttpRequest&) -> test::AnsweringTransport::Answer {
        return platform::HttpResponse{
            .status = 200,
            .headers = {},
            .body = encode(EnrolAnswer{.token = "t", .role = "teller", .site = "leeds", .company = "Northway"})};
    };
    REQUIRE(bench.enrol({.server = "127.0.0.1:9", .code = "7kqm-2xwd", .name = "Leeds, Counter 2"}));
    CHECK(bench.store->setting("server").value() == "http://127.0.0.1:9");
    CHECK(bench.store->setting("token").value() == "t");
    CHECK(bench.store->setting("site").value() == "leeds");
    CHECK(bench.store->setting("device_name").value() == "Leeds, Counter 2");
    const auto request = decode_enrol_request(bench.transport.requests.at(0).body);
    REQUIRE(request);
    CHECK(request->code == "7KQM2XWD");
    CHECK(request->device == bench.store->device());
}

TEST_CASE("what goes wrong is said in words and changes nothing") {
    struct Row {
        const char* why;
        EnrolOptions options;
        test::AnsweringTransport::Answer answer;
        Errc code;
        std::string words;
    };
    const EnrolOptions fine{.server = "http://store", .code = "7KQM2XWD", .name = {}};
    const platform::HttpResponse refused{
        .status = 403,
        .headers = {},
        .body = encode_problem({.status = 403, .kind = "code", .title = "This code has been used."})};
    const std::vector<Row> rows{
        {"a code of five letters",
         {.server = "http://store", .code = "7KQM2", .name = {}},
         refused,
         Errc::invalid,
         "8 letters"},
        {"a letter no code has",
         {.server = "http://store", .code = "7KQM2XW0", .name = {}},
         refused,
         Errc::invalid,
         "8 letters"},
        {"no address", {.server = "", .code = "7KQM2XWD", .name = {}}, refused, Errc::invalid, "not the address"},
        {"the store says no", fine, refused, Errc::denied, "has been used"},
        {"out of reach", fine, Error{Errc::unavailable, "Nobody answers at http://store."}, Errc::unavailable,
         "Nothing was changed"},
        {"somebody else's page", fine, platform::HttpResponse{.status = 200, .headers = {}, .body = "<html>"},
         Errc::unavailable, "Is the address right"},
        {"somebody else's error", fine, platform::HttpResponse{.status = 404, .headers = {}, .body = "<html>"},
         Errc::denied, "Is the address right"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Bench bench;
        bench.transport.other_side = [&](const platform::HttpRequest&) { return row.answer; };
        const auto outcome = bench.enrol(row.options);
        REQUIRE_FALSE(outcome);
        CHECK(outcome.error().code == row.code);
        CHECK(outcome.error().message.find(row.words) != std::string::npos);
        CHECK(bench.store->setting("server").value().empty());
        CHECK(bench.store->setting("token").value().empty());
    }
}

}  // namespace
}  // namespace earshot::sync
