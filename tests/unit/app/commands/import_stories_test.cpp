#include "app/commands/import_stories.hpp"

#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "app/commands/export_stories.hpp"
#include "app/commands/story_commands.hpp"
#include "sync/model/tables.hpp"
#include "sync/protocol/limits.hpp"
#include "tests/unit/app/commands/memory_device.hpp"

namespace earshot::app {
namespace {

using Catch::Matchers::ContainsSubstring;

ImportOptions mapped(const char* map, const char* kind = "") {
    return {.map = *parse_column_map(map), .kind = kind, .source = {}};
}

struct Imported : ImportReport {
    std::vector<SkippedRow> told;
};

Result<Imported> try_import(MemoryDevice& device, ImportFile file, const ImportOptions& options) {
    std::vector<SkippedRow> told;
    EARSHOT_TRY(const ImportReport report, import_stories(device.store(), device.context(), file, options,
                                                          [&](const SkippedRow& row) { told.push_back(row); }));
    return Imported{report, std::move(told)};
}

Imported import_into(MemoryDevice& device, std::string_view content, const ImportOptions& options) {
    auto report = try_import(device, ImportFile::holding(std::string(content)), options);
    INFO((report ? "" : report.error().message));
    REQUIRE(report);
    // Every row is accounted for.
    CHECK(report->rows == report->added + report->here + report->skipped);
    CHECK(report->skipped == static_cast<std::int64_t>(report->told.size()));
    return std::move(*report);
}

std::vector<sync::StoryRow> stories_of(MemoryDevice& device) {
    return device.store().list({.limit = 1'000})->rows;
}

std::string export_of(MemoryDevice& device, ExportFormat format = ExportFormat::csv) {
    std::string text;
    REQUIRE(export_stories(device.store(), {}, format, [&](std::string_view piece) -> Result<void> {
        text += piece;
        return {};
    }));
    return text;
}

}  // namespace

TEST_CASE("a row becomes a story with its echoes") {
    MemoryDevice device;
    const auto report =
        import_into(device,
                    "Title,Text,Stars,Helpful,Where,When,Tags,Leaving\n"
                    "Too late,\"They said eight.\nIt was ten.\",1,2,hull,2026-10-05,\"late; van\",yes\n",
                    {.map = *parse_column_map("words=Title+Text,mood=Stars,echoes=Helpful,site=Where,"
                                              "happened=When,tags=Tags,at_risk=Leaving"),
                     .kind = "pain",
                     .source = "review"});
    CHECK(report.added == 1);
    CHECK(report.echoes == 2);
    const auto rows = stories_of(device);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].kind == "pain");
    CHECK(rows[0].words == "Too late\nThey said eight.\nIt was ten.");
    CHECK(rows[0].mood == 1);
    CHECK(rows[0].echoes == 2);
    CHECK(rows[0].site == "hull");
    CHECK(rows[0].happened == "2026-10-05");
    CHECK(rows[0].source == "review");
    CHECK(rows[0].at_risk);
    const auto story = device.store().find(sync::Kind::story, rows[0].id);
    CHECK(sync::set_of(story->value(sync::story::tags))->present() == std::vector<std::string>{"late", "van"});
}

TEST_CASE("a row that cannot become a story is skipped with its line and the reason") {
    struct Row {
        const char* why;
        const char* map;
        const char* rows;  // from line 2 on
        std::size_t line;
        const char* reason;
    };
    constexpr auto plain = "words=A,mood=B";
    const auto row = GENERATE(values<Row>({
        {"no words", plain, ",3,\n", 2, "the customer's words are missing"},
        {"blank words", plain, "  ,3,\n", 2, "the customer's words are missing"},
        {"a mood off the scale", plain, "w,6,\n", 2, "mood: 6 is not between 1 and 5"},
        {"half a mood", plain, "w,4.5,\n", 2, "mood: \"4.5\" is not a whole number"},
        {"the line after a long value", plain, "\"w\nw\nw\",3,\nw,x,\n", 5, "mood: \"x\""},
        {"neither kind nor mood", plain, "w,,\n", 2, "kind: choose one of"},
        {"another kind", "words=A,kind=B", "w,rant,\n", 2, "kind: \"rant\" is not one of"},
        {"another source", "words=A,mood=B,source=C", "w,3,gossip\n", 2, "source: \"gossip\" is not one of"},
        {"an unknown stage", "words=A,mood=B,stage=C", "w,3,buy\n", 2, "stage: there is no stage \"buy\""},
        {"a date nobody can read", "words=A,mood=B,happened=C", "w,3,5/10/26\n", 2,
         "happened: \"5/10/26\" is not a date"},
        {"echoes below zero", "words=A,mood=B,echoes=C", "w,3,-1\n", 2, "echoes: -1 is not between 0 and 10000"},
        {"echoes beyond belief", "words=A,mood=B,echoes=C", "w,3,1000000\n", 2, "echoes: 1000000 is not between"},
        {"a row that ends early", "words=A,mood=C", "w,3\n", 2, "the row ends after 2 of 3 columns"},
        {"a row that is too long", plain, "w,3,x,y\n", 2, "has 4 values for the header's 3 columns"},
        {"not UTF-8", plain, "caf\xE9,3,\n", 2, "words: not valid UTF-8 text at byte 4 of the value"},
        {"a zero byte is no text", "words=A,mood=B,product=C", "w,3,\x01\n", 0, ""},
    }));
    INFO(row.why);
    MemoryDevice device;
    const auto report = import_into(device, "A,B,C\n" + std::string(row.rows), mapped(row.map));
    if (row.line == 0) {
        CHECK(report.skipped == 0);
        return;
    }
    REQUIRE(report.skipped == 1);
    CHECK(report.told[0].line == row.line);
    CHECK_THAT(report.told[0].reason, ContainsSubstring(row.reason));
}

TEST_CASE("one bad row does not hold up the others") {
    MemoryDevice device;
    const auto report = import_into(device, "A,B\none,1\ntwo,9\nthree,5\n", mapped("words=A,mood=B"));
    CHECK(report.added == 2);
    CHECK(report.skipped == 1);
    CHECK(stories_of(device).size() == 2);
}

TEST_CASE("rows that are short or long without loss are taken") {
    MemoryDevice device;
    CHECK(import_into(device, "A,B,C\none,1\ntwo,2,,,\n", mapped("words=A,mood=B")).added == 2);
}

TEST_CASE("the kind of a row: what it says, then --kind, then its mood") {
    struct Row {
        const char* why;
        const char* map;
        const char* kind;
        const char* row;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {"the column", "words=A,kind=B", "pain", "w,Idea", "idea"},
        {"an empty column falls back", "words=A,kind=B", "pain", "w,", "pain"},
        {"the option goes before the mood", "words=A,mood=B", "idea", "w,5", "idea"},
        {"furious", "words=A,mood=B", "", "w,1", "pain"},
        {"unhappy", "words=A,mood=B", "", "w,2", "pain"},
        {"in between", "words=A,mood=B", "", "w,3", "issue"},
        {"happy", "words=A,mood=B", "", "w,4", "praise"},
        {"delighted", "words=A,mood=B", "", "w,5", "praise"},
    }));
    INFO(row.why);
    MemoryDevice device;
    import_into(device, "A,B\n" + std::string(row.row) + "\n", mapped(row.map, row.kind));
    REQUIRE(stories_of(device).size() == 1);
    CHECK(stories_of(device)[0].kind == row.expected);
}

