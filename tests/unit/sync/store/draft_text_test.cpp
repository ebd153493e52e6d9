#include "sync/store/draft_text.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/model/tables.hpp"
#include "tests/unit/sync/store/store_fixture.hpp"

namespace earshot::sync {
namespace {

using test_store::record_from;
using test_store::stamp_at;

const std::string one(64, '1'), two(64, '2');
const Id erased_story = make_named_id("test", "story");

}  // namespace

TEST_CASE("the blobs of a draft are those its photos name") {
    struct Row {
        const char* why;
        std::string json;
        std::vector<std::string> hashes;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"no photos", R"({"words":"half"})", {}},
        {"the picture and its thumbnail",
         R"({"photos":[{"sha256":")" + one + R"(","thumbnail_sha256":")" + two + "\"}]}",
         {one, two}},
        {"a photo without a thumbnail", R"({"photos":[{"sha256":")" + one + "\"}]}", {one}},
        {"what is no hash names nothing", R"({"photos":[{"sha256":"../../earshot.db"},{"sha256":7},"x"]})", {}},
        {"words are not looked through", R"({"words":")" + one + "\"}", {}},
        {"photos of another shape", R"({"photos":{"sha256":")" + one + "\"}}", {}},
        {"no draft at all", "", {}},
        {"no JSON", "{", {}},
    }));
    INFO(row.why);
    CHECK(media_of_draft(row.json) == row.hashes);
}

TEST_CASE("the photos of a draft go with its story, whatever is left of the words") {
    ErasureBook book;
    const Id id = erasure_id_of_record(erased_story);
    book.note(record_from(Kind::erasure, id, stamp_at(5, 1), {{"record", to_text(erased_story)}}));
    REQUIRE(book.depth_of(erased_story) == Erased::personal);
    const std::string photos = R"(,"photos":[{"name":"lamp.jpg","sha256":")" + one + "\"}]}";
    const std::string mine = R"({"id":")" + to_text(erased_story) + R"(","words":"half")";
    CHECK(draft_without(book, mine + photos) == mine + "}");
    const std::string other = R"({"id":")" + to_text(make_named_id("test", "other")) + R"(","words":"half")" + photos;
    CHECK(draft_without(book, other) == other);
}

TEST_CASE("a photo that is called as a customer to be forgotten goes too") {
    ErasureBook book;
    const std::string salt = "salt", hash = fingerprint_of(salt, "C-7741");
    book.note(record_from(Kind::erasure, erasure_id_of_customer(salt, hash), stamp_at(5, 1),
                          {{"salt", salt}, {"customer_hash", hash}}));
    const std::string before = R"({"words":"half","photos":[{"name":"C-7741","sha256":")" + one + "\"}]}";
    CHECK(draft_without(book, before) == R"({"words":"half"})");
}

}  // namespace earshot::sync
