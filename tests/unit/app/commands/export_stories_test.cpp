#include "app/commands/export_stories.hpp"

#include <catch2/catch_test_macros.hpp>

#include "app/commands/csv.hpp"
#include "app/commands/import_stories.hpp"
#include "app/commands/story_commands.hpp"
#include "platform/base/prng.hpp"
#include "sync/model/check.hpp"
#include "sync/model/tables.hpp"
#include "tests/support/seed.hpp"
#include "tests/unit/app/commands/memory_device.hpp"

namespace earshot::app {
namespace {

std::string export_of(MemoryDevice& device, ExportFormat format, const sync::StoryQuery& query = {}) {
    std::string text;
    REQUIRE(export_stories(device.store(), query, format, [&](std::string_view piece) -> Result<void> {
        text += piece;
        return {};
    }));
    return text;
}

// Without skipping any row.
ImportReport import_into(MemoryDevice& device, const std::string& content, const ImportOptions& options) {
    ImportFile file = ImportFile::holding(content);
    const auto report = import_stories(device.store(), device.context(), file, options, [](const SkippedRow& row) {
        UNSCOPED_INFO("line " << row.line << ": " << row.reason);
    });
    REQUIRE(report);
    REQUIRE(report->skipped == 0);
    return *report;
}

std::string any_text(Prng& prng) {
    constexpr std::string_view pieces[] = {"rang back", "\"", ",",  "\n",   "\r\n", "café",
                                           "修理",      ";",  "\\", "=1+1", "🙂", " "};
    std::string text;
    for (std::uint64_t i = 1 + prng.below(6); i > 0; --i)
        text += pieces[prng.below(std::size(pieces))];
    return text;
}

LogStory any_story(Prng& prng) {
    const auto maybe = [&](auto value) { return prng.chance(0.5) ? value : decltype(value){}; };
    LogStory story;
    story.kind = sync::story_kinds[prng.below(sync::story_kinds.size())];
    story.words = "w" + any_text(prng);
    story.what_happened = maybe(any_text(prng));
    story.mood = static_cast<int>(prng.below(6));
    story.stage = maybe(std::string("need-help"));
    story.moment = maybe(std::string("ask"));
    story.source = maybe(std::string("call"));
    if (prng.chance(0.5)) story.aided = prng.chance(0.5);
    story.at_risk = prng.chance(0.3);
    story.customer = maybe(any_text(prng));
    story.customer_reference = maybe(std::string("NH-1"));
    story.site = maybe(std::string("hull"));
    story.product = maybe(any_text(prng));
    if (prng.chance(0.5)) story.tags = {"t" + any_text(prng), any_text(prng) + "t", "u;u", "v\\v"};
    if (prng.chance(0.3)) story.themes = {to_text(make_named_id("test", "theme"))};
    story.consent = maybe(std::string("public"));
    story.consent_until = maybe(std::string("2027-01-01"));
    story.happened = maybe(std::string("2026-10-0" + std::to_string(1 + prng.below(3))));
    return story;
}

void fill(MemoryDevice& device, Prng& prng, int stories) {
    for (int i = 0; i < stories; ++i) {
        device.clock().advance(Duration{static_cast<std::int64_t>(prng.below(3)) * 700});
        const auto edits = edits_of(any_story(prng), device.context());
        INFO((edits ? "" : edits.error().message));
        REQUIRE(edits);
        REQUIRE(device.store().write(*edits));
        for (std::uint64_t echoes = prng.below(4); echoes > 0; --echoes) {
            device.clock().advance(Duration{6'000});
            const EchoStory echo{edits->front().id, prng.chance(0.5) ? any_text(prng) : "", {}};
            REQUIRE(device.store().write(*edits_of(echo, device.context())));
        }
    }
}

}  // namespace

TEST_CASE("an export brought in elsewhere is exported there the same") {
    const std::uint64_t seed = test::seed();
    INFO("replay with TEST_SEED=" << seed);
    Prng prng(seed);
    MemoryDevice device(seed);
    fill(device, prng, 60);
    // Among them stories of a table, whose echoes are only a number.
    import_into(device, "A,B,C\none,1,3\ntwo,5,1\n",
                {.map = *parse_column_map("words=A,mood=B,echoes=C"), .kind = {}, .source = {}});
    for (const ExportFormat format : {ExportFormat::csv, ExportFormat::json_lines}) {
        const std::string text = export_of(device, format);
        MemoryDevice elsewhere(seed + 1);
        CHECK(import_into(elsewhere, text, {}).added == 62);
        CHECK(export_of(elsewhere, format) == text);
        CHECK(export_of(elsewhere, ExportFormat::csv) == export_of(device, ExportFormat::csv));
        // Ids of echoes come along too: both devices can sync with one store and nothing is doubled.
        const auto page = device.store().list({.limit = 1'000});
        for (const sync::StoryRow& row : page->rows) {
            const auto ours = device.store().of_story(sync::Kind::echo, row.id);
            for (const sync::Record& echo : *ours)
                CHECK(elsewhere.store().find(sync::Kind::echo, echo.id));
            CHECK(elsewhere.store().of_story(sync::Kind::echo, row.id)->size() == ours->size());
        }
    }
}

TEST_CASE("an export names every field of the table once") {
    MemoryDevice device;
    std::vector<std::string> columns;
    REQUIRE(read_csv(export_of(device, ExportFormat::csv), [&](CsvRow&& row) -> Result<void> {
        columns = std::move(row.values);
        return {};
    }));
    REQUIRE(columns.size() == sync::story_fields.size() + 2);
    CHECK(columns.front() == "id");
    for (std::size_t i = 1; i < sync::story_fields.size(); ++i)
        CHECK(columns[i] == sync::story_fields[i].name);
    CHECK(columns.back() == "echo_records");
    CHECK(export_of(device, ExportFormat::json_lines).empty());
}

TEST_CASE("values are never altered for the sake of a spreadsheet") {
    MemoryDevice device;
    REQUIRE(device.store().write(*edits_of(LogStory{.kind = "idea", .words = "=HYPERLINK(\"x\")"}, device.context())));
    CHECK(export_of(device, ExportFormat::csv).find(",\"=HYPERLINK(\"\"x\"\")\",") != std::string::npos);
}

TEST_CASE("only what the filter finds is exported, and what is deleted is not") {
    MemoryDevice device;
    const auto log = [&](const char* kind, const char* words) {
        const auto edits = edits_of(LogStory{.kind = kind, .words = words}, device.context());
        REQUIRE(device.store().write(*edits));
        return edits->front().id;
    };
    log("pain", "kept");
    log("idea", "another kind");
    REQUIRE(device.store().write(*edits_of(RemoveStory{log("pain", "gone")}, device.context())));
    sync::StoryQuery query;
    query.kind = "pain";
    const std::string text = export_of(device, ExportFormat::json_lines, query);
    CHECK(text.find("kept") != std::string::npos);
    CHECK(std::count(text.begin(), text.end(), '\n') == 1);
}

TEST_CASE("an export that cannot be written ends with that trouble") {
    MemoryDevice device;
    const auto exported = export_stories(device.store(), {}, ExportFormat::csv, [](std::string_view) -> Result<void> {
        return Error{Errc::full, "no room"};
    });
    REQUIRE_FALSE(exported);
    CHECK(exported.error().code == Errc::full);
}

}  // namespace earshot::app