TEST_CASE("a file that cannot be read as a table changes nothing and says why") {
    struct Row {
        const char* why;
        std::string content;
        const char* map;
        const char* says;
    };
    const auto row = GENERATE(values<Row>({
        {"empty", "", "words=A,mood=B", "the file is empty"},
        {"a quote left open", "A,B\nw,1\n\"w,2\nw,3\n", "words=A,mood=B", "line 3: a quote that opens in this row"},
        {"a column that is not there", "A,B\nw,1\n", "words=Text,mood=B", "no column \"Text\""},
        {"UTF-16", std::string("\xFF\xFEw\0", 4), "words=A,mood=B", "UTF-16"},
        {"words not mapped", "A,B\nw,1\n", "mood=B", "says nothing of words"},
        {"no kind anywhere", "A,B\nw,1\n", "words=A", "add --kind, or map kind or mood"},
    }));
    INFO(row.why);
    MemoryDevice device;
    const auto report = try_import(device, ImportFile::holding(row.content), mapped(row.map));
    REQUIRE_FALSE(report);
    CHECK_THAT(report.error().message, ContainsSubstring(row.says) && ContainsSubstring("Nothing was imported."));
    CHECK(stories_of(device).empty());
}

TEST_CASE("the same file again adds nothing, on this device or another, this month or next") {
    const std::string content = "A,B,C\nsame,3,1\nsame,3,1\nother,4,2\n";
    const auto options = mapped("words=A,mood=B,echoes=C");
    MemoryDevice first(1), second(2);
    const auto once = import_into(first, content, options);
    CHECK(once.added == 3);  // Two customers can say the same.
    CHECK(once.echoes == 4);

    first.clock().advance(std::chrono::hours{24 * 40});
    const auto again = import_into(first, content, options);
    CHECK(again.added == 0);
    CHECK(again.echoes == 0);
    CHECK(again.here == 3);

    import_into(second, content, options);
    CHECK(export_of(second) == export_of(first));
}

