#include "sync/server/server.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/base/log.hpp"
#include "platform/fake/stepped_worker.hpp"
#include "sync/protocol/compression.hpp"
#include "sync/protocol/enrolment.hpp"
#include "sync/protocol/limits.hpp"
#include "sync/server/enrolment_code.hpp"
#include "sync/server/problems.hpp"
#include "tests/unit/sync/server/fixture.hpp"

using namespace earshot;
using namespace earshot::sync;
using platform::HttpRequest;
using platform::HttpResponse;
using test::noon;

namespace {

struct ServerFixture : test::StoreFixture {
    Server server{*store, random};
    std::string token = enrol_over_http(1);

    HttpResponse post(const std::string& path, std::string body, const std::string& with_token = "") {
        HttpRequest request{"POST", path, {}, std::move(body)};
        request.headers.add("Content-Type", "application/json");
        if (!with_token.empty()) request.headers.add("Authorization", "Bearer " + with_token);
        return server.handle(request, noon);
    }
    std::string enrol_over_http(std::uint8_t number, Role role = Role::leader) {
        const EnrolmentCode code = make_enrolment_code(role, "leeds", noon, random);
        EARSHOT_ASSERT(store->add_code(code, noon).has_value());
        const HttpResponse response =
            post("/v1/enrol", encode(EnrolRequest{code.code, test::id_of(number), "Counter"}));
        auto answer = decode_enrol_answer(response.body);
        EARSHOT_ASSERT(answer.has_value());
        return answer->token;
    }
    ExchangeRequest request(std::uint8_t device = 1) {
        ExchangeRequest request;
        request.device = test::id_of(device);
        request.epoch = store->epoch().value();
        request.limit_bytes = 1'000'000;
        return request;
    }
    ExchangeAnswer exchange(const ExchangeRequest& asked, const std::string& with_token) {
        const HttpResponse response = post("/v1/exchange", encode(asked), with_token);
        REQUIRE(response.status == 200);
        auto answer = decode_answer(response.body);
        REQUIRE(answer.has_value());
        return std::move(answer->answer);
    }
};

std::string kind_of(const HttpResponse& response) {
    CHECK(response.headers.find("Content-Type") == "application/problem+json");
    const Problem problem = decode_problem(response.status, response.body);
    CHECK_FALSE(problem.title.empty());
    CHECK_FALSE(problem.detail.empty());
    return problem.kind;
}

}  // namespace

TEST_CASE("a story goes from one device to another through two exchanges") {
    ServerFixture shared;
    const std::string reader = shared.enrol_over_http(2);
    ExchangeRequest push = shared.request(1);
    push.push = {test::sample_story(1, "The lamp went out.")};
    const ExchangeAnswer pushed = shared.exchange(push, shared.token);
    CHECK(pushed.verdicts == std::vector<Verdict>(1));
    CHECK(pushed.records.empty());
    CHECK(pushed.cursor == 1);
    CHECK(pushed.now == noon);
    CHECK_FALSE(pushed.more);

    const ExchangeAnswer pulled = shared.exchange(shared.request(2), reader);
    CHECK(pulled.records == push.push);
    CHECK(pulled.cursor == 1);

    // The answer may have been lost: the same request gets the same answer.
    const ExchangeAnswer again = shared.exchange(push, shared.token);
    CHECK(again.verdicts == pushed.verdicts);
    CHECK(again.cursor == pushed.cursor);
}

TEST_CASE("an exchange that brings something is answered after the commit, and nobody waits for it meanwhile") {
    ServerFixture shared;
    ExchangeRequest push = shared.request();
    push.push = {test::sample_story(1, "a")};
    const auto post = [&](const ExchangeRequest& asked) {
        HttpRequest request{"POST", "/v1/exchange", {}, encode(asked)};
        request.headers.add("Content-Type", "application/json");
        request.headers.add("Authorization", "Bearer " + shared.token);
        return request;
    };
    platform::SteppedWorker writing;
    shared.store.reset();
    shared.store =
        SqliteSharedStore::open({.folder = shared.folder.path(), .writing = &writing}, shared.files, shared.random)
            .value();
    Server server(*shared.store, shared.random);
    std::vector<std::function<HttpResponse()>> given;
    for (int i = 0; i < 2; ++i) {
        platform::HttpAnswer answer = server.answer(post(push), noon);
        REQUIRE_FALSE(answer.is_here());
        std::move(answer).begin([&](std::function<HttpResponse()> make) { given.push_back(std::move(make)); });
    }
    CHECK(given.empty());
    CHECK(shared.store->last_sequence().value() == 0);
    CHECK(server.metrics().exchanges == 0);
    CHECK(writing.waiting() == 1);  // Both share it.
    writing.run_all();
    REQUIRE(given.size() == 2);
    CHECK(shared.store->last_sequence().value() == 1);
    for (const auto& make : given) {
        const auto answer = decode_answer(make().body);
        REQUIRE(answer.has_value());
        CHECK(answer->answer.verdicts == std::vector<Verdict>(1));
        CHECK(answer->answer.cursor == 1);
    }
    CHECK(server.metrics().exchanges == 2);

    // It was heard a moment ago, and brings nothing.
    push.push.clear();
    push.cursor = 0;
    CHECK(server.answer(post(push), noon).is_here());
}

