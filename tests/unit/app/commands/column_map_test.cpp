#include "app/commands/column_map.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

namespace earshot::app {
namespace {

using Catch::Matchers::ContainsSubstring;
using Pairs = std::vector<std::pair<std::string, std::vector<std::string>>>;

Pairs pairs_of(const ColumnMap& map) {
    Pairs pairs;
    for (const MappedField& mapped : map)
        pairs.emplace_back(mapped.field, mapped.columns);
    return pairs;
}

}  // namespace

TEST_CASE("reading a map") {
    struct Row {
        const char* why;
        const char* text;
        Pairs expected;
    };
    const auto row = GENERATE(values<Row>({
        {"one column", "words=Review", {{"words", {"Review"}}}},
        {"spaces inside a name", "words=Review Text", {{"words", {"Review Text"}}}},
        {"joined columns keep their order", "words=Title+Review Text", {{"words", {"Title", "Review Text"}}}},
        {"several fields",
         "words=Title+Review Text,mood=Rating,echoes=Positive Feedback Count",
         {{"words", {"Title", "Review Text"}}, {"mood", {"Rating"}}, {"echoes", {"Positive Feedback Count"}}}},
        {"spaces around marks", " words = A + B , mood = C ", {{"words", {"A", "B"}}, {"mood", {"C"}}}},
        {"a quoted name holds any mark", R"(words="What, when + why = ?")", {{"words", {"What, when + why = ?"}}}},
        {"a quote in a quoted name is doubled",
         R"(words="the ""real"" words" + B)",
         {{"words", {"the \"real\" words", "B"}}}},
        {"every language", "words=ご意見,mood=評価", {{"words", {"ご意見"}}, {"mood", {"評価"}}}},
    }));
    INFO(row.why);
    const auto map = parse_column_map(row.text);
    REQUIRE(map);
    CHECK(pairs_of(*map) == row.expected);
}

TEST_CASE("a map that cannot be read is explained") {
    struct Row {
        const char* why;
        const char* text;
        const char* says;
    };
    const auto row = GENERATE(values<Row>({
        {"empty", "", "a name is missing at the end of the map"},
        {"no column", "words=", "a name is missing at the end"},
        {"no column before the comma", "words=,mood=B", "a name is missing before \",mood=B\""},
        {"no equals sign", "words", "\"=\" is missing after words"},
        {"a field that does not exist", "verbatim=A",
         "\"verbatim\" is not a field of a story. The fields are: kind, words,"},
        {"deleted is no field to fill", "deleted=A", "\"deleted\" is not a field"},
        {"twice the same field", "words=A,words=B", "names words twice; join columns with +"},
        {"dangling plus", "words=A+", "a name is missing"},
        {"dangling comma", "words=A,", "a name is missing"},
        {"an open quote", "words=\"A", "never closed"},
        {"something after a quoted name", "words=\"A\"B", "a comma is missing before \"B\""},
    }));
    INFO(row.why);
    const auto map = parse_column_map(row.text);
    REQUIRE_FALSE(map);
    CHECK(map.error().code == Errc::invalid);
    CHECK_THAT(map.error().message, ContainsSubstring(row.says));
}

TEST_CASE("columns are found by name") {
    const std::vector<std::string> header{"", "Title", "title", " Review Text ", "RATING", "Twin", "Twin"};
    const auto bound = [&](const char* map) { return bind_columns(*parse_column_map(map), header); };
    CHECK(bound("words=title")->front().columns == std::vector<std::size_t>{2});
    CHECK(bound("words=Title+review text,mood=Rating")->at(0).columns == std::vector<std::size_t>{1, 3});
    CHECK(bound("words=Title+review text,mood=Rating")->at(1).columns == std::vector<std::size_t>{4});
    CHECK(bound("echoes=RATING")->front().field == nullptr);

    const auto missing = bound("words=Verbatim");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == Errc::not_found);
    CHECK_THAT(missing.error().message,
               ContainsSubstring("no column \"Verbatim\"") && ContainsSubstring("(no name), Title"));
    CHECK_THAT(bound("words=Twin").error().message, ContainsSubstring("two columns"));
    CHECK_THAT(bound("words=TITLE").error().message, ContainsSubstring("two columns"));
}

}  // namespace earshot::app
