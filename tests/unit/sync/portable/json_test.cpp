#include "sync/portable/json.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

namespace earshot::sync {

TEST_CASE("an object is one line, in the order it was told") {
    JsonWriter json;
    json.text("id", "7f3a");
    json.number("waiting", 3);
    json.truth("dry_run", false);
    json.null("last");
    json.texts("tags", {"a", "b"});
    json.begin_array("echoes");
    json.begin_object({});
    json.text("note", "line\nbreak \"quoted\" 話");
    json.end();
    json.end();
    CHECK(json.take() == R"({"id":"7f3a","waiting":3,"dry_run":false,"last":null,"tags":["a","b"],)"
                         R"("echoes":[{"note":"line\nbreak \"quoted\" 話"}]})");
}

TEST_CASE("one member can be taken alone") {
    JsonWriter json;
    json.texts("empty", {});
    CHECK(json.take_member("empty") == "[]");
}

TEST_CASE("what is not JSON is told with its place") {
    CHECK(JsonReader::parse(R"({"a":"b"})"));
    const auto broken = JsonReader::parse(R"({"a":})");
    REQUIRE_FALSE(broken);
    CHECK(broken.error().code == Errc::invalid);
    CHECK_THAT(broken.error().message, Catch::Matchers::ContainsSubstring("at byte 5"));
    CHECK_FALSE(JsonReader::parse(""));
}

TEST_CASE("a member that is missing or no text reads as empty") {
    const auto json = JsonReader::parse(R"({"a":"b","n":1})");
    CHECK(text_member(json->root(), "a") == "b");
    CHECK(text_member(json->root(), "n").empty());
    CHECK(text_member(json->root(), "z").empty());
}

}  // namespace earshot::sync
