#include "sync/store/stamps_blob.hpp"

#include <catch2/catch_test_macros.hpp>

#include "sync/model/tables.hpp"
#include "sync/store/schema.hpp"
#include "tests/support/seed.hpp"
#include "tests/unit/sync/protocol/random_record.hpp"

namespace earshot::sync {
namespace {

FieldDictionary fresh_dictionary() {
    const auto database = Database::open(":memory:", Database::Mode::read_write, "").value();
    REQUIRE(prepare_connection(*database));
    REQUIRE(bring_up_to_date(*database, nullptr, migrations()));
    // Another order than this build's.
    REQUIRE(database->execute("INSERT INTO field_name (kind, number, name) VALUES ('story', 0, 'tags')"));
    FieldDictionary dictionary;
    REQUIRE(dictionary.load(*database));
    return dictionary;
}

}  // namespace

TEST_CASE("stamps come back as they were") {
    const FieldDictionary dictionary = fresh_dictionary();
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    for (int i = 0; i < 2'000; ++i) {
        const Record record = test::random_record(chance);
        if (record.kind == Kind::unknown) continue;
        Record back = make_record(record.kind, record.id);
        REQUIRE(decode_stamps(dictionary, encode_stamps(dictionary, record), back));
        for (std::size_t field = 0; field < record.fields.size(); ++field)
            REQUIRE(back.fields[field].stamp == record.fields[field].stamp);
    }
}

TEST_CASE("a record written at once has 32 bytes of stamps") {
    const FieldDictionary dictionary = fresh_dictionary();
    Record story = make_record(Kind::story, make_named_id("test", "x"));
    for (FieldState& field : story.fields)
        field.stamp = {7, make_named_id("test", "device")};
    CHECK(encode_stamps(dictionary, story).size() == 32);
    story.fields[story::mood].stamp.hlc = 9;
    CHECK(encode_stamps(dictionary, story).size() == 42);
}

TEST_CASE("a damaged blob is noticed") {
    const FieldDictionary dictionary = fresh_dictionary();
    Record story = make_record(Kind::story, make_named_id("test", "x"));
    story.fields[story::mood].stamp = {7, make_named_id("test", "a")};
    story.fields[story::words].stamp = {8, make_named_id("test", "b")};
    const std::string blob = encode_stamps(dictionary, story);
    for (std::size_t length = 0; length < blob.size(); ++length) {
        if (length == 32) continue;  // As long as one with nothing but shared stamps.
        Record back = make_record(Kind::story, story.id);
        CHECK_FALSE(decode_stamps(dictionary, std::string_view(blob).substr(0, length), back));
    }
}

}  // namespace earshot::sync
