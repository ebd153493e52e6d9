// platform/host/host_clock.hpp: the machine's own time.
#pragma once

#include "platform/ports/clock.hpp"

namespace earshot::platform {

class HostClock : public Clock {
public:
    Instant monotonic() const override;
    WallTime wall() const override;
    std::chrono::minutes utc_offset(WallTime at) const override;
};

}  // namespace earshot::platform
