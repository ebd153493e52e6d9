// import and export, with real files.
#include <algorithm>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "platform/host/host_files.hpp"
#include "sync/portable/json.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot {
namespace {

using Catch::Matchers::ContainsSubstring;
using test::lines_of;
using test::output_of;
using test::run_earshot;

constexpr const char* reviews = "../shared/data/clothing-reviews-1000.csv";
constexpr const char* reviews_map = "words=Title+Review Text,mood=Rating,echoes=Positive Feedback Count";

std::int64_t number(const std::string& line, const char* name) {
    const auto json = sync::JsonReader::parse(line);
    REQUIRE(json);
    yyjson_val* value = yyjson_obj_get(json->root(), name);
    REQUIRE(yyjson_is_int(value));
    return yyjson_get_sint(value);
}

std::string file_with(const test::TemporaryFolder& folder, const std::string& name, std::string_view content) {
    REQUIRE(platform::HostFiles().write_atomic(folder.file(name), content));
    return folder.file(name);
}

}  // namespace

TEST_CASE("a thousand real reviews: every row accounted for, nothing twice, and equal elsewhere") {
    if (!platform::HostFiles().exists(reviews)) SKIP("the file of real reviews is not on this machine: " << reviews);
    const test::TemporaryFolder data;
    const std::string here = data.file("here"), elsewhere = data.file("elsewhere");
    const test::Arguments import{"import", reviews, "--map", reviews_map, "--source", "review", "--json"};

    const auto first = lines_of(output_of(here, import));
    CHECK(number(first.back(), "rows") == 1'000);
    CHECK(number(first.back(), "added") == 958);
    CHECK(number(first.back(), "skipped") == 42);  // Reviews without any words, counted with another reader of CSV.
    CHECK(first.size() == 42 + 1);
    CHECK(number(first.front(), "line") > 1);

    const auto second = lines_of(output_of(here, import));
    CHECK(number(second.back(), "added") == 0);
    CHECK(number(second.back(), "echoes_added") == 0);
    CHECK(number(second.back(), "already_here") == 958);

    for (const std::string format : {"csv", "jsonl"}) {
        const std::string text = output_of(here, {"export", "--format", format}) + "\n";
        const std::string file = file_with(data, "export." + format, text);
        const std::string there = elsewhere + format;
        output_of(there, {"import", file});
        CHECK(output_of(there, {"export", "--format", format}) + "\n" == text);
        CHECK(number(output_of(there, {"import", file, "--json"}), "added") == 0);
    }
    CHECK(number(output_of(here, {"status", "--json"}), "stories") == 958);
}

TEST_CASE("an import says what it did, with every skipped row") {
    const test::TemporaryFolder data;
    const std::string file = file_with(data, "calls.csv", "Note,Mood\r\n\"Late,\r\nagain\",2\r\n,3\r\nfine,6\r\n");
    const auto outcome = run_earshot(data.path(), {"import", file, "--map", "words=Note,mood=Mood"});
    CHECK(outcome.code == 0);
    CHECK(outcome.err.empty());
    CHECK(outcome.out ==
          "line 4: words: the customer's words are missing\n"
          "line 5: mood: 6 is not between 1 and 5\n"
          "3 rows: 1 added, 0 already here, 2 skipped; 0 echoes added\n");
}

TEST_CASE("an import takes what another program writes into a pipe, and a file as standard input") {
    const test::TemporaryFolder data;
    std::string table = "Note\n";
    for (int i = 0; i < 3'000; ++i)
        table += std::to_string(i) + std::string(100, 'w') + '\n';  // more than a pipe holds at once
    const std::string file = file_with(data, "calls.csv", table);
    const auto imported = [&](const std::string& command) {
        const auto outcome =
            test::run_program("/bin/sh", {"-c", command, "sh", file, test::program_path("earshot"), data.path()});
        CHECK(outcome.err.empty());
        return outcome.out;
    };
    const std::string import = "\"$2\" --data \"$3\" import /dev/stdin --map words=Note --kind pain";
    CHECK_THAT(imported("cat \"$1\" | " + import), ContainsSubstring("3000 rows: 3000 added, 0 already here"));
    CHECK_THAT(imported(import + " < \"$1\""), ContainsSubstring("3000 rows: 0 added, 3000 already here"));
}

TEST_CASE("a dry run changes nothing") {
    const test::TemporaryFolder data;
    const std::string file = file_with(data, "calls.csv", "Note\nlate\n");
    const auto outcome =
        run_earshot(data.path(), {"import", file, "--map", "words=Note", "--kind", "pain", "--dry-run"});
    CHECK(outcome.code == 0);
    CHECK_THAT(outcome.out, ContainsSubstring("1 row: 1 would be added"));
    CHECK(number(output_of(data.path(), {"status", "--json"}), "stories") == 0);
}

TEST_CASE("a file that cannot be read as a table is exit code 1 and names itself") {
    const test::TemporaryFolder data;
    const auto failed = [&](const std::string& content, test::Arguments more) {
        test::Arguments arguments{"import", file_with(data, "file.csv", content)};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const auto outcome = run_earshot(data.path(), arguments);
        CHECK(outcome.code == 1);
        CHECK(outcome.out.empty());
        CHECK_THAT(outcome.err, ContainsSubstring("file.csv: ") && ContainsSubstring("Nothing was imported."));
        return outcome.err;
    };
    CHECK_THAT(failed("A\nw\n", {}), ContainsSubstring("not an export of Earshot"));
    CHECK_THAT(failed("A\nw\n", {"--map", "words=B", "--kind", "pain"}),
               ContainsSubstring("has no column \"B\". Its columns are: A"));
    CHECK_THAT(failed("A\n\"w\n", {"--map", "words=A", "--kind", "pain"}), ContainsSubstring("line 2: a quote"));
    CHECK_THAT(failed("A\nw\n", {"--map", "words=A"}), ContainsSubstring("--kind"));
    CHECK_THAT(failed("", {"--map", "words=A", "--kind", "pain"}), ContainsSubstring("empty"));
}

TEST_CASE("an export holds what the filter finds") {
    const test::TemporaryFolder data;
    output_of(data.path(), {"log", "--kind", "pain", "--words", "one, \"two\"", "--happened", "2026-11-03"});
    output_of(data.path(), {"log", "--kind", "idea", "--words", "three", "--happened", "2026-10-03"});
    const auto csv = lines_of(output_of(data.path(), {"export", "--format", "csv", "--month", "2026-11"}));
    REQUIRE(csv.size() == 2);
    CHECK(csv[0].starts_with("id,kind,words,"));
    CHECK_THAT(csv[1], ContainsSubstring(",pain,\"one, \"\"two\"\"\","));
    CHECK(lines_of(output_of(data.path(), {"export", "--format", "jsonl"})).size() == 2);
    CHECK(output_of(data.path(), {"export", "--format", "jsonl", "--search", "nothing"}).empty());
}

}  // namespace earshot
