// platform/host/host_random.hpp: chance from the kernel, fit for tokens.
#pragma once

#include "platform/ports/random.hpp"

namespace earshot::platform {

class HostRandom : public Random {
public:
    void fill(std::span<std::uint8_t> out) override;
};

}  // namespace earshot::platform
