// app/presenters/local_clock.hpp: the clocks as they stood when a frame began, so that a moment of any of them can be
// said in the person's own time.
#pragma once

#include <chrono>

#include "platform/base/time.hpp"

namespace earshot::app {

struct LocalClock {
    WallTime wall;
    Instant instant;
    std::chrono::minutes utc_offset{0};

    CivilTime now() const { return civil(wall); }
    CivilTime civil(WallTime time) const { return civil_from_wall(time, utc_offset); }
    // A moment of the monotonic clock, past or to come.
    CivilTime civil(Instant time) const { return civil(wall + (time - instant)); }
};

}  // namespace earshot::app
