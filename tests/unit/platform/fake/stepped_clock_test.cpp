#include "platform/fake/stepped_clock.hpp"

#include <catch2/catch_test_macros.hpp>

namespace earshot::platform {

TEST_CASE("time passes when it is told to, and setting the wall does not move the monotonic clock") {
    SteppedClock clock;
    const Instant began = clock.monotonic();
    CHECK(to_rfc3339(clock.wall()) == "2026-11-03T10:20:00.000Z");
    clock.advance(Duration{60'000});
    CHECK(clock.monotonic() - began == Duration{60'000});
    CHECK(to_rfc3339(clock.wall()) == "2026-11-03T10:21:00.000Z");
    clock.set_wall({0});
    CHECK(clock.monotonic() - began == Duration{60'000});
    clock.set_utc_offset(std::chrono::minutes{90});
    CHECK(to_text(clock.civil_now()) == "1970-01-01T01:30");
}

}  // namespace earshot::platform
