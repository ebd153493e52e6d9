// Requests that are sound HTTP and mean harm: each gets the right problem, nothing is stored, nothing is told.
#include <catch2/catch_test_macros.hpp>

#include "platform/base/log.hpp"
#include "sync/protocol/compression.hpp"
#include "sync/protocol/enrolment.hpp"
#include "sync/protocol/limits.hpp"
#include "sync/server/enrolment_code.hpp"
#include "sync/server/server.hpp"
#include "tests/unit/sync/server/fixture.hpp"

using namespace earshot;
using namespace earshot::sync;
using platform::HttpRequest;
using platform::HttpResponse;
using test::noon;

namespace {

constexpr const char* secret = "Lamp-of-the-counter";
constexpr const char* person = "Person-at-the-counter";

// A company with one story of a leader, which has words and a person's name in it.
struct Stranger : test::StoreFixture {
    Server server{*store, random};
    WallTime now = noon;
    std::string leader_token, teller_token;

    Stranger() {
        set_log_level(LogLevel::error);  // Refusals are logged one by one.
        leader_token = enrol_at(1, Role::leader);
        teller_token = enrol_at(2, Role::teller);
        Record story = test::sample_story(1, secret);
        story.fields[story::customer_reference] = {std::string(person), test::stamp(10, 1)};
        ExchangeRequest push = request(1);
        push.push = {story};
        REQUIRE(exchange(push, leader_token).status == 200);
    }
    ~Stranger() { set_log_level(LogLevel::warning); }
    std::string enrol_at(std::uint8_t number, Role role) {
        const EnrolmentCode code = make_enrolment_code(role, "leeds", now, random);
        REQUIRE(store->add_code(code, noon));
        const auto answer = decode_enrol_answer(enrol_with(code.code, number).body);
        REQUIRE(answer);
        return answer->token;
    }
    HttpResponse post(const std::string& path, std::string body, const std::string& token = {},
                      const std::string& coding = {}, const std::string& peer = "192.0.2.7") {
        HttpRequest request{"POST", path, {}, std::move(body), peer, {}};
        request.headers.add("Content-Type", "application/json");
        if (!token.empty()) request.headers.add("Authorization", "Bearer " + token);
        if (!coding.empty()) request.headers.add("Content-Encoding", coding);
        return server.handle(request, now);
    }
    HttpResponse enrol_with(const std::string& code, std::uint8_t number, const std::string& peer = "192.0.2.7") {
        return post("/v1/enrol", encode(EnrolRequest{code, test::id_of(number), "Counter"}), {}, {}, peer);
    }
    ExchangeRequest request(std::uint8_t device) {
        ExchangeRequest request;
        request.device = test::id_of(device);
        request.epoch = store->epoch().value();
        request.limit_bytes = 1'000'000;
        return request;
    }
    HttpResponse exchange(const ExchangeRequest& asked, const std::string& token) {
        return post("/v1/exchange", encode(asked), token);
    }
};

std::string kind_of(const HttpResponse& response) {
    CHECK(response.headers.find("Content-Type") == "application/problem+json");
    const Problem problem = decode_problem(response.status, response.body);
    CHECK_FALSE(problem.title.empty());
    CHECK_FALSE(problem.detail.empty());
    return problem.kind;
}

// Refused as `kind` with this status; nothing was stored and nothing told.
void check_refused(Stranger& shared, const HttpResponse& response, int status, const std::string& kind) {
    CHECK(response.status == status);
    CHECK(kind_of(response) == kind);
    CHECK(response.body.find(secret) == std::string::npos);
    CHECK(response.body.find(person) == std::string::npos);
    CHECK(shared.store->last_sequence().value() == 1);
}

}  // namespace

