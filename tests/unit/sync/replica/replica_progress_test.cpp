// How far a run has come, and what becomes of one that a person stops.
#include <catch2/generators/catch_generators.hpp>

#include "tests/unit/sync/replica/replica_bench.hpp"

namespace earshot::sync {
namespace {

using test::AnsweringTransport;
using test_replica::Bench;
using test_replica::ok;
using test_replica::problem;

TEST_CASE("what a person stopped goes on by itself from where it was, but not soon") {
    Tuning tuning;
    tuning.push_records_max = 10;
    Bench bench(tuning);
    for (int i = 0; i < 50; ++i)
        bench.log("story");
    while (bench.transport.requests.size() < 4)
        REQUIRE(bench.replica->step(bench.clock.monotonic()));
    CHECK(bench.waiting() == 30);  // The fourth request has left, its answer has not come.
    bench.replica->cancel();
    CHECK(bench.waiting() == 30);
    const auto next = bench.replica->step(bench.clock.monotonic());
    REQUIRE(next);
    CHECK(*next == bench.clock.monotonic() + tuning.stopped_for);
    CHECK(bench.replica->status().link == Link::stopped);
    CHECK(bench.replica->status().next_attempt == *next);
    bench.wait_until(*next);
    for (int i = 0; i < 20; ++i)
        REQUIRE(bench.replica->step(bench.clock.monotonic()));
    CHECK(bench.waiting() == 0);
    CHECK(bench.replica->status().run_complete);
    std::size_t pushed = 0;
    for (const platform::HttpRequest& request : bench.transport.requests)
        pushed += decode_request(request.body).value().request.push.size();
    CHECK(pushed == 60);  // Only the ten that were on their way went twice.
}

TEST_CASE("what goes on after trouble begins to be watched anew") {
    Bench bench;
    bench.run();
    bench.log("story");
    bool reachable = false;
    bench.transport.other_side = [&](const platform::HttpRequest& request) {
        if (!reachable) return AnsweringTransport::Answer(Error{Errc::unavailable, "Nobody there."});
        return bench.accept_all(request);
    };
    bench.clock.advance(Duration{60'000});
    bench.run(20);
    CHECK(bench.replica->status().link == Link::retrying);
    CHECK_FALSE(bench.replica->status().sending.ends);
    reachable = true;
    bench.clock.advance(Duration{60'000});
    const Instant now = bench.clock.monotonic();
    bench.transport.holds_back = true;
    REQUIRE(bench.replica->step(now));
    CHECK(bench.replica->status().link == Link::exchanging);
    CHECK(bench.replica->status().began == now);
}

TEST_CASE("stopping a device that has nothing under way changes nothing") {
    Bench bench;
    bench.run();
    bench.replica->cancel();
    CHECK(bench.replica->status().link == Link::idle);
    bench.transport.other_side = [](const platform::HttpRequest&) {
        return AnsweringTransport::Answer(problem(401, "This device was revoked."));
    };
    bench.run(4);
    bench.replica->cancel();
    CHECK(bench.replica->status().link == Link::denied);
}

TEST_CASE("a long push tells how many of how many are sent, and about when it ends") {
    Tuning tuning;
    tuning.push_records_max = 10;
    Bench bench(tuning);
    bench.run();
    for (int i = 0; i < 100; ++i)
        bench.log("story");
    bench.replica->sync_now();
    std::vector<std::string> told;
    while (!bench.replica->status().run_complete || told.empty()) {
        const SyncStatus& status = bench.replica->status();
        REQUIRE(bench.replica->step(bench.clock.monotonic()));
        if (status.run_complete) break;
        const auto left = status.sending.ends ? (*status.sending.ends - bench.clock.monotonic()).count() : -1;
        told.push_back(std::to_string(status.sending.done) + "/" + std::to_string(status.sending.total.value_or(-1)) +
                       " " + std::to_string(left));
        bench.clock.advance(Duration{2'000});  // So long an exchange takes.
        REQUIRE(told.size() < 20);
    }
    CHECK(told == std::vector<std::string>{"0/100 -1", "10/100 -1", "20/100 16000", "30/100 14000", "40/100 12000",
                                           "50/100 10000", "60/100 8000", "70/100 6000", "80/100 4000", "90/100 2000"});
    CHECK(bench.replica->status().sending.done == 100);
    CHECK(bench.replica->status().sending.is_over());
    CHECK_FALSE(bench.replica->status().sending.ends);
    CHECK(bench.replica->status().sending.bytes_done > 0);
}

// Pages of a feed of 300 places, every second of which holds a record for this device.
ExchangeAnswer page_of_feed(Bench& bench, const platform::HttpRequest& request, bool tells_newest) {
    ExchangeAnswer answer = bench.answer_to(request);
    for (int i = 0; i < 25; ++i) {
        Record record = make_record(Kind::story, bench.random.uuid7(bench.clock.wall()));
        record.fields[story::words] = {std::string("words"), Stamp{static_cast<std::uint64_t>(i + 1), record.id}};
        answer.records.push_back(std::move(record));
    }
    answer.cursor += 50;
    answer.more = answer.cursor < 300;
    if (tells_newest && answer.more) answer.newest = 300;
    return answer;
}

TEST_CASE("a long fetch tells how much is still to come where the store says so, and never guesses") {
    const bool tells_newest = GENERATE(true, false);
    INFO("the store tells: " << tells_newest);
    Bench bench;
    bench.run();
    bench.transport.other_side = [&](const platform::HttpRequest& request) {
        return AnsweringTransport::Answer(ok(page_of_feed(bench, request, tells_newest)));
    };
    bench.replica->sync_now();
    std::vector<std::string> told;
    do {
        REQUIRE(bench.replica->step(bench.clock.monotonic()));
        const Progress& fetching = bench.replica->status().fetching;
        const auto left = fetching.ends ? (*fetching.ends - bench.clock.monotonic()).count() : -1;
        told.push_back(std::to_string(fetching.done) + "/" + std::to_string(fetching.total.value_or(-1)) + " " +
                       std::to_string(left));
        bench.clock.advance(Duration{3'000});
        REQUIRE(told.size() < 20);
    } while (!bench.replica->status().run_complete);
    const std::vector<std::string> known{"0/0 -1",       "25/150 -1",    "50/150 12000", "75/150 9000",
                                         "100/150 6000", "125/150 3000", "150/150 -1"};
    const std::vector<std::string> unknown{"0/0 -1",    "25/-1 -1",  "50/-1 -1",  "75/-1 -1",
                                           "100/-1 -1", "125/-1 -1", "150/150 -1"};
    CHECK(told == (tells_newest ? known : unknown));
}

}  // namespace
}  // namespace earshot::sync
