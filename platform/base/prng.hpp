// platform/base/prng.hpp: chance with a seed: SplitMix64 (Steele, Lea, Flood 2014).
//
// For jitter, simulation and tests, where a run must be repeatable. Never for tokens or codes: those ask
// platform::Random.
#pragma once

#include <cstdint>

namespace earshot {

class Prng {
public:
    explicit Prng(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }
    // 0 to bound - 1; bound is at least 1. The bias is below bound / 2^64.
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }
    // 0.0 up to but not including 1.0.
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    bool chance(double probability) { return unit() < probability; }

private:
    std::uint64_t state_;
};

}  // namespace earshot
