#include "app/commands/story_commands.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "platform/fake/seeded_random.hpp"
#include "sync/model/tables.hpp"

namespace earshot::app {
namespace {

using Catch::Matchers::ContainsSubstring;
using sync::Edit;
using sync::Kind;
using sync::Value;

constexpr std::int64_t now_ms = 1'793'701'200'000;  // 2026-11-03T10:20Z
const Id story_id = make_named_id("test", "story");
const Id device_id = make_named_id("test", "device");

struct Desk {
    platform::SeededRandom random{1};
    CommandContext context{
        device_id, "Leeds, Counter 2", "leeds", {now_ms}, *parse_civil("2026-11-03T11:20"), {"choose", "need-help"},
        random};
};

std::optional<Value> written(const Edit& edit, std::string_view field) {
    for (const auto& [number, value] : edit.writes) {
        if (sync::table_of(edit.kind).fields[number].name == field) return value;
    }
    return std::nullopt;
}

std::string text_in(const Edit& edit, std::string_view field) {
    const auto value = written(edit, field);
    return value ? std::string(sync::text_of(*value)) : std::string();
}

sync::Record record_of(const Edit& edit, sync::Stamp stamp) {
    sync::Record record = sync::make_record(edit.kind, edit.id);
    for (const auto& [field, value] : edit.writes)
        record.fields[field] = {value, stamp};
    return record;
}

sync::Stamp stamp_at(std::int64_t ms, const Id& device = device_id) {
    return {static_cast<std::uint64_t>(ms) << 16, device};
}

}  // namespace

TEST_CASE("kind and words are a valid story; the device adds what it knows") {
    Desk desk;
    const auto edits = edits_of(LogStory{.kind = "pain", .words = "Nobody rang back."}, desk.context);
    REQUIRE(edits);
    REQUIRE(edits->size() == 1);
    const Edit& edit = edits->front();
    CHECK(edit.kind == Kind::story);
    CHECK(time_of(edit.id) == now_ms);
    CHECK(text_in(edit, "site") == "leeds");
    CHECK(text_in(edit, "device_name") == "Leeds, Counter 2");
    CHECK(text_in(edit, "happened") == "2026-11-03T11:20");
    CHECK_FALSE(written(edit, "mood"));  // What nobody said is not written: it would win over somebody who says it.
    CHECK_FALSE(written(edit, "at_risk"));
    CHECK_FALSE(written(edit, "aided"));
}

TEST_CASE("everything a story can say is written") {
    Desk desk;
    const LogStory intent{.id = story_id,
                          .kind = "pain",
                          .words = "w",
                          .what_happened = "h",
                          .mood = 2,
                          .stage = "need-help",
                          .moment = "m",
                          .source = "call",
                          .aided = false,
                          .at_risk = true,
                          .customer = "A nurse in Leeds",
                          .customer_reference = "NH-1",
                          .site = "hull",
                          .function = "care",
                          .product = "p",
                          .tags = {"b", "a"},
                          .themes = {"t"},
                          .action_taken = "a",
                          .language = "en",
                          .consent = "public",
                          .consent_until = "2027-01-01",
                          .happened = "2026-11-02"};
    const auto edits = edits_of(intent, desk.context);
    REQUIRE(edits);
    const Edit& edit = edits->front();
    CHECK(edit.id == story_id);
    // Each field of the table except `deleted`, once.
    CHECK(edit.writes.size() == sync::story_fields.size() - 1);
    for (const sync::Field& field : std::span(sync::story_fields).subspan(1)) {
        INFO(field.name);
        CHECK(written(edit, field.name));
    }
    CHECK((written(edit, "aided") == Value{std::int64_t{0}}));
    CHECK((written(edit, "tags") == Value{sync::make_set({"a", "b"})}));
    CHECK(text_in(edit, "site") == "hull");
    CHECK(text_in(edit, "happened") == "2026-11-02");
}

TEST_CASE("a story that cannot be kept is refused in words") {
    struct Row {
        const char* why;
        LogStory intent;
        const char* says;
    };
    const auto row = GENERATE(values<Row>({
        {"no words", {.kind = "pain"}, "words: the customer's words are missing"},
        {"blank words", {.kind = "pain", .words = " \n"}, "words: the customer's words are missing"},
        {"no kind", {.words = "w"}, "kind: choose one of praise, pain, idea, issue"},
        {"another kind", {.kind = "rant", .words = "w"}, "kind: \"rant\" is not one of"},
        {"a mood off the scale", {.kind = "pain", .words = "w", .mood = 6}, "mood: 6 is not between 1 and 5"},
        {"a stage nobody knows",
         {.kind = "pain", .words = "w", .stage = "buy"},
         "stage: \"buy\" is not one of choose, need-help"},
        {"another source", {.kind = "pain", .words = "w", .source = "gossip"}, "source: \"gossip\" is not one of"},
        {"no date", {.kind = "pain", .words = "w", .happened = "yesterday"}, "happened:"},
        {"not UTF-8", {.kind = "pain", .words = "caf\xE9"}, "not valid UTF-8"},
    }));
    INFO(row.why);
    Desk desk;
    const auto edits = edits_of(row.intent, desk.context);
    REQUIRE_FALSE(edits);
    CHECK(edits.error().code == Errc::invalid);
    CHECK_THAT(edits.error().message, ContainsSubstring(row.says));
}

TEST_CASE("a correction writes only what differs") {
    Desk desk;
    const auto logged =
        edits_of(LogStory{.id = story_id, .kind = "pain", .words = "w", .mood = 2, .tags = {"a", "b"}}, desk.context);
    const sync::Record before = record_of(logged->front(), stamp_at(1));
    const auto correct = [&](std::vector<std::pair<sync::FieldNumber, Value>> fields) {
        return edits_of(CorrectStory{before, std::move(fields)}, desk.context);
    };

    CHECK(correct({{sync::story::words, std::string("w")}, {sync::story::mood, std::int64_t{2}}})->empty());
    CHECK(correct({{sync::story::product, std::string()}})->empty());  // Empty before, empty after.

    const auto mood = correct({{sync::story::words, std::string("w")}, {sync::story::mood, std::int64_t{3}}});
    REQUIRE(mood->size() == 1);
    CHECK(mood->front().id == story_id);
    REQUIRE(mood->front().writes.size() == 1);
    CHECK((written(mood->front(), "mood") == Value{std::int64_t{3}}));

    const auto tags = correct({{sync::story::tags, sync::make_set({"b", "c"})}});
    REQUIRE(tags->size() == 1);
    sync::SetValue expected;
    expected.members = {{"a", {}, false}, {"c", {}, true}};
    CHECK((written(tags->front(), "tags") == Value{expected}));

    CHECK_FALSE(correct({{sync::story::words, std::string("  ")}}));
    CHECK_FALSE(correct({{sync::story::stage, std::string("buy")}}));
}

TEST_CASE("removing a story says only that") {
    Desk desk;
    const auto edits = edits_of(RemoveStory{story_id}, desk.context);
    REQUIRE(edits->size() == 1);
    CHECK(edits->front().writes.size() == 1);
    CHECK((written(edits->front(), "deleted") == Value{std::int64_t{1}}));
}

TEST_CASE("the same echo within five seconds counts once") {
    struct Row {
        const char* why;
        std::optional<std::int64_t> last_ms;
        std::size_t edits;
    };
    const auto row = GENERATE(values<Row>({
        {"never before", std::nullopt, 1},
        {"at the same moment", now_ms, 0},
        {"just within", now_ms - 4'999, 0},
        {"five seconds later it is meant", now_ms - 5'000, 1},
        {"a clock that was set back swallows nothing", now_ms + 3'600'000, 1},
    }));
    INFO(row.why);
    Desk desk;
    EchoStory intent{.story = story_id, .note = {}, .last_counted = {}};
    if (row.last_ms) intent.last_counted = WallTime{*row.last_ms};
    CHECK(edits_of(intent, desk.context)->size() == row.edits);
}

TEST_CASE("which echo of this device was the last of its kind") {
    Desk desk;
    const auto echo = [&](const char* note, sync::Stamp stamp) {
        return record_of(edits_of(EchoStory{story_id, note, {}}, desk.context)->front(), stamp);
    };
    const Id other = make_named_id("test", "other device");
    const std::vector echoes{echo("", stamp_at(100)), echo("", stamp_at(300)), echo("", stamp_at(200)),
                             echo("with a note", stamp_at(400)), echo("", stamp_at(500, other))};
    CHECK(last_counted(echoes, device_id, "")->unix_ms == 300);
    CHECK(last_counted(echoes, device_id, "with a note")->unix_ms == 400);
    CHECK(last_counted(echoes, other, "")->unix_ms == 500);
    CHECK_FALSE(last_counted(echoes, other, "with a note"));
}

TEST_CASE("an echo says who heard it, where and when") {
    Desk desk;
    const auto edits = edits_of(EchoStory{story_id, "Two in one morning", {}}, desk.context);
    const Edit& echo = edits->front();
    CHECK(echo.kind == Kind::echo);
    CHECK(text_in(echo, "story") == to_text(story_id));
    CHECK(text_in(echo, "note") == "Two in one morning");
    CHECK(text_in(echo, "site") == "leeds");
    CHECK(text_in(echo, "device_name") == "Leeds, Counter 2");
    CHECK(text_in(echo, "happened") == "2026-11-03T11:20");
}

TEST_CASE("an answer needs words") {
    Desk desk;
    CHECK_FALSE(edits_of(ReplyToStory{story_id, " ", "Jo"}, desk.context));
    const auto edits = edits_of(ReplyToStory{story_id, "I rang her.", "Jo"}, desk.context);
    CHECK(edits->front().kind == Kind::reply);
    CHECK(text_in(edits->front(), "leader") == "Jo");
}

TEST_CASE("reading twice counts once, and keeps the day of the first reading") {
    Desk desk;
    const auto first = edits_of(MarkRead{story_id, "Jo", {}}, desk.context);
    REQUIRE(first->size() == 1);
    CHECK(text_in(first->front(), "step") == "read");
    const std::vector receipts{record_of(first->front(), stamp_at(1))};
    CHECK(edits_of(MarkRead{story_id, "Jo", receipts}, desk.context)->empty());

    // Not known yet (the store is still writing): the same record, so it still counts once.
    desk.context.here = *parse_civil("2026-11-04");
    CHECK(edits_of(MarkRead{story_id, "Jo", {}}, desk.context)->front().id == first->front().id);

    desk.context.device = make_named_id("test", "other device");
    CHECK(edits_of(MarkRead{story_id, "Kim", receipts}, desk.context)->front().id != first->front().id);
}

TEST_CASE("a story is proposed to a room once") {
    Desk desk;
    const Id november = make_named_id("test", "november"), december = make_named_id("test", "december");
    const auto first = edits_of(BringToRoom{.story = story_id, .room = november, .who = "Jo"}, desk.context);
    CHECK(text_in(first->front(), "step") == "proposed");
    CHECK(text_in(first->front(), "room") == to_text(november));
    const std::vector receipts{record_of(first->front(), stamp_at(1))};
    CHECK(edits_of(BringToRoom{.story = story_id, .room = november, .receipts = receipts}, desk.context)->empty());
    CHECK(edits_of(BringToRoom{.story = story_id, .room = december, .receipts = receipts}, desk.context)->size() == 1);
    const auto next = edits_of(BringToRoom{.story = story_id, .receipts = receipts}, desk.context);
    CHECK_FALSE(written(next->front(), "room"));  // Nobody has named the next room yet.
}

}  // namespace earshot::app