TEST_CASE("whoever has no good token stores nothing and learns nothing") {
    Stranger shared;
    ExchangeRequest push = shared.request(1);
    push.push = {test::sample_story(2, "Harm.")};
    struct Row {
        const char* why;
        std::string token;
        const char* kind;
    };
    for (const Row& row : {
             Row{"no token", "", "no-token"},
             Row{"a guess", std::string(64, 'a'), "unknown-token"},
             Row{"the hash that the store keeps", hash_of_token(shared.leader_token), "unknown-token"},
             Row{"a good token in capitals", "A" + shared.leader_token, "unknown-token"},
             Row{"a good token cut short", shared.leader_token.substr(0, 63), "unknown-token"},
             Row{"SQL", "' OR '1'='1", "unknown-token"},
             Row{"a megabyte", std::string(1'000'000, 'x'), "unknown-token"},
             Row{"a NUL after a good token", shared.leader_token + std::string(1, '\0'), "unknown-token"},
         }) {
        INFO(row.why);
        check_refused(shared, shared.exchange(push, row.token), 401, row.kind);
    }
}

TEST_CASE("a good token speaks for its own device only") {
    Stranger shared;
    ExchangeRequest push = shared.request(1);  // As if it were the leader's.
    push.push = {test::sample_story(2, "Harm.")};
    check_refused(shared, shared.exchange(push, shared.teller_token), 403, "other-device");
    ExchangeRequest pull = shared.request(1);
    check_refused(shared, shared.exchange(pull, shared.teller_token), 403, "other-device");
}

TEST_CASE("a revoked token neither sends nor receives, from the moment it is revoked") {
    Stranger shared;
    REQUIRE(shared.store->revoke(test::id_of(1), noon));
    ExchangeRequest push = shared.request(1);
    push.push = {test::sample_story(2, "Harm.")};
    check_refused(shared, shared.exchange(push, shared.leader_token), 401, "revoked");
    check_refused(shared, shared.exchange(shared.request(1), shared.leader_token), 401, "revoked");
    CHECK(shared.exchange(shared.request(2), shared.teller_token).status == 200);
}

TEST_CASE("a token that was replaced by a new enrolment is worth nothing") {
    Stranger shared;
    const std::string before = shared.leader_token;
    shared.enrol_at(1, Role::teller);
    check_refused(shared, shared.exchange(shared.request(1), before), 401, "unknown-token");
}

TEST_CASE("a code is worth nothing a second time, late, or in part") {
    Stranger shared;
    const EnrolmentCode code = make_enrolment_code(Role::keeper, "leeds", noon, shared.random);
    REQUIRE(shared.store->add_code(code, noon));
    REQUIRE(shared.enrol_with(code.code, 5).status == 200);
    check_refused(shared, shared.enrol_with(code.code, 6), 403, "wrong-code");
    const EnrolmentCode late = make_enrolment_code(Role::keeper, "leeds", noon, shared.random);
    REQUIRE(shared.store->add_code(late, noon));
    shared.now = late.valid_until + Duration{1};
    check_refused(shared, shared.enrol_with(late.code, 6), 403, "wrong-code");
    CHECK(shared.store->devices()->size() == 3);
}

TEST_CASE("a teller gets no personal field, whichever way it asks") {
    Stranger shared;
    ExchangeRequest pull = shared.request(2);
    for (const std::int64_t cursor : {0, 1, 0}) {
        pull.cursor = cursor;
        const HttpResponse response = shared.exchange(pull, shared.teller_token);
        CHECK(response.status == 200);
        CHECK((cursor == 1 || response.body.find(secret) != std::string::npos));
        CHECK(response.body.find(person) == std::string::npos);
    }
    // By writing another field of the same record, so that it comes back merged.
    ExchangeRequest push = shared.request(2);
    Record mood = make_record(Kind::story, test::sample_story(1, "").id);
    mood.fields[story::mood] = {std::int64_t{2}, test::stamp(20, 2)};
    push.push = {mood};
    CHECK(shared.exchange(push, shared.teller_token).body.find(person) == std::string::npos);
    // By claiming another role in the message.
    std::string body = encode(pull);
    body.insert(1, R"("role":"keeper","site":"leeds",)");
    CHECK(shared.post("/v1/exchange", body, shared.teller_token).body.find(person) == std::string::npos);
}

