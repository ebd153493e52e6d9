#include "platform/host/host_clock.hpp"

#include <catch2/catch_test_macros.hpp>

namespace earshot::platform {

TEST_CASE("the host's clock shows a plausible time and never goes backwards") {
    const HostClock clock;
    CHECK(clock.wall().unix_ms > 1'700'000'000'000);  // Later than 2023: in milliseconds, not in seconds.
    CHECK(clock.wall().unix_ms < 7'000'000'000'000);
    Instant before = clock.monotonic();
    for (int i = 0; i < 1'000; ++i) {
        const Instant now = clock.monotonic();
        REQUIRE(now >= before);
        before = now;
    }
}

TEST_CASE("the host's distance from UTC is a real one") {
    const auto offset = HostClock().utc_offset({1'793'701'200'000});
    CHECK(offset >= std::chrono::hours{-12});
    CHECK(offset <= std::chrono::hours{14});
}

}  // namespace earshot::platform
