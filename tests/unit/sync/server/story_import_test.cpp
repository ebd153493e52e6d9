#include "sync/server/story_import.hpp"

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "sync/protocol/limits.hpp"
#include "tests/unit/sync/server/fixture.hpp"

using namespace earshot;
using namespace earshot::sync;
using Catch::Matchers::ContainsSubstring;
using test::noon;
using test::PostgresHome;
using test::sample_story;
using test::SharedStoreFixture;
using test::SqliteHome;

namespace {

constexpr const char* two_rows =
    "{\"kind\":\"praise\",\"words\":\"They rang "
    "back.\",\"tags\":[\"a\",\"b\"],\"happened\":\"2026-11-02\",\"echoes\":2}\n"
    "\n"
    "{\"id\":\"019a4f30-0000-7c3d-9e2f-bbbbbbbbbbbb\",\"kind\":\"idea\",\"words\":\"Lamps one sees.\",\"echoes\":1,"
    "\"echo_records\":[{\"id\":\"019a4f2f-0000-7c3d-9e2f-aaaaaaaaaaaa\",\"note\":\"Same in York.\"}]}";

std::vector<Record> stories_in(SharedStore& store) {
    EnrolledDevice reader;
    reader.role = Role::leader;
    std::vector<Record> stories;
    const auto page = store.stories(reader, {.stories_most = 1'000, .now = noon});
    REQUIRE(page);
    for (const ToldStory& told : page->stories)
        stories.push_back(decode_record(told.story).value());
    return stories;
}

}  // namespace

TEMPLATE_TEST_CASE("rows become stories and echoes, once", "[stories]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto from = shared.enrol(1);
    StoryImport import(*shared.store, shared.random);
    const auto first = import.take(from, two_rows, noon);
    REQUIRE(first);
    CHECK(to_json(*first) == R"({"rows":2,"added":2,"already_here":0,"echoes_added":3,"skipped":[]})");
    const auto stories = stories_in(*shared.store);
    REQUIRE(stories.size() == 2);
    CHECK(stories[0].text(story::words) == "They rang back.");
    CHECK(set_of(stories[0].value(story::tags))->present() == std::vector<std::string>{"a", "b"});
    const std::int64_t sequence = shared.store->last_sequence().value();
    CHECK(sequence == 5);

    const auto again = import.take(from, two_rows, noon + Duration{86'400'000});
    CHECK(to_json(*again) == R"({"rows":2,"added":0,"already_here":2,"echoes_added":0,"skipped":[]})");
    StoryImport other_server(*shared.store, shared.random);
    CHECK(other_server.take(from, two_rows, noon)->already_here == 2);
    CHECK(shared.store->last_sequence().value() == sequence);
    CHECK(stories_in(*shared.store) == stories);

    // The device that brought them is told of them like everybody else, and the audit says that it was it.
    CHECK(shared.feed(from).count == 5);
    std::vector<AuditEntry> pushes;
    REQUIRE(shared.store->audit({.deed = Deed::push}, [&](const AuditEntry& entry) -> Result<void> {
        pushes.push_back(entry);
        return {};
    }));
    REQUIRE(pushes.size() == 1);
    CHECK(pushes[0].device == from.device);
    CHECK(pushes[0].records.size() == 5);
}

TEST_CASE("what is here already stays as people left it", "[stories]") {
    test::StoreFixture shared;
    const auto from = shared.enrol(1), person = shared.enrol(2);
    StoryImport import(*shared.store, shared.random);
    REQUIRE(import.take(from, two_rows, noon));
    Record edit = make_record(Kind::story, parse_id("019a4f30-0000-7c3d-9e2f-bbbbbbbbbbbb").value());
    edit.fields[story::words] = {std::string("Lamps one can see."), Stamp{clock_at(noon) + 1'000'000, person.device}};
    shared.push(person, {edit});
    std::string more = two_rows;
    more.replace(more.rfind("\"echoes\":1"), 10, "\"echoes\":3");
    const auto report = import.take(from, more, noon + Duration{60'000});
    CHECK(to_json(*report) == R"({"rows":2,"added":0,"already_here":2,"echoes_added":2,"skipped":[]})");
    CHECK(stories_in(*shared.store).at(1).text(story::words) == "Lamps one can see.");

    Record deletion = make_record(Kind::story, edit.id);
    deletion.fields[deleted_number] = {std::int64_t{1}, Stamp{clock_at(noon) + 2'000'000, person.device}};
    shared.push(person, {deletion});
    CHECK(import.take(from, two_rows, noon)->already_here == 2);
    CHECK(stories_in(*shared.store).size() == 1);
}

TEST_CASE("rows without an id that say the same are as many stories as there are rows", "[stories]") {
    test::StoreFixture shared;
    const auto from = shared.enrol(1);
    StoryImport import(*shared.store, shared.random);
    const std::string row = R"({"kind":"pain","words":"No."})", spaced = R"( { "words": "No.", "kind": "pain" } )";
    const std::string three = row + '\n' + spaced + '\n' + R"({"kind":"pain","words":"No.","echoes":1})";
    CHECK(import.take(from, three, noon)->added == 3);
    CHECK(import.take(from, three, noon + Duration{86'400'000})->added == 0);
    CHECK(import.take(from, three + '\n' + row, noon)->added == 1);
    for (const Record& story : stories_in(*shared.store))
        CHECK(story.text(story::happened) == "2026-11-03");  // The day it came in first.
}

TEST_CASE("a row that cannot be taken holds up no other and is told with its line", "[stories]") {
    test::StoreFixture shared;
    const auto from = shared.enrol(1);
    StoryImport import(*shared.store, shared.random);
    struct Row {
        const char* why;
        std::string line;
        const char* reason;
    };
    const std::string id = R"("id":"019a4f30-0000-7c3d-9e2f-bbbbbbbbbbbb",)";
    std::string body;
    const std::vector<Row> rows{
        {"no JSON", "hello", "byte"},
        {"no object", "[1]", "not an object"},
        {"a million brackets", std::string(1'000'000, '['), ""},
        {"no kind", R"({"words":"x"})", "kind"},
        {"no words", R"({"kind":"pain"})", "words"},
        {"a mood beyond", R"({"kind":"pain","words":"x","mood":9})", "mood: 9 is not between 1 and 5"},
        {"a mood that is text", R"({"kind":"pain","words":"x","mood":"2"})", "mood: must be a whole number"},
        {"words too long", R"({"kind":"pain","words":")" + std::string(70'000, 'w') + "\"}", "words"},
        {"no field", R"({"kind":"pain","words":"x","colour":"red"})", "\"colour\" is no field"},
        {"deletion by import", R"({"kind":"pain","words":"x","deleted":true})", "\"deleted\" is no field"},
        {"no id", R"({"id":"7","kind":"pain","words":"x"})", "id"},
        {"echoes beyond", R"({"kind":"pain","words":"x","echoes":10001})", "echoes"},
        {"more told than there are", "{" + id + R"("kind":"pain","words":"x","echoes":0,"echo_records":[{}]})",
         "echoes"},
        {"an echo too long",
         "{" + id +
             R"("kind":"pain","words":"x","echoes":1,"echo_records":[{"id":)"
             R"("019a4f2f-0000-7c3d-9e2f-aaaaaaaaaaaa","note":")" +
             std::string(70'000, 'w') + "\"}]}",
         "note"},
        {"not UTF-8", "{\"kind\":\"pain\",\"words\":\"\xff\"}", ""},
    };
    for (const Row& row : rows)
        body += row.line + '\n';
    body += R"({"kind":"pain","words":"Sound."})";
    const auto report = import.take(from, body, noon);
    REQUIRE(report);
    CHECK(report->rows == static_cast<std::int64_t>(rows.size()) + 1);
    CHECK(report->added == 1);
    REQUIRE(report->skipped.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        INFO(rows[i].why);
        CHECK(report->skipped[i].line == i + 1);
        CHECK_THAT(report->skipped[i].reason, ContainsSubstring(rows[i].reason));
        CHECK(report->skipped[i].reason.size() < 2'000);
    }
    CHECK(shared.store->last_sequence().value() == 1);
}

TEST_CASE("too many rows are refused as a whole", "[stories]") {
    test::StoreFixture shared;
    const auto from = shared.enrol(1);
    StoryImport import(*shared.store, shared.random);
    std::string many;
    for (std::size_t i = 0; i <= push_records_most; ++i)
        many += "{}\n";
    CHECK(import.take(from, many, noon).error().code == Errc::full);
    const std::string heavy = "{\"kind\":\"pain\",\"words\":\"x\",\"echoes\":10000}";
    CHECK(import.take(from, heavy, noon).error().code == Errc::full);
    CHECK(shared.store->last_sequence().value() == 0);
}

TEST_CASE("a store whose clock is behind what it holds still takes rows", "[stories]") {
    test::StoreFixture shared;
    const auto from = shared.enrol(1);
    shared.push(from, {sample_story(1, "Later.", clock_at(noon))});
    StoryImport import(*shared.store, shared.random);
    CHECK(import.take(from, two_rows, WallTime{noon.unix_ms - 86'400'000LL * 365})->added == 2);
}
