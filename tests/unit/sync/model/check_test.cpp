#include "sync/model/check.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "sync/model/tables.hpp"

namespace earshot::sync {

using Catch::Matchers::StartsWith;

TEST_CASE("what a field of a story may hold") {
    struct Row {
        const char* why;
        std::string field;
        Value value;
        bool fits;
    };
    const auto row = GENERATE(values<Row>({
        {"any words", "words", std::string("The lamp went out."), true},
        {"clearing is always allowed", "mood", Value(), true},
        {"words as long as a letter", "words", std::string(65'536, 'x'), true},
        {"words longer than that", "words", std::string(65'537, 'x'), false},
        {"a name longer than a line", "product", std::string(4'097, 'x'), false},
        {"half a character", "words", std::string("\xe9\x9b"), false},
        {"a zero byte", "words", std::string("a\0b", 3), false},
        {"the best mood", "mood", std::int64_t{5}, true},
        {"no mood is 0", "mood", std::int64_t{0}, false},
        {"no mood is 6", "mood", std::int64_t{6}, false},
        {"a mood in words", "mood", std::string("2"), false},
        {"words in numbers", "words", std::int64_t{7}, false},
        {"a truth", "at_risk", std::int64_t{1}, true},
        {"more than true", "at_risk", std::int64_t{2}, false},
        {"a date", "happened", std::string("2026-11-03T11:20"), true},
        {"no date", "happened", std::string("yesterday"), false},
        {"tags", "tags", make_set({"lamp", "damp"}), true},
        {"tags as text", "tags", std::string("lamp"), false},
        {"tags out of order", "tags", SetValue{{{"b", {}, true}, {"a", {}, true}}}, false},
        {"a tag twice", "tags", SetValue{{{"a", {}, true}, {"a", {}, true}}}, false},
        {"a known kind", "kind", std::string("praise"), true},
        {"an unknown kind", "kind", std::string("complaint"), false},
        {"an unknown source", "source", std::string("telepathy"), false},
    }));
    INFO(row.why);
    const Edit edit{Kind::story, make_named_id("test", "x"), {{*table_of(Kind::story).find(row.field), row.value}}};
    const auto checked = check_edit(edit);
    CHECK(checked.has_value() == row.fits);
    if (!checked) {
        CHECK(checked.error().code == Errc::invalid);
        CHECK_THAT(checked.error().message, StartsWith(row.field + ": "));
    }
}

TEST_CASE("another record is named by its id as ids are written") {
    const auto fits = [](const std::string& text) {
        return check_edit({Kind::echo, make_named_id("test", "x"), {{echo::story, Value(text)}}}).has_value();
    };
    CHECK(fits("0198f0a1-b2c3-7d4e-8f00-0123456789ab"));
    CHECK(fits(""));
    CHECK_FALSE(fits("0198F0A1-B2C3-7D4E-8F00-0123456789AB"));  // Two spellings would be two stories.
    CHECK_FALSE(fits("0198f0a1b2c37d4e8f000123456789ab"));
    CHECK_FALSE(fits("the first one"));
}

TEST_CASE("a story can be saved with a kind and words") {
    Record story = make_record(Kind::story, make_named_id("test", "x"));
    CHECK_THAT(check_new_story(story).error().message, StartsWith("kind: "));
    story.fields[story::kind].value = std::string("idea");
    CHECK_THAT(check_new_story(story).error().message, StartsWith("words: "));
    story.fields[story::words].value = std::string(" \n\t");
    CHECK_FALSE(check_new_story(story));
    story.fields[story::words].value = std::string("Open on Sundays");
    CHECK(check_new_story(story));
}

TEST_CASE("a record needs an id") {
    CHECK_FALSE(check_record(make_record(Kind::story, Id{})));
    CHECK_FALSE(check_edit({Kind::story, Id{}, {}}));
}

}  // namespace earshot::sync
