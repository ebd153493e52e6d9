#include "sync/protocol/record_codec.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/model/tables.hpp"
#include "tests/support/seed.hpp"
#include "tests/unit/sync/protocol/random_record.hpp"

using namespace earshot;
using namespace earshot::sync;

namespace {

constexpr const char* id = "0198f0a1-b2c3-7d4e-8f00-0123456789ab";
constexpr const char* stamp = "019a4f2e11a00003@0198f0a1b2c37d4e8f000123456789ab";
constexpr const char* later = "019a4f2e2b000000@0198f0a1b2c37d4e8f000123456789ab";

std::string story_json(const std::string& fields, const std::string& rest = "") {
    return R"({"kind":"story","id":")" + std::string(id) + R"(","stamp":")" + stamp + R"(","fields":{)" + fields + "}" +
           rest + "}";
}

}  // namespace

TEST_CASE("a record reads as it was written") {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    for (int i = 0; i < 2'000; ++i) {
        const Record record = test::random_record(chance);
        const std::string json = encode_record(record);
        INFO(json);
        const auto back = decode_record(json);
        REQUIRE(back.has_value());
        REQUIRE(*back == record);
        REQUIRE(encode_record(*back) == json);
    }
}

TEST_CASE("the wire form of a record") {
    struct Row {
        const char* why;
        std::string json;
    };
    const auto row = GENERATE(values<Row>({
        {"text and a number", story_json(R"("words":"It \"hums\".\n","mood":2)")},
        {"booleans are true and false", story_json(R"("aided":false,"at_risk":true)")},
        {"a cleared field is null", story_json(R"("mood":null)")},
        {"only differing stamps are named",
         story_json(R"("words":"x","mood":4,"stage":"use")", R"(,"stamps":{"mood":")" + std::string(later) + "\"}")},
        {"sets carry a stamp for each member",
         story_json(R"("tags":[["lamp",")" + std::string(stamp) + R"(",true],["oven",")" + later + R"(",false]])")},
        {"a field from a newer peer stays as it came",
         story_json(R"("words":"x","aura":{"b":[1.50,1e3,123456789012345678901234567890],"a":null})")},
        {"a kind from a newer peer stays as it came",
         R"({"kind":"hologram","id":")" + std::string(id) + R"(","stamp":")" + stamp + R"(","fields":{"depth":0.10}})"},
    }));
    INFO(row.why);
    const auto record = decode_record(row.json);
    REQUIRE(record.has_value());
    CHECK(encode_record(*record) == row.json);
}

TEST_CASE("a record whose form is wrong says where") {
    struct Row {
        const char* why;
        std::string json, message;
    };
    const std::string bad_stamp = "\"yesterday\" is not a stamp: 16 digits, @, and a device id are needed";
    const auto row = GENERATE_COPY(values<Row>({
        {"no object", "[]", "the message: must be an object"},
        {"no JSON", "{\"kind\":", "the message is not valid JSON: unexpected end of data at byte 8"},
        {"no id", R"({"kind":"story"})", "id: is missing"},
        {"an id that is none", R"({"id":"7","kind":"story"})", R"(id: "7" is not an id)"},
        {"a kind that is no name", R"({"id":")" + std::string(id) + R"(","kind":"St ory"})",
         "kind: is not a name of a kind: a-z, 0-9 and _ make names"},
        {"no stamp", R"({"id":")" + std::string(id) + R"(","kind":"story","fields":{}})", "stamp: is missing"},
        {"nothing said", story_json(""), "fields: says nothing"},
        {"text for a number", story_json(R"("mood":"2")"), "fields.mood: must be a whole number"},
        {"a fraction", story_json(R"("mood":2.0)"), "fields.mood: must be a whole number"},
        {"a number past 64 bits", story_json(R"("mood":99999999999999999999)"), "fields.mood: is too large a number"},
        {"a number for text", story_json(R"("words":2)"), "fields.words: must be text"},
        {"a number for a boolean", story_json(R"("at_risk":1)"), "fields.at_risk: must be true or false"},
        {"a text for a set", story_json(R"("tags":"lamp")"), "fields.tags: must be a list"},
        {"a bare member", story_json(R"("tags":["lamp"])"),
         "fields.tags[0]: must be a list of name, stamp and true or false"},
        {"a member without its stamp", story_json(R"("tags":[["lamp","yesterday",true]])"),
         "fields.tags[0][1]: " + bad_stamp},
        {"a member twice",
         story_json(R"("tags":[["a",")" + std::string(stamp) + R"(",true],["a",")" + stamp + R"(",false]])"),
         "fields.tags[1]: members must be sorted by their bytes and appear once"},
        {"a field twice", story_json(R"("mood":1,"mood":2)"), "fields.mood: appears twice"},
        {"a foreign field twice", story_json(R"("aura":1,"aura":2)"), "fields.aura: appears twice"},
        {"a foreign field with a strange name", story_json(R"("Aura!":1)"),
         "fields.Aura!: is not a name of a field: a-z, 0-9 and _ make names"},
        {"a stamp for a field that is not there",
         story_json(R"("mood":1)", R"(,"stamps":{"words":")" + std::string(stamp) + "\"}"),
         R"(stamps: names a field that "fields" does not have)"},
        {"a stamp that is none", story_json(R"("mood":1)", R"(,"stamps":{"mood":"yesterday"})"),
         "stamps.mood: " + bad_stamp},
        {"a stamp of never",
         story_json(R"("mood":1)", R"(,"stamps":{"mood":"0000000000000000@0198f0a1b2c37d4e8f000123456789ab"})"),
         "stamps.mood: is the stamp of a write that never was"},
        {"a stamp at the end of all clocks",
         story_json(R"("mood":1)", R"(,"stamps":{"mood":"ffffffffffffffff@0198f0a1b2c37d4e8f000123456789ab"})"),
         "stamps.mood: is a time beyond the year 6400"},
        {"a member this build would drop", story_json(R"("mood":1)", R"(,"colour":"red")"),
         "colour: is not a member of a record"},
        {"nested past all use", story_json(R"("aura":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]])"),
         "fields.aura: is nested too deeply"},
        {"larger than what is kept", story_json(R"("aura":")" + std::string(70'000, 'x') + '"'),
         "fields.aura: is too long: 70002 bytes"},
    }));
    INFO(row.why);
    const auto record = decode_record(row.json);
    REQUIRE_FALSE(record.has_value());
    CHECK(record.error().code == Errc::invalid);
    CHECK(record.error().message.substr(0, row.message.size()) == row.message);
}

TEST_CASE("personal fields can be taken out") {
    const auto record = decode_record(story_json(R"("words":"x","customer_reference":"C-1")"));
    REQUIRE(record.has_value());
    CHECK(speaks_of_personal_fields(*record));
    const Record plain = without_personal_fields(*record);
    CHECK_FALSE(speaks_of_personal_fields(plain));
    CHECK(plain.text(story::words) == "x");
    CHECK(encode_record(plain).find("C-1") == std::string::npos);

    const auto only_personal = decode_record(story_json(R"("customer_reference":"C-1")"));
    REQUIRE(only_personal.has_value());
    CHECK(says_nothing(without_personal_fields(*only_personal)));
}
