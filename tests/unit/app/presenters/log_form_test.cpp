#include "app/presenters/log_form.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace earshot::app {
namespace {

TEST_CASE("a draft comes back as it was written") {
    const LogForm form{.id = make_named_id("test", "draft"),
                       .words = "He said \"never again\",\n\tthen left. 二度と来ない 😠",
                       .kind = "pain",
                       .stage = "need-help",
                       .source = "call",
                       .customer = "A nurse in Leeds",
                       .mood = 1,
                       .at_risk = true,
                       .correcting = true};
    const auto back = parse_log_form(to_json(form));
    REQUIRE(back);
    CHECK(*back == form);
    CHECK(parse_log_form(to_json({})).value().is_empty());
    CHECK(LogForm{.id = form.id}.is_empty());
}

TEST_CASE("a draft from elsewhere gives what it can") {
    struct Row {
        const char* why;
        std::string json, words;
        int mood;
    };
    const auto row = GENERATE(values<Row>({
        {"fields of a newer Earshot are passed over", R"({"words":"a","weather":{"sun":1}})", "a", 0},
        {"a mood out of range is no mood", R"({"words":"a","mood":9})", "a", 0},
        {"a field of another type is passed over", R"({"words":["a"],"mood":2})", "", 2},
    }));
    INFO(row.why);
    const auto form = parse_log_form(row.json);
    REQUIRE(form);
    CHECK(form->words == row.words);
    CHECK(form->mood == row.mood);
}

TEST_CASE("a draft that is no JSON is an error, not a crash") {
    for (const char* json : {"", "[", "[]", "null", "{\"words\":\"\xff\"}"}) {
        INFO(json);
        CHECK_FALSE(parse_log_form(json));
    }
}

TEST_CASE("a story needs words and a kind, nothing else") {
    CHECK(missing_in({.words = "  \n"}) == "log.missing_words");
    CHECK(missing_in({.words = "late again"}) == "log.missing_kind");
    CHECK(missing_in({.words = "late again", .kind = "pain"}).empty());
}

}  // namespace
}  // namespace earshot::app
