#include "sync/store/value_json.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/support/seed.hpp"
#include "tests/unit/sync/protocol/random_record.hpp"

namespace earshot::sync {

TEST_CASE("sets and unknown fields come back as they were") {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    const Field field{"tags", FieldType::set, Use::plain, Merge::add_wins};
    for (int i = 0; i < 2'000; ++i) {
        const Value value = test::random_value(chance, field);
        const Stamp stamp = test::random_stamp(chance);
        if (const SetValue* set = set_of(value)) {
            const std::string json = set_to_json(*set, stamp);
            INFO(json);
            REQUIRE(set_from_json(json, stamp) == *set);
        }
        const std::vector<UnknownField> unknown{{test::random_text(chance, 5), test::random_text(chance, 30), stamp}};
        REQUIRE(unknown_from_json(unknown_to_json(unknown)) == unknown);
    }
}

TEST_CASE("a set written at once is a plain list of names") {
    const Stamp stamp{5, {}};
    CHECK(set_to_json({{{"damp", stamp, true}, {"lamp", stamp, true}}}, stamp) == R"(["damp","lamp"])");
}

TEST_CASE("what is not a set is refused") {
    const auto json = GENERATE(as<std::string>{}, "", "x", "{}", "[1]", R"(["b","a"])", R"(["a","a"])", R"([["a"]])",
                               R"([["a","no stamp",true]])", "[\"a\"");
    INFO(json);
    CHECK_FALSE(set_from_json(json, {}));
}

TEST_CASE("a field that was unknown takes the type it turns out to have, if it can") {
    struct Row {
        const char* why;
        FieldType type;
        std::string json;
        std::optional<Value> expected;
    };
    const auto row = GENERATE(values<Row>({
        {"text", FieldType::text, R"("rain")", Value("rain")},
        {"a number", FieldType::number, "-7", Value(std::int64_t{-7})},
        {"a truth", FieldType::boolean, "true", Value(std::int64_t{1})},
        {"cleared", FieldType::number, "null", Value()},
        {"a set", FieldType::set, R"([["a","0000000000000005@00000000000000000000000000000000",true]])",
         Value(SetValue{{{"a", {5, {}}, true}}})},
        {"text is no number", FieldType::number, R"("7")", std::nullopt},
        {"a fraction is no number", FieldType::number, "1.5", std::nullopt},
        {"too large for us", FieldType::number, "18446744073709551615", std::nullopt},
        {"a number is no truth", FieldType::boolean, "1", std::nullopt},
        {"an object is no text", FieldType::text, "{}", std::nullopt},
        {"no JSON at all", FieldType::text, "rain", std::nullopt},
    }));
    INFO(row.why);
    CHECK((value_from_json(row.type, row.json, {9, {}}) == row.expected));
}

}  // namespace earshot::sync
