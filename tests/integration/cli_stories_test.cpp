// log, list, show, echo: a teller without a window.
#include <set>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "sync/model/tables.hpp"
#include "sync/portable/json.hpp"
#include "sync/store/device_store.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot {
namespace {

using Catch::Matchers::ContainsSubstring;
using sync::JsonReader;
using test::lines_of;
using test::output_of;
using test::run_earshot;

std::string member(const std::string& line, const char* name) {
    const auto json = JsonReader::parse(line);
    REQUIRE(json);
    return std::string(sync::text_member(json->root(), name));
}

std::int64_t number(const std::string& line, const char* name) {
    const auto json = JsonReader::parse(line);
    REQUIRE(json);
    return yyjson_get_sint(yyjson_obj_get(json->root(), name));
}

std::string log(const std::string& data, const std::string& words, test::Arguments more = {}) {
    test::Arguments arguments{"log", "--kind", "pain", "--words", words};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return output_of(data, arguments);
}

// The words of what is listed, in order.
std::string listed(const std::string& data, test::Arguments filter) {
    filter.insert(filter.begin(), {"list", "--json"});
    std::string all;
    for (const std::string& line : lines_of(output_of(data, filter)))
        all += (all.empty() ? "" : " | ") + member(line, "words");
    return all;
}

}  // namespace

TEST_CASE("a story is logged, listed and shown as it was told") {
    const test::TemporaryFolder data;
    const std::string id = output_of(data.path(), {"log",        "--kind",     "pain",
                                                   "--stage",    "need-help",  "--mood",
                                                   "2",          "--words",    "Nobody\nrang me back.",
                                                   "--at-risk",  "--site",     "leeds",
                                                   "--source",   "call",       "--happened",
                                                   "2026-11-03", "--customer", "A nurse in Leeds",
                                                   "--tag",      "late",       "--tag",
                                                   "repeat call"});
    REQUIRE(id.size() == 36);
    const std::string shown = output_of(data.path(), {"show", id, "--json"});
    CHECK(member(shown, "id") == id);
    CHECK(member(shown, "kind") == "pain");
    CHECK(member(shown, "words") == "Nobody\nrang me back.");
    CHECK(member(shown, "stage") == "need-help");
    CHECK(number(shown, "mood") == 2);
    CHECK(member(shown, "site") == "leeds");
    CHECK(member(shown, "source") == "call");
    CHECK(member(shown, "happened") == "2026-11-03");
    CHECK(member(shown, "delivery") == "waiting");
    CHECK(number(shown, "echoes") == 0);
    const auto json = JsonReader::parse(shown);
    CHECK(yyjson_get_bool(yyjson_obj_get(json->root(), "at_risk")));
    CHECK(yyjson_arr_size(yyjson_obj_get(json->root(), "tags")) == 2);

    const std::string text = output_of(data.path(), {"show", id});
    CHECK_THAT(text, ContainsSubstring("Nobody\n") && ContainsSubstring("late; repeat call"));
    const auto rows = lines_of(output_of(data.path(), {"list", "--json"}));
    REQUIRE(rows.size() == 1);
    CHECK(member(rows[0], "id") == id);
    CHECK_THAT(output_of(data.path(), {"list"}), ContainsSubstring("2026-11-03  pain    2!  need-help"));
}

TEST_CASE("words that look like options, patterns or commands are words") {
    const auto words = GENERATE(as<std::string>{}, "-5 degrees in the shop", "--kind", "[a,b]", "{}", "%s%n",
                                "\"quoted\"", "a'b\\c", "=1+1", "修理が終わった", "😀");
    const test::TemporaryFolder data;
    log(data.path(), words);
    CHECK(listed(data.path(), {}) == words);
}

TEST_CASE("an id may be typed as short as it is unique") {
    const test::TemporaryFolder data;
    const std::string id = log(data.path(), "the one");
    CHECK(member(output_of(data.path(), {"show", id.substr(0, 8), "--json"}), "id") == id);
    CHECK(member(output_of(data.path(), {"show", id.substr(0, 15), "--json"}), "id") == id);
    std::string upper = id;
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    CHECK(member(output_of(data.path(), {"show", upper, "--json"}), "id") == id);

    log(data.path(), "another");
    const auto ambiguous = run_earshot(data.path(), {"show", id.substr(0, 4)});
    CHECK(ambiguous.code == 1);
    CHECK_THAT(ambiguous.err, ContainsSubstring("More than one story") && ContainsSubstring(id));
}

