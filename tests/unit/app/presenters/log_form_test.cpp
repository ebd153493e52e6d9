#include "app/presenters/log_form.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace earshot::app {
namespace {

TEST_CASE("a draft comes back as it was written") {
    const LogForm form{
        .id = make_named_id("test", "draft"),
        .words = "He said \"never again\",\n\tthen left. 二度と来ない 😠",
        .kind = "pain",
        .stage = "need-help",
        .source = "call",
        .customer = "A nurse in Leeds",
        .mood = 1,
        .at_risk = true,
        .correcting = true,
        .photos = {{.id = make_named_id("test", "photo"),
                    .name = "Lampe \"aus\".jpg",
                    .media_type = "image/jpeg",
                    .sha256 = std::string(64, 'a'),
                    .thumbnail_sha256 = std::string(64, 'b'),
                    .bytes = 123'456,
                    .width = 2048,
                    .height = 1536},
                   {.id = make_named_id("test", "second"), .media_type = "image/png", .sha256 = std::string(64, 'c')}}};
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

TEST_CASE("a photo alone makes a draft") {
    CHECK_FALSE(LogForm{.photos = {{.sha256 = std::string(64, 'a')}}}.is_empty());
    CHECK(missing_in({.photos = {{.sha256 = std::string(64, 'a')}}}) == "log.missing_words");
}

TEST_CASE("a draft gives only photos that can become attachments, and no more than a story takes") {
    const std::string id = to_text(make_named_id("test", "photo")), hash(64, 'a');
    const auto photo = [](const std::string& one, const std::string& sha256, const std::string& type) {
        return R"({"id":")" + one + R"(","sha256":")" + sha256 + R"(","media_type":")" + type + "\"}";
    };
    const std::string good = photo(id, hash, "image/png");
    struct Row {
        const char* why;
        std::string photos;
        std::size_t count;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"as written", good, 1},
        {"as many as a story takes", good + "," + good + "," + good + "," + good + "," + good, 4},
        {"without an id it would be attached twice", photo("", hash, "image/png"), 0},
        {"what is no hash must not become a path", photo(id, "../x", "image/png"), 0},
        {"not a picture", photo(id, hash, "text/plain"), 0},
        {"of another shape", "7,\"x\",[]", 0},
    }));
    INFO(row.why);
    const auto form = parse_log_form("{\"words\":\"a\",\"photos\":[" + row.photos + "]}");
    REQUIRE(form);
    CHECK(form->photos.size() == row.count);
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
