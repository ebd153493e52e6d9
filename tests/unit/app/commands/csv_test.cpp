#include "app/commands/csv.hpp"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "platform/base/prng.hpp"
#include "sync/portable/csv_line.hpp"
#include "tests/support/seed.hpp"

namespace earshot::app {
namespace {

using Rows = std::vector<std::vector<std::string>>;

constexpr std::size_t whole = 1'000'000;

Result<void> read_in_pieces(std::string_view content, std::size_t piece_bytes, const CsvReader::Visit& visit) {
    CsvReader reader(visit);
    for (; !content.empty(); content.remove_prefix(std::min(piece_bytes, content.size())))
        EARSHOT_CHECK(reader.take(content.substr(0, piece_bytes)));
    return reader.finish();
}

Rows rows_of(std::string_view content, std::size_t piece_bytes = whole) {
    Rows rows;
    REQUIRE(read_in_pieces(content, piece_bytes, [&](CsvRow&& row) -> Result<void> {
        rows.push_back(std::move(row.values));
        return {};
    }));
    return rows;
}

std::vector<std::size_t> lines_of(std::string_view content, std::size_t piece_bytes) {
    std::vector<std::size_t> lines;
    REQUIRE(read_in_pieces(content, piece_bytes, [&](CsvRow&& row) -> Result<void> {
        lines.push_back(row.line);
        return {};
    }));
    return lines;
}

}  // namespace

TEST_CASE("reading tables as real files have them") {
    struct Row {
        const char* why;
        std::string content;
        Rows expected;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing", "", {}},
        {"plain", "a,b\n1,2\n", {{"a", "b"}, {"1", "2"}}},
        {"the last line may lack its end", "a,b\n1,2", {{"a", "b"}, {"1", "2"}}},
        {"Windows line ends", "a,b\r\n1,2\r\n", {{"a", "b"}, {"1", "2"}}},
        {"old Macintosh line ends", "a,b\r1,2\r", {{"a", "b"}, {"1", "2"}}},
        {"byte order mark", "\xEF\xBB\xBFwords,mood\nhi,3\n", {{"words", "mood"}, {"hi", "3"}}},
        {"byte order mark before a quote", "\xEF\xBB\xBF\"words\",b\n", {{"words", "b"}}},
        {"separators in quotes", "\"a,b\",c\n", {{"a,b", "c"}}},
        {"line breaks in quotes", "\"a\nb\r\nc\",d\n", {{"a\nb\r\nc", "d"}}},
        {"a blank line in quotes", "\"a\n\nb\",c\nd,e\n", {{"a\n\nb", "c"}, {"d", "e"}}},
        {"doubled quotes", "\"5'8\"\"\",x\n", {{"5'8\"", "x"}}},
        {"a value of one quote", "\"\"\"\",x\n", {{"\"", "x"}}},
        {"quotes inside a bare value are characters", "the 5\" heel,x\n", {{"the 5\" heel", "x"}}},
        {"empty values", ",,\n\"\",x,\n", {{"", "", ""}, {"", "x", ""}}},
        {"spaces belong to the value", " a , b \n", {{" a ", " b "}}},
        {"blank lines are no rows", "a,b\n\n\n1,2\n\n", {{"a", "b"}, {"1", "2"}}},
        {"ragged rows stay ragged", "a,b,c\n1\n1,2,3,4\n", {{"a", "b", "c"}, {"1"}, {"1", "2", "3", "4"}}},
        {"semicolons, as half of Europe writes them", "a;b\n1,5;2\n", {{"a", "b"}, {"1,5", "2"}}},
        {"tabs", "a\tb\n1\t2\n", {{"a", "b"}, {"1", "2"}}},
        {"a separator in a quoted name does not count", "\"a;b;c;d\",e\n1,2\n", {{"a;b;c;d", "e"}, {"1", "2"}}},
        {"any language", "名前,気分\n「配送が、早い」,5\n", {{"名前", "気分"}, {"「配送が、早い」", "5"}}},
    }));
    const std::size_t piece_bytes = GENERATE(as<std::size_t>{}, 1, 2, 3, 5, whole);
    INFO(row.why << ", in pieces of " << piece_bytes);
    CHECK(rows_of(row.content, piece_bytes) == row.expected);
}

