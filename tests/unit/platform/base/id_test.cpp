#include "platform/base/id.hpp"

#include <unordered_set>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/base/prng.hpp"
#include "tests/support/seed.hpp"

namespace earshot {

TEST_CASE("an id reads back from its text, with or without hyphens, in any case") {
    const Id id = parse_id("0198f0a1-b2c3-7d4e-8f00-0123456789ab").value();
    CHECK(to_text(id) == "0198f0a1-b2c3-7d4e-8f00-0123456789ab");
    CHECK(parse_id("0198F0A1B2C37D4E8F000123456789AB").value() == id);
}

TEST_CASE("what is not an id is refused") {
    const auto text = GENERATE(as<std::string>{}, "", "0198f0a1", "0198f0a1-b2c3-7d4e-8f00-0123456789a",
                               "0198f0a1b2c37d4e8f000123456789abc", "0198f0a1-b2c3-7d4e-8f00-0123456789ag",
                               "------------------------------------");
    INFO(text);
    REQUIRE_FALSE(parse_id(text));
    CHECK(parse_id(text).error().code == Errc::invalid);
}

TEST_CASE("ids of people's records carry their time and sort by it") {
    Prng chance(test::seed());
    Id before;
    for (std::int64_t ms = 1'793'701'200'000; ms < 1'793'701'200'200; ++ms) {
        std::array<std::uint8_t, 10> bytes{};
        for (auto& byte : bytes)
            byte = static_cast<std::uint8_t>(chance.next());
        const Id id = make_uuid7({ms}, bytes);
        REQUIRE(time_of(id) == ms);
        REQUIRE(id.bytes[6] >> 4 == 7);
        REQUIRE(id.bytes[8] >> 6 == 2);
        REQUIRE(id > before);
        before = id;
    }
}

TEST_CASE("ids computed from a key are the same everywhere and differ between keys and namespaces") {
    // Fixed for ever: every device must name the default stages alike.
    CHECK(to_text(make_named_id("stage", "need-help")) == to_text(make_named_id("stage", "need-help")));
    CHECK(make_named_id("stage", "need-help") != make_named_id("stage", "use"));
    CHECK(make_named_id("stage", "use") != make_named_id("site", "use"));
    CHECK(make_named_id("ab", "c") != make_named_id("a", "bc"));
    CHECK(make_named_id("stage", "use").bytes[6] >> 4 == 8);
    const Id dated = make_named_uuid7({1'000'000}, "import", "row 1");
    CHECK(time_of(dated) == 1'000'000);
    CHECK(dated.bytes[6] >> 4 == 7);
}

TEST_CASE("ids are good keys of hash tables") {
    std::unordered_set<std::size_t> hashes;
    for (int i = 0; i < 1'000; ++i)
        hashes.insert(std::hash<Id>()(make_named_id("x", std::to_string(i))));
    CHECK(hashes.size() > 995);
}

}  // namespace earshot
