#include "platform/base/text.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace earshot;

TEST_CASE("blanks at both ends are no part of what was meant") {
    struct Row {
        const char* why;
        std::string_view text, expected;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing is nothing", "", ""},
        {"blanks alone are nothing", " \t\r\n", ""},
        {"both ends", "\t late again \n", "late again"},
        {"none of those within", "a  b", "a  b"},
    }));
    INFO(row.why);
    CHECK(trimmed(row.text) == row.expected);
}

TEST_CASE("who says which blanks count keeps the others") {
    CHECK(trimmed(" \tkey\t ", " ") == "\tkey\t");
}

TEST_CASE("only letters from A to Z become small, so that bytes of other scripts stay whole") {
    CHECK(lower_ascii("QUALITY-\u00c9t\u00e9 1") == "quality-\u00c9t\u00e9 1");
}