TEST_CASE("verdicts answer the records in the order of the message, also those that cannot be read") {
    ServerFixture shared;
    Record bad = test::sample_story(2, "x");
    bad.fields[story::mood] = {std::int64_t{9}, test::stamp(10, 1)};
    ExchangeRequest push = shared.request();
    push.push = {test::sample_story(1, "a"), bad, test::sample_story(3, "c")};
    std::string body = encode(push);
    body.insert(body.find("\"push\":[") + 8, R"({"kind":"story"},)");
    body.insert(body.size() - 2, ",7");
    const HttpResponse response = shared.post("/v1/exchange", body, shared.token);
    REQUIRE(response.status == 200);
    const auto answer = decode_answer(response.body);
    REQUIRE(answer.has_value());
    CHECK(answer->answer.verdicts ==
          std::vector<Verdict>{
              {"push[0].id: is missing"}, {}, {"mood: 9 is not between 1 and 5"}, {}, {"push[4]: must be an object"}});
    CHECK(shared.store->last_sequence().value() == 2);
}

TEST_CASE("another epoch, or a cursor past the end, means to start over") {
    ServerFixture shared;
    ExchangeRequest asked = shared.request();
    asked.push = {test::sample_story(1, "x")};
    const bool wrong_epoch = GENERATE(true, false);
    if (wrong_epoch) {
        asked.epoch = "";
    } else {
        asked.cursor = 7;
    }
    const ExchangeAnswer answer = shared.exchange(asked, shared.token);
    CHECK(answer.start_over);
    CHECK(answer.epoch == shared.store->epoch().value());
    CHECK(answer.verdicts.empty());
    CHECK(shared.store->last_sequence().value() == 0);  // Nothing was pushed.
}

TEST_CASE("bodies are packed as both sides can") {
    ServerFixture shared;
    const std::string reader = shared.enrol_over_http(2);
    ExchangeRequest push = shared.request(1);
    for (std::uint8_t i = 0; i < 50; ++i)
        push.push.push_back(test::sample_story(i, "The same words again and again."));
    HttpRequest packed{"POST", "/v1/exchange", {}, pack(Coding::gzip, encode(push))};
    packed.headers.add("Content-Type", "application/json; charset=utf-8");
    packed.headers.add("Content-Encoding", "gzip");
    packed.headers.add("authorization", "bearer " + shared.token);
    CHECK(shared.server.handle(packed, noon).status == 200);

    HttpRequest pull{"POST", "/v1/exchange", {}, encode(shared.request(2))};
    pull.headers.add("Content-Type", "application/json");
    pull.headers.add("Accept-Encoding", "gzip, zstd");
    pull.headers.add("Authorization", "Bearer " + reader);
    const HttpResponse response = shared.server.handle(pull, noon);
    CHECK(response.headers.find("Content-Encoding") == "zstd");
    const auto body = unpack(Coding::zstd, response.body, body_bytes_max);
    REQUIRE(body.has_value());
    CHECK(body->size() > 5 * response.body.size());
    CHECK(decode_answer(*body)->answer.records == push.push);
}

