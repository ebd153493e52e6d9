#include "platform/base/prng.hpp"

#include <array>

#include <catch2/catch_test_macros.hpp>

namespace earshot {

TEST_CASE("SplitMix64 gives the published sequence for seed 0") {
    Prng prng(0);
    CHECK(prng.next() == 0xe220a8397b1dcdafU);
    CHECK(prng.next() == 0x6e789e6aa1b965f4U);
    CHECK(prng.next() == 0x06c45d188009454fU);
}

TEST_CASE("chance keeps to its bounds and spreads") {
    Prng prng(7);
    std::array<int, 10> counts{};
    for (int i = 0; i < 10'000; ++i)
        counts[prng.below(10)] += 1;
    for (const int count : counts) {
        CHECK(count > 850);
        CHECK(count < 1'150);
    }
    int heads = 0;
    for (int i = 0; i < 10'000; ++i)
        heads += prng.chance(0.25);
    CHECK(heads > 2'300);
    CHECK(heads < 2'700);
}

}  // namespace earshot
