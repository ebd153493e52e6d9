// The addresses for programs, through the whole server: what they answer, and to whom they say no.
#include "sync/server/story_routes.hpp"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "platform/base/log.hpp"
#include "sync/protocol/limits.hpp"
#include "sync/server/enrolment_code.hpp"
#include "sync/server/server.hpp"
#include "tests/unit/sync/server/fixture.hpp"

using namespace earshot;
using namespace earshot::sync;
using Catch::Matchers::ContainsSubstring;
using platform::HttpRequest;
using platform::HttpResponse;
using test::noon;

namespace {

constexpr const char* story_id = "019a4f2e-11a0-7c3d-9e2f-1a2b3c4d5e6f";

struct Programs : test::StoreFixture {
    Server server{*store, random};
    WallTime now = noon;
    std::string leader = token_for(1, Role::leader, "leeds"), teller = token_for(2, Role::teller, "york");

    Programs() {
        set_log_level(LogLevel::error);
        Record story = make_record(Kind::story, parse_id(story_id).value());
        const auto say = [&](FieldNumber field, Value value) {
            story.fields[field] = {std::move(value), test::stamp(10, 1)};
        };
        say(story::kind, std::string("pain"));
        say(story::words, std::string("The \"lamp\", again."));
        say(story::site, std::string("leeds"));
        say(story::customer_reference, std::string("C-1017"));
        say(story::happened, std::string("2026-11-03T11:20"));
        store->push(find(leader), 0, std::vector{story}, noon).value();
    }
    ~Programs() { set_log_level(LogLevel::warning); }

