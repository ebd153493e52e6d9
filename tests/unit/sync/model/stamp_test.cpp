#include "sync/model/stamp.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/support/seed.hpp"
#include "tests/unit/sync/protocol/random_record.hpp"

namespace earshot::sync {

TEST_CASE("a stamp reads back from its text, and texts sort as stamps do") {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    for (int i = 0; i < 2'000; ++i) {
        const Stamp a = test::random_stamp(chance), b = test::random_stamp(chance);
        REQUIRE(parse_stamp(to_text(a)).value() == a);
        REQUIRE((a < b) == (to_text(a) < to_text(b)));
    }
}

TEST_CASE("what is not a stamp is refused") {
    const std::string good = "019a4f2e11a00003@0198f0a1b2c37d4e8f000123456789ab";
    REQUIRE(parse_stamp(good));
    const auto bad = GENERATE_COPY(as<std::string>{}, "", good.substr(1), good + "0", "x" + good.substr(1),
                                   good.substr(0, 16) + "-" + good.substr(17), good.substr(0, 48) + "g");
    INFO(bad);
    CHECK_FALSE(parse_stamp(bad));
}

TEST_CASE("law: every clock value is larger than all given out or seen before") {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    HybridClock clock(chance.below(1'000) << 16);
    std::uint64_t largest = clock.last();
    for (int i = 0; i < 5'000; ++i) {
        if (chance.chance(0.3)) {
            const std::uint64_t seen = chance.below(2'000'000) << 10;
            clock.observe(seen);
            largest = std::max(largest, seen);
        } else {
            // The wall jumps as it likes.
            const std::uint64_t next = clock.next({static_cast<std::int64_t>(chance.below(3'000))});
            REQUIRE(next > largest);
            largest = next;
        }
        REQUIRE(clock.last() == largest);
    }
}

TEST_CASE("clock values are close to real time, and a full counter carries") {
    HybridClock clock;
    CHECK(Stamp{clock.next({1'793'701'200'000}), {}}.wall() == WallTime{1'793'701'200'000});
    std::uint64_t value = 0;
    for (int i = 0; i < 70'000; ++i)
        value = clock.next({1'793'701'200'000});
    CHECK(Stamp{value, {}}.wall() == WallTime{1'793'701'200'001});
    CHECK(clock.next({-5}) == value + 1);
}

}  // namespace earshot::sync