TEST_CASE("bodies that would grow without end are refused at the limit") {
    Stranger shared;
    const std::string zeros(4 * body_bytes_max, '0');
    std::string frames;
    const std::string frame = pack(Coding::zstd, zeros);
    for (int i = 0; i < 200; ++i)
        frames += frame;  // Twelve gigabytes.
    check_refused(shared, shared.post("/v1/exchange", frames, shared.leader_token, "zstd"), 413, "too-large");
    check_refused(shared, shared.post("/v1/exchange", pack(Coding::gzip, zeros), shared.leader_token, "gzip"), 413,
                  "too-large");
    check_refused(shared, shared.post("/v1/exchange", frame.substr(0, frame.size() / 2), shared.leader_token, "zstd"),
                  413, "too-large");
    check_refused(shared, shared.post("/v1/enrol", frames, {}, "zstd"), 413, "too-large");
    check_refused(shared, shared.post("/v1/exchange", "{}", shared.leader_token, "br"), 415, "unknown-coding");
    check_refused(shared, shared.post("/v1/exchange", "{}", shared.leader_token, "gzip, gzip"), 415, "unknown-coding");
}

TEST_CASE("JSON that is deep, endless or odd is refused") {
    Stranger shared;
    const auto nested = [](char open, std::size_t depth) { return std::string(depth, open); };
    struct Row {
        const char* why;
        std::string body;
    };
    for (const Row& row : {
             Row{"a million open brackets", nested('[', 1'000'000)},
             Row{"a million closed ones too", nested('[', 1'000'000) + nested(']', 1'000'000)},
             Row{"nothing", ""},
             Row{"a NUL", std::string(1, '\0')},
             Row{"not UTF-8", "{\"device\":\"\xff\xfe\"}"},
             Row{"two messages", "{}{}"},
             Row{"a number beyond all numbers", "{\"cursor\":1e999}"},
             Row{"a message that is a list", "[]"},
             Row{"a cursor that is negative",
                 [&] {
                     ExchangeRequest request = shared.request(1);
                     request.cursor = -1;
                     return encode(request);
                 }()},
         }) {
        INFO(row.why);
        check_refused(shared, shared.post("/v1/exchange", row.body, shared.leader_token), 400, "bad-message");
    }
}

TEST_CASE("tricks with paths and methods find nothing") {
    Stranger shared;
    for (const char* path : {"/v1/exchange/", "/V1/exchange", "/v1/../v1/exchange", "//v1/exchange", "/v1/exchange%00",
                             "/%76%31/exchange", "/v1\\exchange", "/../../../../etc/passwd", "/shared.db", "/"}) {
        INFO(path);
        check_refused(shared, shared.post(path, encode(shared.request(1)), shared.leader_token), 404, "nothing-here");
    }
    for (const char* method : {"GET", "PUT", "DELETE", "TRACE", "OPTIONS", "CONNECT", "post", "PROPFIND"}) {
        INFO(method);
        HttpRequest request{method, "/v1/exchange", {}, encode(shared.request(1)), "192.0.2.8", {}};
        request.headers.add("Authorization", "Bearer " + shared.leader_token);
        const HttpResponse response = shared.server.handle(request, noon);
        CHECK(response.headers.find("Allow") == "POST");
        check_refused(shared, response, 405, "wrong-method");
    }
}

TEST_CASE("strangers do not read the counters") {
    Stranger shared;
    HttpRequest request{"GET", "/metrics", {}, {}, "192.0.2.7", {}};
    CHECK(shared.server.handle(request, noon).status == 404);
    request.peer = "127.0.0.1";
    CHECK(shared.server.handle(request, noon).status == 200);
    Server open(*shared.store, shared.random, {.metrics_for_all = true});
    request.peer = "192.0.2.7";
    CHECK(open.handle(request, noon).status == 200);
}