TEST_CASE("the id of a row depends on what it says, not on the order or the options") {
    const auto ids_of = [](const char* content, const ImportOptions& options) {
        MemoryDevice device;
        import_into(device, content, options);
        std::vector<Id> ids;
        for (const sync::StoryRow& row : stories_of(device))
            ids.push_back(row.id);
        std::sort(ids.begin(), ids.end());
        return ids;
    };
    const auto ids = ids_of("A,B\none,1\ntwo,5\n", mapped("words=A,mood=B"));
    CHECK(ids_of("A,B\ntwo,5\none,1\n", mapped("words=A,mood=B")) == ids);
    CHECK(ids_of("B;X;A\r\n1;;one\r\n5;;two\r\n", mapped("mood=B,words=A")) == ids);
    CHECK(ids_of("A,B\none,1\ntwo,5\n", mapped("words=A,mood=B", "idea")) == ids);
    CHECK(ids_of("A,B,C\none,1,7\ntwo,5,8\n", mapped("words=A,mood=B,echoes=C")) == ids);
    CHECK(ids_of("A,B\none,1\ntwo,4\n", mapped("words=A,mood=B")) != ids);
    // A date that is known stands in front of the id, so that it sorts among the others.
    const auto dated = ids_of("A,B,C\none,1,2026-10-05\n", mapped("words=A,mood=B,happened=C"));
    CHECK(time_of(dated.front()) == civil_seconds(*parse_civil("2026-10-05")) * 1'000);
}

TEST_CASE("more echoes in a later file are added to the story that is here") {
    MemoryDevice device;
    import_into(device, "A,B,C\nw,3,2\n", mapped("words=A,mood=B,echoes=C"));
    const auto report = import_into(device, "A,B,C\nw,3,5\n", mapped("words=A,mood=B,echoes=C"));
    CHECK(report.here == 1);
    CHECK(report.echoes == 3);
    CHECK(stories_of(device)[0].echoes == 5);
}

TEST_CASE("a story that was deleted here does not come back with its file") {
    MemoryDevice device;
    import_into(device, "A,B\nw,3\n", mapped("words=A,mood=B"));
    REQUIRE(device.store().write(*edits_of(RemoveStory{stories_of(device)[0].id}, device.context())));
    const auto report = import_into(device, "A,B\nw,3\n", mapped("words=A,mood=B"));
    CHECK(report.added == 0);
    CHECK(stories_of(device).empty());
}

TEST_CASE("a dry run counts and changes nothing") {
    MemoryDevice device;
    ImportOptions options = mapped("words=A,mood=B,echoes=C");
    options.dry_run = true;
    const auto report = import_into(device, "A,B,C\none,1,1\ntwo,9,1\n", options);
    CHECK(report.added == 1);
    CHECK(report.echoes == 1);
    CHECK(report.skipped == 1);
    CHECK(stories_of(device).empty());
    CHECK(device.store().status()->waiting == 0);
}

TEST_CASE("large files are kept in several commits, all of them") {
    MemoryDevice device;
    std::string content = "A,B\n";
    for (int i = 0; i < 500; ++i)
        content += "story " + std::to_string(i) + ",3\n";
    ImportOptions options = mapped("words=A,mood=B");
    options.commit_edits = 64;
    CHECK(import_into(device, content, options).added == 500);
    CHECK(device.store().status()->stories == 500);
}

TEST_CASE("what a file says twice is told apart, whatever was committed in between") {
    const std::string a = "0198f0a1-b2c3-7d4e-8f00-00000000000a", b = "0198f0a1-b2c3-7d4e-8f00-00000000000b";
    struct Row {
        const char* why;
        std::string content;
        const char* map;
        int added, here, echoes;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"rows of a table: customers who say the same", "A,B,C\nw,3,1\nv,3,0\nw,3,1\nw,3,0\n",
         "words=A,mood=B,echoes=C", 4, 0, 2},
        {"an export as a table", "id,kind,words,echoes\n" + a + ",pain,w,1\n" + b + ",pain,v,0\n" + a + ",pain,w,2\n",
         "", 2, 1, 2},
        {"an export as lines",
         "{\"id\":\"" + a + "\",\"kind\":\"pain\",\"words\":\"w\",\"echoes\":1}\n{\"id\":\"" + b +
             "\",\"kind\":\"pain\",\"words\":\"v\"}\n\n{\"id\":\"" + a +
             "\",\"kind\":\"pain\",\"words\":\"w\",\"echoes\":2}\n",
         "", 2, 1, 2},
    }));
    const bool dry_run = GENERATE(false, true);
    const std::size_t commit_edits = GENERATE(as<std::size_t>{}, 1, 3, 1'000);
    INFO(row.why << ", " << (dry_run ? "dry run" : "for good") << ", commits of " << commit_edits);
    ImportOptions options = *row.map == '\0' ? ImportOptions{} : mapped(row.map);
    options.dry_run = dry_run;
    options.commit_edits = commit_edits;
    MemoryDevice device;
    const auto once = import_into(device, row.content, options);
    CHECK(once.added == row.added);
    CHECK(once.here == row.here);
    CHECK(once.echoes == row.echoes);
    CHECK(device.store().status()->stories == (dry_run ? 0 : row.added));
    const auto again = import_into(device, row.content, options);
    CHECK(again.added == (dry_run ? row.added : 0));
    CHECK(again.echoes == (dry_run ? row.echoes : 0));
}