TEST_CASE("a row's line is where it begins") {
    const std::size_t piece_bytes = GENERATE(as<std::size_t>{}, 1, 2, 3, 5, whole);
    INFO("in pieces of " << piece_bytes);
    const auto lines = [&](std::string_view content) { return lines_of(content, piece_bytes); };
    CHECK(lines("a,b\n1,2\n3,4\n") == std::vector<std::size_t>{1, 2, 3});
    CHECK(lines("a,b\r\n\"x\r\ny\r\n\r\nz\",2\r\n3,4") == std::vector<std::size_t>{1, 2, 6});
    CHECK(lines("a\r\rb\r\n\r\nc\n\rd") == std::vector<std::size_t>{1, 3, 5, 7});
    CHECK(lines("\n\na\n\nb\n") == std::vector<std::size_t>{3, 5});
    CHECK(lines("1,\"x\n\ny\"\n\n2,\"z\"\n") == std::vector<std::size_t>{1, 5});
}

TEST_CASE("a quote that is never closed is told with the line where its row begins") {
    const std::size_t piece_bytes = GENERATE(as<std::size_t>{}, 1, 7, whole);
    int rows = 0;
    const auto read = read_in_pieces("a,b\n1,2\n3,\"oops\n5,6\n7,8\n", piece_bytes, [&](CsvRow&&) -> Result<void> {
        rows += 1;
        return {};
    });
    REQUIRE_FALSE(read);
    CHECK(read.error().code == Errc::invalid);
    CHECK_THAT(read.error().message, Catch::Matchers::StartsWith("line 3: a quote"));
    CHECK(rows == 2);
}

TEST_CASE("a row that is too large is told, and whether a quote made it so") {
    struct Row {
        const char* why;
        std::string begins, goes_on, ends;
        const char* says;
    };
    const auto row = GENERATE(values<Row>({
        {"a quote left open", "3,\"oops", "\n5,6", "\n", "line 3: a quote that opens in this row is never closed"},
        {"one that looks closed", "3,\"oops", "\n5,\"\"", "\n",
         "line 3: a quote that opens in this row is never closed"},
        {"a quote closed much later", "3,\"oops", "\n5,6", "\"\n", "line 3: this row is too large to read"},
        {"a long word", "3,", "oops", "\n", "line 3: this row is too large to read"},
        {"nothing but separators", "3", ",", "\n", "line 3: this row is too large to read"},
    }));
    INFO(row.why);
    std::string content = "a,b\n1,2\n" + row.begins;
    while (content.size() <= csv_row_bytes_max + csv_row_bytes_max / 2)
        content += row.goes_on;
    int rows = 0;
    const auto read = read_in_pieces(content + row.ends, 65'536, [&](CsvRow&&) -> Result<void> {
        rows += 1;
        return {};
    });
    REQUIRE_FALSE(read);
    CHECK(read.error().message == row.says);
    CHECK(rows == 2);
}

TEST_CASE("an error of the visitor ends the reading") {
    int rows = 0;
    const auto read = read_csv("a\nb\nc\n", [&](CsvRow&&) -> Result<void> {
        if (++rows == 2) return Error{Errc::full, "no room"};
        return {};
    });
    REQUIRE_FALSE(read);
    CHECK(read.error().message == "no room");
    CHECK(rows == 2);
}

TEST_CASE("what is written is read back the same") {
    const std::uint64_t seed = test::seed();
    INFO("replay with TEST_SEED=" << seed);
    Prng prng(seed);
    constexpr std::string_view alphabet[] = {"a", "\"", ",", "\n", "\r", "\r\n", " ", ";", "\t", "é", "話", "=1+1", ""};
    for (int round = 0; round < 300; ++round) {
        Rows rows(1 + prng.below(4));
        std::string content;
        const std::size_t columns = 1 + prng.below(4);
        for (auto& row : rows) {
            for (std::size_t column = 0; column < columns; ++column) {
                std::string value;
                for (std::uint64_t i = prng.below(6); i > 0; --i)
                    value += alphabet[prng.below(std::size(alphabet))];
                row.push_back(std::move(value));
            }
            content += sync::csv_line(row);
        }
        // The first line decides on the separator; ours has a header of commas.
        std::vector<std::string> header(columns, "name");
        content.insert(0, sync::csv_line(header));
        rows.insert(rows.begin(), header);
        INFO(content);
        REQUIRE(rows_of(content) == rows);
        REQUIRE(rows_of(content, 1 + prng.below(9)) == rows);
    }
}

}  // namespace earshot::app
