// platform/fake/stepped_clock.hpp: time that passes when the test says so.
#pragma once

#include "platform/ports/clock.hpp"

namespace earshot::platform {

// Threads: one.
class SteppedClock : public Clock {
public:
    // 2026-11-03T10:20:00Z: a working day in the demo company's year.
    static constexpr WallTime start{1'793'701'200'000};

    explicit SteppedClock(WallTime wall = start) : wall_(wall) {}

    Instant monotonic() const override { return now_; }
    WallTime wall() const override { return wall_; }
    std::chrono::minutes utc_offset(WallTime /*at*/) const override { return offset_; }

    // Both kinds of time pass.
    void advance(Duration d) {
        now_ = now_ + d;
        wall_ = wall_ + d;
    }
    // Somebody sets the wall clock; monotonic time does not notice.
    void set_wall(WallTime wall) { wall_ = wall; }
    void set_utc_offset(std::chrono::minutes offset) { offset_ = offset; }

private:
    Instant now_{1'000};
    WallTime wall_;
    std::chrono::minutes offset_{0};
};

}  // namespace earshot::platform