TEST_CASE("small bodies go by the dictionary to who has it, and to nobody else") {
    ServerFixture shared;
    struct Row {
        const char* why;
        const char* accepts;
        const char* answered;
    };
    const auto row = GENERATE(values<Row>({
        {"a device of today", "ez1, zstd, gzip", "ez1"},
        {"a device of before, for whom packing saves nothing", "zstd, gzip", ""},
        {"a program that says nothing", "", ""},
    }));
    INFO(row.why);
    HttpRequest asked{"POST", "/v1/exchange", {}, pack(Coding::small_zstd, encode(shared.request()))};
    asked.headers.add("Content-Type", "application/json");
    asked.headers.add("Content-Encoding", "ez1");
    asked.headers.add("Authorization", "Bearer " + shared.token);
    if (*row.accepts) asked.headers.add("Accept-Encoding", row.accepts);
    const HttpResponse response = shared.server.handle(asked, noon);
    REQUIRE(response.status == 200);
    CHECK(response.headers.find("Content-Encoding") == row.answered);
    const auto body = unpack(*coding_named(row.answered), response.body, body_bytes_max);
    REQUIRE(body.has_value());
    CHECK(decode_answer(*body).has_value());
}

TEST_CASE("whatever cannot be done is answered with a problem") {
    ServerFixture shared;
    struct Row {
        const char* why;
        HttpRequest request;
        int status;
        const char* kind;
    };
    const std::string json = "application/json", bearer = "Bearer " + shared.token;
    const std::string sound = encode(shared.request());
    const auto exchange = [&](std::string body, std::string authorization, std::string type,
                              std::string encoding = "") {
        HttpRequest request{"POST", "/v1/exchange", {}, std::move(body)};
        if (!authorization.empty()) request.headers.add("Authorization", std::move(authorization));
        if (!type.empty()) request.headers.add("Content-Type", std::move(type));
        if (!encoding.empty()) request.headers.add("Content-Encoding", std::move(encoding));
        return request;
    };
    std::string other_version = sound;
    other_version.replace(other_version.find("\"protocol\":1"), 12, "\"protocol\":2");
    const std::vector<Row> rows{
        {"no such path", {"GET", "/v2/exchange", {}, ""}, 404, "nothing-here"},
        {"the wrong method", {"GET", "/v1/exchange", {}, ""}, 405, "wrong-method"},
        {"the wrong method there too", {"PUT", "/v1/enrol", {}, ""}, 405, "wrong-method"},
        {"asking for health with a body", {"POST", "/healthz", {}, ""}, 405, "wrong-method"},
        {"no token", exchange(sound, "", json), 401, "no-token"},
        {"another way to say who one is", exchange(sound, "Basic dXNlcg==", json), 401, "no-token"},
        {"a token nobody was given", exchange(sound, "Bearer 123", json), 401, "unknown-token"},
        {"another device's token", exchange(encode(shared.request(2)), bearer, json), 403, "other-device"},
        {"no JSON by name", exchange(sound, bearer, "text/plain"), 415, "unknown-type"},
        {"no type", exchange(sound, bearer, ""), 415, "unknown-type"},
        {"an unknown packing", exchange(sound, bearer, json, "br"), 415, "unknown-coding"},
        {"damaged packing", exchange(sound, bearer, json, "zstd"), 400, "bad-message"},
        {"damaged packing by the dictionary", exchange(sound, bearer, json, "ez1"), 400, "bad-message"},
        {"packing by a dictionary that is not known", exchange(sound, bearer, json, "ez2"), 415, "unknown-coding"},
        {"a small body that grows without end",
         exchange(pack(Coding::zstd, std::string(body_bytes_max + 1, ' ')), bearer, json, "zstd"), 413, "too-large"},
        {"one by the dictionary that does",
         exchange(pack(Coding::small_zstd, std::string(body_bytes_max + 1, ' ')), bearer, json, "ez1"), 413,
         "too-large"},
        {"no JSON", exchange("{", bearer, json), 400, "bad-message"},
        {"a broken envelope", exchange("{\"protocol\":1}", bearer, json), 400, "bad-message"},
        {"another version", exchange(other_version, bearer, json), 426, "version"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const HttpResponse response = shared.server.handle(row.request, noon);
        CHECK(response.status == row.status);
        CHECK(kind_of(response) == row.kind);
    }
    CHECK(shared.server.handle(rows[1].request, noon).headers.find("Allow") == "POST");
    CHECK(shared.server.handle(rows[4].request, noon).headers.find("WWW-Authenticate") == "Bearer");
    CHECK(shared.server.handle(rows[10].request, noon).headers.find("Accept-Encoding") == "ez1, zstd, gzip");
    CHECK(decode_problem(426, shared.server.handle(rows.back().request, noon).body).protocols_supported ==
          std::vector<int>{1});
}

TEST_CASE("a revoked device is told so") {
    ServerFixture shared;
    REQUIRE(shared.store->revoke(test::id_of(1), noon).has_value());
    const HttpResponse response = shared.post("/v1/exchange", encode(shared.request()), shared.token);
    CHECK(response.status == 401);
    CHECK(kind_of(response) == "revoked");
}

TEST_CASE("enrolment gives a token for a code, once") {
    ServerFixture shared;
    REQUIRE(shared.store->set_company("Northway Home").has_value());
    const EnrolmentCode code = make_enrolment_code(Role::teller, "york", noon, shared.random);
    CHECK(code.code.size() == 8);
    CHECK(code.valid_until == noon + Duration{600'000});
    REQUIRE(shared.store->add_code(code, noon).has_value());
    const std::string body = encode(EnrolRequest{spaced_code(code.code), test::id_of(3), "York, Desk"});
    const HttpResponse response = shared.post("/v1/enrol", body);
    REQUIRE(response.status == 200);
    const auto answer = decode_enrol_answer(response.body);
    REQUIRE(answer.has_value());
    CHECK(answer->token.size() == 64);
    CHECK(answer->role == "teller");
    CHECK(answer->site == "york");
    CHECK(answer->company == "Northway Home");
    CHECK(shared.store->find_device(hash_of_token(answer->token)).value()->device == test::id_of(3));
    CHECK_FALSE(shared.store->find_device(answer->token).value().has_value());  // The token itself is nowhere.

    const HttpResponse other = shared.post("/v1/enrol", encode(EnrolRequest{code.code, test::id_of(4), ""}));
    CHECK(other.status == 403);
    CHECK(kind_of(other) == "wrong-code");
    CHECK(kind_of(shared.post("/v1/enrol", "{}")) == "bad-message");
}

TEST_CASE("a device that only pulls is noted about once a minute, and when it has read on") {
    ServerFixture shared;
    const auto heard = [&] { return shared.store->devices().value().front().last_heard; };
    CHECK_FALSE(heard().has_value());
    shared.exchange(shared.request(), shared.token);
    CHECK(heard() == noon);
    HttpRequest request{"POST", "/v1/exchange", {}, encode(shared.request())};
    request.headers.add("Content-Type", "application/json");
    request.headers.add("Authorization", "Bearer " + shared.token);
    shared.server.handle(request, noon + Duration{59'999});
    CHECK(heard() == noon);
    shared.server.handle(request, noon + Duration{60'000});
    CHECK(heard() == noon + Duration{60'000});
}

TEST_CASE("health and counters") {
    ServerFixture shared;
    const HttpResponse health = shared.server.handle({"GET", "/healthz", {}, ""}, noon);
    CHECK(health.status == 200);
    CHECK(health.body == R"({"status":"serving"})");
    ExchangeRequest push = shared.request();
    push.push = {test::sample_story(1, "x")};
    shared.exchange(push, shared.token);
    shared.server.refuse(413);
    const std::string metrics = shared.server.handle({"GET", "/metrics?x=1", {}, ""}, noon).body;
    CHECK(metrics.find("\nearshot_exchanges_total 1\n") != std::string::npos);
    CHECK(metrics.find("\nearshot_enrolments_total 1\n") != std::string::npos);
    CHECK(metrics.find("\nearshot_records_received_total 1\n") != std::string::npos);
    CHECK(metrics.find("earshot_answers_total{class=\"4xx\"} 1\n") != std::string::npos);
}

TEST_CASE("the log carries nobody's words, names or tokens") {
    std::string log;
    set_log_sink([&](LogLevel, std::string_view line) { log += line; });
    set_log_level(LogLevel::debug);
    {
        ServerFixture shared;
        ExchangeRequest push = shared.request();
        push.push = {test::sample_story(1, "The lamp went out."), test::sample_story(2, std::string(70'000, 'w'))};
        shared.exchange(push, shared.token);
        CHECK(log.find("exchange device=") != std::string::npos);
        CHECK(log.find("received=2 refused=1") != std::string::npos);
        CHECK(log.find("lamp") == std::string::npos);
        CHECK(log.find("www") == std::string::npos);
        CHECK(log.find(shared.token) == std::string::npos);
        CHECK(log.find("Counter") == std::string::npos);
    }
    set_log_level(LogLevel::warning);
    set_log_sink({});
}

TEST_CASE("what the listener refuses is said in words as well") {
    ServerFixture shared;
    for (const int status : {400, 408, 413, 421, 431, 500, 503}) {
        const HttpResponse response = shared.server.refuse(status);
        CHECK(response.status == status);
        CHECK_FALSE(kind_of(response).empty());
    }
    CHECK(shared.server.refuse(503).headers.find("Retry-After") == "5");
}

TEST_CASE("trouble of the store is told by its kind") {
    CHECK(store_trouble({Errc::full, ""}).status == 507);
    CHECK(store_trouble({Errc::busy, ""}).status == 503);
    CHECK(store_trouble({Errc::io, "/secret/path"}).status == 500);
    CHECK(store_trouble({Errc::io, "/secret/path"}).detail.find("secret") == std::string::npos);
}

TEST_CASE("erasures come with the first answer of a run, however much lies before them") {
    ServerFixture shared;
    const std::string facilitator = shared.enrol_over_http(2, Role::facilitator), reader = shared.enrol_over_http(3);
    ExchangeRequest push = shared.request(1);
    for (std::uint8_t i = 0; i < 20; ++i)
        push.push.push_back(test::sample_story(i, std::string(100, 'w')));
    shared.exchange(push, shared.token);
    const Id story = push.push[15].id;
    Record erasure = make_record(Kind::erasure, erasure_id_of_record(story));
    erasure.fields[erasure::record] = {to_text(story), test::stamp(50, 2)};
    ExchangeRequest forget = shared.request(2);
    forget.push = {erasure};
    REQUIRE(shared.exchange(forget, facilitator).verdicts == std::vector<Verdict>(1));

    ExchangeRequest pull = shared.request(3);
    pull.limit_bytes = 500;
    const ExchangeAnswer ordinary = shared.exchange(pull, reader);
    REQUIRE(ordinary.more);
    CHECK(ordinary.records.front().kind == Kind::story);
    pull.first = true;
    const ExchangeAnswer first = shared.exchange(pull, reader);
    CHECK(first.records.front() == erasure);
    CHECK(first.records.size() == ordinary.records.size() + 1);
    CHECK(first.cursor == ordinary.cursor);
}

TEST_CASE("a page that is not the last says how far the feed goes") {
    ServerFixture shared;
    const std::string reader = shared.enrol_over_http(2);
    ExchangeRequest push = shared.request(1);
    for (std::uint8_t i = 0; i < 20; ++i)
        push.push.push_back(test::sample_story(i, std::string(100, 'w')));
    shared.exchange(push, shared.token);
    ExchangeRequest pull = shared.request(2);
    pull.limit_bytes = 500;
    int pages = 0;
    for (bool more = true; more; ++pages) {
        const ExchangeAnswer answer = shared.exchange(pull, reader);
        more = answer.more;
        CHECK(answer.newest == (more ? std::optional<std::int64_t>(20) : std::nullopt));
        pull.cursor = answer.cursor;
    }
    CHECK(pages > 2);
    CHECK(pull.cursor == 20);
}

TEST_CASE("the second of two databases with one past is told that it is a copy, and then misses nothing") {
    ServerFixture shared;
    ExchangeRequest original = shared.request(1);
    original.turn = {test::id_of(1), 1, "first"};
    original.push = {test::sample_story(1, "before the copy")};
    CHECK_FALSE(shared.exchange(original, shared.token).copy);
    ExchangeRequest copy = original;  // its folder, as it is now

    original.turn = {test::id_of(1), 2, "second"};
    original.push = {test::sample_story(2, "of the original")};
    CHECK(shared.exchange(original, shared.token).verdicts.size() == 1);
    CHECK(shared.exchange(original, shared.token).verdicts.size() == 1);  // Said twice is no copy.

    copy.turn = {test::id_of(1), 2, "also second"};
    copy.push = {test::sample_story(3, "of the copy")};
    const ExchangeAnswer told = shared.exchange(copy, shared.token);
    CHECK(told.copy);
    CHECK(told.count_from == clock_at(told.now));
    CHECK(told.verdicts.empty());
    CHECK(shared.store->totals().value().stories == 2);

    copy.turn = {test::id_of(77), 1, "anew"};
    copy.cursor = 0;
    const ExchangeAnswer answer = shared.exchange(copy, shared.token);
    CHECK_FALSE(answer.copy);
    CHECK(answer.verdicts == std::vector<Verdict>(1));
    CHECK(answer.records.size() == 2);  // What its former self wrote too; its own is left out.

    REQUIRE(shared.store->revoke(test::id_of(1), noon));
    CHECK(shared.post("/v1/exchange", encode(copy), shared.token).status == 401);
}
