// platform/ports/clock.hpp: the only place time comes from.
//   answered by  platform/host/host_clock.cpp, platform/fake/stepped_clock.hpp
#pragma once

#include <chrono>

#include "platform/base/time.hpp"

namespace earshot::platform {

// Threads: any.
class Clock {
public:
    virtual ~Clock() = default;
    // Never goes backwards; meaningless across restarts. For delays and time-outs.
    virtual Instant monotonic() const = 0;
    // What the wall shows; jumps when a kiosk finds its time server. For display and as a hint to stamps, never for
    // order.
    virtual WallTime wall() const = 0;
    // How far local time is ahead of UTC at that moment, daylight saving included.
    virtual std::chrono::minutes utc_offset(WallTime at) const = 0;

    // The date and time a person here would read off the wall.
    CivilTime civil_now() const {
        const WallTime now = wall();
        return civil_from_wall(now, utc_offset(now));
    }
};

}  // namespace earshot::platform