    std::string token_for(std::uint8_t number, Role role, const std::string& site) {
        const std::string token = make_token(random), code = "CODE" + std::to_string(number);
        EARSHOT_ASSERT(store->add_code({code, role, site, noon + Duration{600'000}}, noon).has_value());
        EARSHOT_ASSERT(store->enrol(code, test::id_of(number), "P", hash_of_token(token), noon).has_value());
        return token;
    }
    EnrolledDevice find(const std::string& token) { return store->find_device(hash_of_token(token)).value().value(); }
    HttpResponse ask(const std::string& target, const std::string& token, const std::string& method = "GET") {
        HttpRequest request{method, target, {}, {}, "192.0.2.7", {}};
        if (!token.empty()) request.headers.add("Authorization", "Bearer " + token);
        return server.handle(request, now);
    }
    HttpResponse bring(std::string body, const std::string& token, const std::string& coding = {}) {
        HttpRequest request{"POST", "/v1/import", {}, std::move(body), "192.0.2.7", {}};
        request.headers.add("Content-Type", "application/x-ndjson; charset=utf-8");
        if (!token.empty()) request.headers.add("Authorization", "Bearer " + token);
        if (!coding.empty()) request.headers.add("Content-Encoding", coding);
        return server.handle(request, now);
    }
    std::vector<AuditEntry> exports() {
        std::vector<AuditEntry> entries;
        EARSHOT_ASSERT(store->audit({.deed = Deed::data_export}, [&](const AuditEntry& entry) -> Result<void> {
            entries.push_back(entry);
            return {};
        }));
        return entries;
    }
};

std::string kind_of(const HttpResponse& response) {
    CHECK(response.headers.find("Content-Type") == "application/problem+json");
    return decode_problem(response.status, response.body).kind;
}

constexpr const char* whole_story =
    "{\"id\":\"019a4f2e-11a0-7c3d-9e2f-1a2b3c4d5e6f\",\"kind\":\"pain\",\"words\":\"The \\\"lamp\\\", again.\","
    "\"customer_reference\":\"C-1017\",\"site\":\"leeds\",\"happened\":\"2026-11-03T11:20\",\"echoes\":0}";

}  // namespace

TEST_CASE("a story reads the same in the list, alone and in an export", "[stories]") {
    Programs programs;
    const std::string whole = whole_story;
    CHECK(programs.ask("/v1/stories", programs.leader).body == "{\"stories\":[" + whole + "]}");
    CHECK(programs.ask("/v1/stories/" + std::string(story_id), programs.leader).body == whole);
    const HttpResponse lines = programs.ask("/v1/export", programs.leader);
    CHECK(lines.body == whole + '\n');
    CHECK(lines.headers.find("Content-Type") == "application/x-ndjson");
    CHECK(lines.headers.find("Link").empty());
    const HttpResponse table = programs.ask("/v1/export?format=csv", programs.leader);
    CHECK(table.headers.find("Content-Type") == "text/csv; charset=utf-8; header=present");
    CHECK_THAT(table.body, ContainsSubstring("id,kind,words,") && ContainsSubstring(",echoes,echo_records\n") &&
                               ContainsSubstring(std::string(story_id) + ",pain,\"The \"\"lamp\"\", again.\","));
    CHECK(programs.ask("/v1/stories", programs.leader, "HEAD").status == 200);
}

TEST_CASE("the pages of an export put behind each other are the whole", "[stories]") {
    Programs programs;
    std::string rows;
    for (int i = 0; i < 25; ++i)
        rows += R"({"kind":"praise","words":"Row )" + std::to_string(i) + R"(","happened":"2026-10-01"})" + "\n";
    REQUIRE(programs.bring(rows, programs.leader).status == 200);
    for (const std::string format : {"csv", "jsonl"}) {
        const std::string whole = programs.ask("/v1/export?format=" + format, programs.leader).body;
        std::string joined, target = "/v1/export?limit=7&month=2026-10&format=" + format;
        int pages = 0;
        while (!target.empty()) {
            const HttpResponse page = programs.ask(target, programs.leader);
            REQUIRE(page.status == 200);
            joined += page.body;
            const std::string link(page.headers.find("Link"));
            target = link.empty() ? "" : link.substr(1, link.find('>') - 1);
            pages += 1;
        }
        CHECK(pages == 4);
        CHECK(std::count(joined.begin(), joined.end(), '\n') == (format == "csv" ? 26 : 25));
        std::string without_first = whole;  // The one story of November is the newest.
        const std::size_t at = without_first.find(format == "csv" ? std::string(story_id) : std::string("{\"id\""));
        without_first.erase(at, without_first.find('\n', at) + 1 - at);
        CHECK(joined == without_first);
    }
}

TEST_CASE("an export has a story whose date is changed between its pages", "[stories]") {
    Programs programs;
    REQUIRE(programs.bring(R"({"kind":"praise","words":"Older.","happened":"2026-10-01"})", programs.leader).status ==
            200);
    const HttpResponse first = programs.ask("/v1/export?limit=1", programs.leader);
    CHECK_THAT(first.body, ContainsSubstring(story_id));
    const std::string link(first.headers.find("Link"));

    Record newer = make_record(Kind::story, {});
    newer.fields[story::happened] = {std::string("2026-11-04"), Stamp{clock_at(noon) + 1'000'000, test::id_of(1)}};
    const auto all = programs.store->stories(programs.find(programs.leader), {.now = noon}).value();
    newer.id = decode_record(all.stories.at(1).story)->id;
    programs.store->push(programs.find(programs.leader), 0, std::vector{newer}, noon).value();
    CHECK_THAT(programs.ask("/v1/stories?limit=1", programs.leader).body, ContainsSubstring("Older."));
    const HttpResponse second = programs.ask(link.substr(1, link.find('>') - 1), programs.leader);
    CHECK_THAT(second.body, ContainsSubstring("Older.") && ContainsSubstring("2026-11-04"));
    CHECK(second.headers.find("Link").empty());
}

TEST_CASE("a teller elsewhere is told neither who nor, when it is narrow, what", "[stories]") {
    Programs programs;
    for (const char* target : {"/v1/stories", "/v1/export", "/v1/export?format=csv",
                               "/v1/stories/019a4f2e-11a0-7c3d-9e2f-1a2b3c4d5e6f", "/v1/stories?site=leeds"}) {
        INFO(target);
        const HttpResponse response = programs.ask(target, programs.teller);
        CHECK(response.status == 200);
        CHECK(response.body.find("C-1017") == std::string::npos);
        CHECK(response.body.find("lamp") != std::string::npos);
    }
    Record narrow = make_record(Kind::story, parse_id(story_id).value());
    narrow.fields[story::consent] = {std::string("none"), test::stamp(20, 1)};
    programs.store->push(programs.find(programs.leader), 0, std::vector{narrow}, noon).value();
    CHECK(programs.ask("/v1/stories", programs.teller).body.find("lamp") == std::string::npos);
    CHECK(programs.ask("/v1/stories", programs.leader).body.find("lamp") != std::string::npos);
    Record ended = make_record(Kind::story, parse_id(story_id).value());
    ended.fields[story::consent_until] = {std::string("2026-11-01"), test::stamp(20, 1)};
    programs.store->push(programs.find(programs.leader), 0, std::vector{ended}, noon).value();
    for (const char* target : {"/v1/stories", "/v1/export", "/v1/export?format=csv"})
        CHECK(programs.ask(target, programs.leader).body.find("lamp") == std::string::npos);
}

TEST_CASE("every export is noted in the audit with whose it was", "[stories]") {
    Programs programs;
    programs.ask("/v1/stories", programs.leader);
    programs.ask("/v1/export?format=xml", programs.leader);
    CHECK(programs.exports().empty());
    programs.ask("/v1/export", programs.teller);
    const auto entries = programs.exports();
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].device == test::id_of(2));
    CHECK(entries[0].records.empty());
}

TEST_CASE("whoever has no good token reads and brings nothing", "[stories]") {
    Programs programs;
    REQUIRE(programs.store->revoke(test::id_of(2), noon));
    struct Row {
        std::string token;
        const char* kind;
    };
    for (const Row& row : {Row{"", "no-token"}, Row{std::string(64, 'a'), "unknown-token"},
                           Row{hash_of_token(programs.leader), "unknown-token"}, Row{programs.teller, "revoked"}}) {
        for (const char* target : {"/v1/stories", "/v1/export", "/v1/stories/019a4f2e-11a0-7c3d-9e2f-1a2b3c4d5e6f"}) {
            const HttpResponse response = programs.ask(target, row.token);
            CHECK(response.status == 401);
            CHECK(kind_of(response) == row.kind);
            CHECK(response.body.find("lamp") == std::string::npos);
        }
        CHECK(kind_of(programs.bring(R"({"kind":"pain","words":"Harm."})", row.token)) == row.kind);
    }
    CHECK(programs.store->last_sequence().value() == 1);
    int turned_away = 0;
    for (int i = 0; i < 100; ++i)
        turned_away += programs.ask("/v1/stories", "guess").status == 429 ? 1 : 0;
    CHECK(turned_away > 40);
    CHECK(programs.ask("/v1/stories", programs.leader).status == 200);
}

TEST_CASE("what cannot be understood is refused and names the place", "[stories]") {
    Programs programs;
    for (const char* target : {"/v1/stories?limit=1001", "/v1/stories?limit=-1", "/v1/stories?after=zzz",
                               "/v1/stories?kind=x&kind=y", "/v1/stories?format=csv", "/v1/export?format=xml",
                               "/v1/stories?site=%00%ff", "/v1/export?limit=99999999999999999999999"}) {
        INFO(target);
        const HttpResponse response = programs.ask(target, programs.leader);
        CHECK(response.status == 400);
        CHECK(kind_of(response) == "bad-query");
    }
    CHECK_THAT(programs.ask("/v1/stories?limit=0", programs.leader).body, ContainsSubstring("limit"));
    for (const char* target :
         {"/v1/stories/7", "/v1/stories/../metrics", "/v1/stories/00000000-0000-0000-0000-000000000000",
          "/v1/stories/019a4f2e-11a0-7c3d-9e2f-1a2b3c4d5e60", "/v1/stories/' OR 1=1 --"}) {
        INFO(target);
        CHECK(kind_of(programs.ask(target, programs.leader)) == "no-such-story");
    }
    for (const char* method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
        const HttpResponse response = programs.ask("/v1/stories", programs.leader, method);
        CHECK(response.headers.find("Allow") == "GET, HEAD");
        CHECK(kind_of(response) == "wrong-method");
    }
    CHECK(programs.ask("/v1/import", programs.leader).headers.find("Allow") == "POST");
}

TEST_CASE("bodies that would grow without end, or are no lines at all, bring nothing", "[stories]") {
    Programs programs;
    const std::string zeros(4 * body_bytes_max, '\n');
    for (const Coding coding : {Coding::zstd, Coding::gzip}) {
        const HttpResponse response =
            programs.bring(pack(coding, zeros), programs.leader, std::string(name_of(coding)));
        CHECK(response.status == 413);
        CHECK(kind_of(response) == "too-large");
    }
    CHECK(kind_of(programs.bring("{}", programs.leader, "br")) == "unknown-coding");
    CHECK(kind_of(programs.bring("half of it", programs.leader, "gzip")) == "bad-message");
    const HttpResponse deep = programs.bring(std::string(1'000'000, '['), programs.leader);
    CHECK(deep.status == 200);
    CHECK_THAT(deep.body, ContainsSubstring("\"added\":0") && ContainsSubstring("\"line\":1"));
    HttpRequest typed{"POST", "/v1/import", {}, "{}", "192.0.2.7", {}};
    typed.headers.add("Authorization", "Bearer " + programs.leader);
    typed.headers.add("Content-Type", "application/json");
    CHECK(kind_of(programs.server.handle(typed, noon)) == "unknown-type");
    std::string many;
    for (std::size_t i = 0; i <= push_records_most; ++i)
        many += "{}\n";
    CHECK(kind_of(programs.bring(many, programs.leader)) == "too-many-rows");
    CHECK(programs.store->last_sequence().value() == 1);
}

TEST_CASE("a program that asks too often waits, alone", "[stories]") {
    Programs programs;
    int answered = 0;
    for (int i = 0; i < 600; ++i)
        answered += programs.ask("/v1/stories/7", programs.leader).status == 404 ? 1 : 0;
    CHECK(answered < 400);
    CHECK(kind_of(programs.ask("/v1/export", programs.leader)) == "too-often");
    CHECK(programs.ask("/v1/stories", programs.teller).status == 200);
}
