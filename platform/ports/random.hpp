// platform/ports/random.hpp: the only place chance comes from.
//   answered by  platform/host/host_random.cpp (the kernel's), platform/fake/seeded_random.hpp
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "platform/base/id.hpp"

namespace earshot::platform {

// Threads: any, for the host's answer. Fit for tokens and codes.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> out) = 0;

    std::uint64_t number() {
        std::array<std::uint8_t, 8> bytes{};
        fill(bytes);
        std::uint64_t value = 0;
        for (const std::uint8_t b : bytes)
            value = value << 8 | b;
        return value;
    }
    Id uuid7(WallTime now) {
        std::array<std::uint8_t, 10> chance{};
        fill(chance);
        return make_uuid7(now, chance);
    }
};

}  // namespace earshot::platform