TEST_CASE("a file that is changed while it is read is an error that says what is kept") {
    // Its last row is another one the second time.
    class ChangingFiles : public platform::MemoryFiles {
    public:
        Result<std::string> read_part(const std::string& path, std::uint64_t from, std::size_t length) const override {
            EARSHOT_TRY(std::string part, MemoryFiles::read_part(path, from, length));
            const bool at_end = from > 0 && part.size() < length;
            if (at_end && reads_++ > 0) part.replace(part.size() - 2, 1, "5");
            return part;
        }

    private:
        mutable int reads_ = 0;
    };
    ChangingFiles files;
    std::string content = "A,B\n";
    for (int i = 0; i < 400; ++i)
        content += std::string(1'000, 'w') + std::to_string(i) + ",3\n";
    REQUIRE(files.write_atomic("calls.csv", content));
    ImportOptions options = mapped("words=A,mood=B");
    options.commit_edits = 100;
    MemoryDevice device;
    const auto report = try_import(device, *ImportFile::open(files, "calls.csv"), options);
    REQUIRE_FALSE(report);
    CHECK(
        report.error().message ==
        "the file changed while it was read. Of this file 200 stories are kept; importing it again goes on from there "
        "and adds nothing twice.");
    CHECK(device.store().status()->stories == 200);
}

TEST_CASE("a line of JSON that is too long is skipped by its number") {
    MemoryDevice device;
    const std::string good = "{\"id\":\"0198f0a1-b2c3-7d4e-8f00-0123456789ab\",\"kind\":\"pain\",\"words\":\"w\"}\n";
    const auto report =
        import_into(device, "{\"words\":\"" + std::string(sync::body_bytes_max, 'w') + "\"}\n" + good, {});
    CHECK(report.added == 1);
    REQUIRE(report.skipped == 1);
    CHECK(report.told[0].line == 1);
    CHECK(report.told[0].reason == "the line has more than 16 MB");
}

TEST_CASE("Earshot's own export is known by its header and keeps its ids") {
    MemoryDevice device;
    const std::string id = "0198f0a1-b2c3-7d4e-8f00-0123456789ab";
    const auto report = import_into(device, "id,kind,words,echoes\n" + id + ",pain,w,2\n", {});
    CHECK(report.added == 1);
    CHECK(to_text(stories_of(device)[0].id) == id);
    CHECK(stories_of(device)[0].happened.empty());  // It said nothing of when; nothing is made up.
    CHECK(import_into(device, "id,kind,words,echoes\n" + id + ",pain,w,2\n", {}).here == 1);
}

TEST_CASE("what an export cannot have said is skipped or refused") {
    MemoryDevice device;
    const std::string id = "0198f0a1-b2c3-7d4e-8f00-0123456789ab";
    const auto skipped = [&](const std::string& content) {
        const auto report = import_into(device, content, {});
        REQUIRE(report.skipped == 1);
        return report.told[0].reason;
    };
    CHECK_THAT(skipped("id,kind,words\n123,pain,w\n"), ContainsSubstring("is not an id"));
    CHECK_THAT(skipped("id,kind,words\n,pain,w\n"), ContainsSubstring("is not an id"));
    CHECK_THAT(
        skipped("id,kind,words,echoes,echo_records\n" + id + ",pain,w,0,\"[{\"\"id\"\":\"\"" + id + "\"\"}]\"\n"),
        ContainsSubstring("the row says 0 but echo_records has 1"));
    CHECK_THAT(skipped("id,kind,words,echo_records\n" + id + ",pain,w,[\n"),
               ContainsSubstring("echo_records: this is not JSON"));
    CHECK_THAT(skipped("{\"id\":\"" + id + "\",\"kind\":\"pain\",\"words\":\"w\",\"colour\":1}\n"),
               ContainsSubstring("\"colour\" is no field of a story"));
    CHECK_THAT(skipped("{\"id\":\"" + id + "\",\"kind\":\"pain\",\"words\":\"w\",\"mood\":\"3\"}\n"),
               ContainsSubstring("mood: must be a whole number"));
    CHECK_THAT(skipped("{\"kind\":\"pain\",\"words\":\"w\"}\n"), ContainsSubstring("no id"));
    CHECK_THAT(skipped("{\n"), ContainsSubstring("not JSON"));

    const auto foreign = try_import(device, ImportFile::holding("A,B\nw,1\n"), {});
    CHECK_THAT(foreign.error().message, ContainsSubstring("not an export of Earshot; say with --map"));
    const auto extra = try_import(device, ImportFile::holding("id,kind,words,comment\n"), {});
    CHECK_THAT(extra.error().message, ContainsSubstring("\"comment\" is no field"));
    CHECK(stories_of(device).empty());
}

}  // namespace earshot::app