TEST_CASE("codes cannot be guessed: whoever tries waits longer and longer, others do not") {
    Stranger shared;
    const EnrolmentCode code = make_enrolment_code(Role::keeper, "leeds", noon, shared.random);
    REQUIRE(shared.store->add_code(code, noon));
    int looked_at = 0;
    for (int i = 0; i < 2'000; ++i) {
        shared.now = noon + Duration{i * 250};
        const HttpResponse response = shared.enrol_with("2345678A", 9);
        if (response.status == 403) ++looked_at;
        if (response.status != 429) continue;
        CHECK_FALSE(response.headers.find("Retry-After").empty());
        CHECK(shared.store->last_sequence().value() == 1);
    }
    CHECK(looked_at <= 5 + 9);                                          // In eight minutes.
    CHECK(shared.enrol_with(code.code, 9).status == 429);               // The right code is not looked at either,
    CHECK(shared.enrol_with(code.code, 9, "192.0.2.8").status == 200);  // and is as good as before elsewhere.
}

TEST_CASE("a thousand addresses together guess no faster than the store allows") {
    Stranger shared;
    int looked_at = 0;
    for (int i = 0; i < 5'000; ++i) {
        shared.now = noon + Duration{i / 500 * 1'000};
        const std::string address = "198.51." + std::to_string(i / 250) + "." + std::to_string(i % 250);
        if (shared.enrol_with("2345678A", 9, address).status == 403) ++looked_at;
    }
    CHECK(looked_at <= 100 + 10 * 10);  // In ten seconds.
}

TEST_CASE("strangers who ask too often are told when to come again; devices at their address are not held up") {
    Stranger shared;
    int refused = 0, turned_away = 0;
    for (int i = 0; i < 500; ++i) {
        const HttpResponse response = shared.exchange(shared.request(1), "guess" + std::to_string(i));
        (response.status == 401 ? refused : turned_away) += 1;
        if (response.status == 429) CHECK(kind_of(response) == "too-often");
    }
    CHECK(refused <= 60);
    CHECK(turned_away >= 440);
    CHECK(shared.exchange(shared.request(1), shared.leader_token).status == 200);
}

TEST_CASE("a device that asks too often waits, alone") {
    Stranger shared;
    int answered = 0;
    for (int i = 0; i < 1'000; ++i) {
        const HttpResponse response = shared.exchange(shared.request(1), shared.leader_token);
        answered += response.status == 200 ? 1 : 0;
        if (response.status != 200) CHECK(response.headers.find("Retry-After") == "1");
    }
    CHECK(answered < 400);
    CHECK(shared.exchange(shared.request(2), shared.teller_token).status == 200);
    shared.now = noon + Duration{60'000};
    CHECK(shared.exchange(shared.request(1), shared.leader_token).status == 200);
}

TEST_CASE("whatever is said to the server, its log repeats none of it") {
    std::string log;
    set_log_sink([&](LogLevel, std::string_view line) { log += line; });
    {
        Stranger shared;
        set_log_level(LogLevel::debug);
        const std::string marked = "Marked-words-of-a-customer";
        ExchangeRequest push = shared.request(1);
        Record bad = test::sample_story(3, marked + std::string(100'000, 'w'));
        Record named = test::sample_story(4, marked);
        named.fields[story::customer_reference] = {marked, test::stamp(10, 1)};
        push.push = {bad, named};
        shared.exchange(push, shared.leader_token);
        std::string body = encode(push);
        shared.post("/v1/exchange", body.substr(0, body.size() / 2), shared.leader_token);
        shared.post("/v1/exchange?" + marked, body, marked);
        shared.post("/" + marked, body, shared.leader_token);
        shared.post("/v1/exchange", "{\"device\":\"" + marked + "\"}", shared.leader_token);
        shared.enrol_with(marked, 9);
        shared.post("/v1/enrol", encode(EnrolRequest{"2345678A", test::id_of(9), marked}));
        const EnrolmentCode code = make_enrolment_code(Role::keeper, "leeds", noon, shared.random);
        REQUIRE(shared.store->add_code(code, noon));
        shared.post("/v1/enrol", encode(EnrolRequest{code.code, test::id_of(9), marked}));
        CHECK(log.find("exchange device=") != std::string::npos);
        CHECK(log.find("Marked") == std::string::npos);
        CHECK(log.find(secret) == std::string::npos);
        CHECK(log.find(code.code) == std::string::npos);
        CHECK(log.find(shared.leader_token) == std::string::npos);
        CHECK(log.find("192.0.2.7") == std::string::npos);
    }
    set_log_sink({});
}
