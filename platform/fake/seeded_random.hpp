// platform/fake/seeded_random.hpp: chance that repeats itself for the same seed.
#pragma once

#include "platform/base/prng.hpp"
#include "platform/ports/random.hpp"

namespace earshot::platform {

// Threads: one.
class SeededRandom : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : prng_(seed) {}

    void fill(std::span<std::uint8_t> out) override {
        for (std::uint8_t& byte : out)
            byte = static_cast<std::uint8_t>(prng_.next());
    }

private:
    Prng prng_;
};

}  // namespace earshot::platform
