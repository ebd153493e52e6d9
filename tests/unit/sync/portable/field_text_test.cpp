#include "sync/portable/field_text.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

namespace earshot::sync {
namespace {

using sync::Field;
using sync::FieldType;
using sync::Value;

constexpr Field number{"mood", FieldType::number};
constexpr Field boolean{"at_risk", FieldType::boolean};
constexpr Field date{"happened", FieldType::date};
constexpr Field text{"words"};
constexpr Field set{"tags", FieldType::set};
constexpr Field id{"story", FieldType::id};

}  // namespace

TEST_CASE("values as people write them") {
    struct Row {
        const char* why;
        Field field;
        const char* written;
        Value expected;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing said", number, "", {}},
        {"only spaces say nothing", number, "  ", {}},
        {"a number", number, "4", std::int64_t{4}},
        {"spaces around it", number, " 4 ", std::int64_t{4}},
        {"a spreadsheet's whole number", number, "4.0", std::int64_t{4}},
        {"below zero", number, "-12", std::int64_t{-12}},
        {"yes", boolean, "Yes", std::int64_t{1}},
        {"true", boolean, "TRUE", std::int64_t{1}},
        {"one", boolean, "1", std::int64_t{1}},
        {"no", boolean, "n", std::int64_t{0}},
        {"a day", date, "2026-11-03", std::string("2026-11-03")},
        {"a moment; seconds are dropped", date, "2026-11-03 11:20:59", std::string("2026-11-03T11:20")},
        {"words may be blank here; whether they may be kept is decided later", text, " ", std::string(" ")},
        {"words stay as they are", text, " so soft ", std::string(" so soft ")},
        {"tags", set, "b; a;a ;", sync::make_set({"a", "b"})},
        {"a tag with the separator in it", set, R"(a\;b; c\\d)", sync::make_set({"a;b", "c\\d"})},
        {"spaces that belong to a tag", set, "\\ a; b\\ ;c\\\n", sync::make_set({" a", "b ", "c\n"})},
        {"spaces inside need no mark", set, "a  b", sync::make_set({"a  b"})},
        {"another backslash is just one", set, R"(a\b)", sync::make_set({"a\\b"})},
        {"an id in capitals", id, "0198F0A1-B2C3-7D4E-8F00-0123456789AB",
         std::string("0198f0a1-b2c3-7d4e-8f00-0123456789ab")},
    }));
    INFO(row.why);
    const auto value = value_from_text(row.field, row.written);
    REQUIRE(value);
    CHECK((*value == row.expected));
    // What is written back reads back.
    CHECK((*value_from_text(row.field, text_of_value(row.field, *value)) == row.expected));
}

TEST_CASE("values that make no sense are refused with the field's name") {
    struct Row {
        const char* why;
        Field field;
        const char* written;
        const char* says;
    };
    const auto row = GENERATE(values<Row>({
        {"a fraction", number, "4.5", "mood: \"4.5\" is not a whole number"},
        {"a point alone", number, "4.", "not a whole number"},
        {"words", number, "four", "not a whole number"},
        {"more than fits", number, "99999999999999999999", "not a whole number"},
        {"maybe", boolean, "maybe", "at_risk: \"maybe\" is not true or false"},
        {"a day that does not exist", date, "2026-02-30", "happened: \"2026-02-30\" is not a date"},
        {"another order", date, "03/11/2026", "write it as 2026-11-03"},
        {"half an id", id, "0198f0a1", "is not an id"},
    }));
    INFO(row.why);
    const auto value = value_from_text(row.field, row.written);
    REQUIRE_FALSE(value);
    CHECK(value.error().code == Errc::invalid);
    CHECK_THAT(value.error().message, Catch::Matchers::ContainsSubstring(row.says));
}

TEST_CASE("a set is written sorted, without members that were taken out") {
    sync::SetValue value;
    value.members = {{"a;b", {}, true}, {"gone", {}, false}, {"z", {}, true}};
    CHECK(text_of_value(set, value) == R"(a\;b; z)");
}

}  // namespace earshot::sync