TEST_CASE("search finds a word, its beginning, without accents, and Japanese") {
    const test::TemporaryFolder data;
    log(data.path(), "We met in the café");
    log(data.path(), "電池がすぐになくなる");
    log(data.path(), "Nobody rang me back");
    CHECK(listed(data.path(), {"--search", "rang"}) == "Nobody rang me back");
    CHECK(listed(data.path(), {"--search", "nobo"}) == "Nobody rang me back");
    CHECK(listed(data.path(), {"--search", "cafe"}) == "We met in the café");
    CHECK(listed(data.path(), {"--search", "電池"}) == "電池がすぐになくなる");
    CHECK(listed(data.path(), {"--search", "nowhere"}).empty());
}

TEST_CASE("filters find what they say") {
    const test::TemporaryFolder data;
    log(data.path(), "october", {"--happened", "2026-10-31", "--stage", "use", "--site", "hull"});
    log(data.path(), "november", {"--happened", "2026-11-01", "--stage", "need-help", "--source", "call", "--at-risk"});
    output_of(data.path(), {"log", "--kind", "praise", "--words", "thanks", "--happened", "2026-11-30"});
    CHECK(listed(data.path(), {}) == "thanks | november | october");
    CHECK(listed(data.path(), {"--month", "2026-10"}) == "october");
    CHECK(listed(data.path(), {"--month", "2026-11"}) == "thanks | november");
    CHECK(listed(data.path(), {"--kind", "praise"}) == "thanks");
    CHECK(listed(data.path(), {"--stage", "use"}) == "october");
    CHECK(listed(data.path(), {"--site", "hull"}) == "october");
    CHECK(listed(data.path(), {"--source", "call"}) == "november");
    CHECK(listed(data.path(), {"--at-risk"}) == "november");
    CHECK(listed(data.path(), {"--month", "2026-11", "--kind", "pain", "--search", "nov"}) == "november");
}

TEST_CASE("list shows the newest fifty, or as many as are asked for") {
    const test::TemporaryFolder data;
    std::string table = "words,happened\n";
    for (int i = 0; i < 600; ++i)
        table += "story " + std::to_string(i) + ",2026-10-01T" + (i / 60 < 10 ? "0" : "") + std::to_string(i / 60) +
                 ":" + (i % 60 < 10 ? "0" : "") + std::to_string(i % 60) + "\n";
    REQUIRE(platform::HostFiles().write_atomic(data.file("table.csv"), table));
    output_of(data.path(),
              {"import", data.file("table.csv"), "--map", "words=words,happened=happened", "--kind", "idea"});
    const auto newest = lines_of(output_of(data.path(), {"list", "--json"}));
    REQUIRE(newest.size() == 50);
    CHECK(member(newest.front(), "words") == "story 599");
    CHECK(member(newest.back(), "words") == "story 550");
    const auto many = lines_of(output_of(data.path(), {"list", "--json", "--limit", "580"}));  // More than one page.
    REQUIRE(many.size() == 580);
    CHECK(member(many.back(), "words") == "story 20");
    CHECK(lines_of(output_of(data.path(), {"list", "--limit", "0"})).empty());
    CHECK(lines_of(output_of(data.path(), {"list", "--limit", "100000"})).size() == 600);
}

TEST_CASE("a table fits a terminal of eighty columns, and no text can command it") {
    const test::TemporaryFolder data;
    log(data.path(), std::string(300, 'w') + "\x1b[31m");
    log(data.path(), "\x1b]0;title\x07 and a\ttab\nand a line");
    const std::string table = output_of(data.path(), {"list"});
    CHECK(table.find('\x1b') == std::string::npos);
    for (const std::string& line : lines_of(table))
        CHECK(line.size() <= 82);  // 80 cells; the ellipsis takes three bytes
    CHECK(output_of(data.path(), {"list", "--search", "tab"}).find('\x07') == std::string::npos);
}

TEST_CASE("an echo counts, and the same one at once counts once") {
    const test::TemporaryFolder data;
    const std::string id = log(data.path(), "It happens to all of us");
    CHECK(output_of(data.path(), {"echo", id, "--note", "Two this morning"}) == "heard by 1 other");
    CHECK(number(output_of(data.path(), {"echo", id.substr(0, 13), "--json"}), "echoes") == 2);
    const auto repeated = run_earshot(data.path(), {"echo", id});
    CHECK(repeated.code == 0);
    CHECK(repeated.out == "heard by 2 others\n");
    CHECK_THAT(repeated.err, ContainsSubstring("counts once"));
    CHECK_THAT(output_of(data.path(), {"show", id}), ContainsSubstring("Two this morning"));
    CHECK_THAT(output_of(data.path(), {"list"}), ContainsSubstring("+2"));
}

