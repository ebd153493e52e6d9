#include "platform/host/host_clock.hpp"

#include <ctime>

namespace earshot::platform {

using std::chrono::duration_cast;

Instant HostClock::monotonic() const {
    return {duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch()).count()};
}

WallTime HostClock::wall() const {
    return {duration_cast<Duration>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

std::chrono::minutes HostClock::utc_offset(WallTime at) const {
    const auto seconds = static_cast<std::time_t>(at.unix_ms / 1000);
    std::tm local{};
    if (!localtime_r(&seconds, &local)) return std::chrono::minutes{0};
    return duration_cast<std::chrono::minutes>(std::chrono::seconds{local.tm_gmtoff});
}

}  // namespace earshot::platform