TEST_CASE("a folder that another program holds is told with who holds it, and nothing is written") {
    const test::TemporaryFolder data;
    platform::HostFiles files;
    platform::HostClock clock;
    platform::HostRandom random;
    {
        const auto holder =
            sync::DeviceStore::open({.folder = data.path(), .in_memory = false, .vfs = {}}, files, clock, random);
        REQUIRE(holder);
        const Instant started = clock.monotonic();
        const auto outcome = run_earshot(data.path(), {"log", "--kind", "pain", "--words", "w"});
        CHECK(outcome.code == 1);
        CHECK(outcome.out.empty());
        CHECK_THAT(outcome.err, ContainsSubstring(data.path()));
        CHECK(clock.monotonic() - started >= Duration{2'000});  // It waited a little first: most holds are short.
    }
    CHECK(listed(data.path(), {}).empty());
}

TEST_CASE("commands at the same time wait for each other") {
    const test::TemporaryFolder data;
    std::vector<platform::ChildProcess> children;
    for (int i = 0; i < 6; ++i) {
        auto child = platform::ChildProcess::start(
            {.program = test::program_path("earshot"),
             .arguments = {"--data", data.path(), "log", "--kind", "idea", "--words", "at once " + std::to_string(i)},
             .environment = {},
             .output_file = data.file("out" + std::to_string(i)),
             .error_file = data.file("err" + std::to_string(i))});
        REQUIRE(child);
        children.push_back(std::move(*child));
    }
    int logged = 0;
    for (platform::ChildProcess& child : children)
        logged += child.wait(test::patience) == 0 ? 1 : 0;
    const auto rows = lines_of(output_of(data.path(), {"list", "--json"}));
    CHECK(rows.size() == static_cast<std::size_t>(logged));
    CHECK(logged >= 5);  // On a machine under heavy load one may run out of patience, and then it has said so.
}

TEST_CASE("an earlier value is written again, and what it replaced can be had back") {
    const test::TemporaryFolder data;
    const std::string id = output_of(data.path(), {"log", "--kind", "pain", "--words", "first"});
    {
        platform::HostFiles files;
        platform::HostClock clock;
        platform::HostRandom random;
        auto store = sync::DeviceStore::open({.folder = data.path()}, files, clock, random);
        REQUIRE(store);
        for (const char* words : {"second", "third"}) {
            const sync::Edit edit{sync::Kind::story, parse_id(id).value(), {{sync::story::words, std::string(words)}}};
            REQUIRE((*store)->write(std::span(&edit, 1)));
        }
    }
    CHECK_THAT(output_of(data.path(), {"show", id}), ContainsSubstring("1: 20") && ContainsSubstring("2: 20"));
    CHECK(output_of(data.path(), {"restore", id, "words"}) == "words: second");
    CHECK(member(output_of(data.path(), {"show", id, "--json"}), "words") == "second");
    const std::string third = output_of(data.path(), {"restore", id, "words", "--json"});
    CHECK(member(third, "value") == "third");
    CHECK(member(third, "field") == "words");
    CHECK_THAT(third, ContainsSubstring("\"changed\":true"));
    const std::string shown = output_of(data.path(), {"show", id, "--json"});
    CHECK(member(shown, "words") == "third");
    CHECK_THAT(shown, ContainsSubstring("\"number\":1"));

    struct Row {
        const char* why;
        std::vector<std::string> arguments;
        int code;
        std::string words;
    };
    const auto row = GENERATE(values<Row>({
        {"no such field", {"colour"}, 2, "no field \"colour\""},
        {"a field that was never changed", {"stage"}, 1, "Fields that have one: words."},
        {"a number that is none", {"words", "--value", "99"}, 1, "99 is none of them"},
        {"numbers begin at 1", {"words", "--value", "0"}, 1, "0 is none of them"},
    }));
    INFO(row.why);
    std::vector<std::string> arguments{"restore", id};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    const auto outcome = run_earshot(data.path(), arguments);
    CHECK(outcome.code == row.code);
    CHECK_THAT(outcome.err, ContainsSubstring(row.words) && ContainsSubstring("Nothing was changed."));
    CHECK(member(output_of(data.path(), {"show", id, "--json"}), "words") == "third");
}

}  // namespace earshot
