#include "sync/server/rates.hpp"

#include <algorithm>
#include <cmath>

namespace earshot::sync {
namespace {

constexpr int free_guesses = 5;
constexpr int doublings_most = 10;
constexpr Duration first_wait{2'000};
constexpr Duration wait_most{15 * 60'000};
constexpr Duration forgotten_after{60 * 60'000};

Duration elapsed(WallTime from, WallTime to) {
    return std::max(Duration{0}, to - from);
}

Duration wait_after(int wrong) {
    if (wrong < free_guesses) return Duration{0};
    const int doublings = std::min(wrong - free_guesses, doublings_most);
    return std::min(wait_most, Duration{first_wait.count() << doublings});
}

}  // namespace

std::optional<Duration> TokenBuckets::take(std::string_view key, WallTime now, double wanted) {
    wanted = std::min(wanted, rate_.burst);
    const std::lock_guard lock(mutex_);
    Bucket& bucket = buckets_.at(key);
    const double seconds = static_cast<double>(elapsed(bucket.filled, now).count()) / 1'000;
    const double tokens =
        bucket.tokens ? std::min(rate_.burst, *bucket.tokens + seconds * rate_.per_second) : rate_.burst;
    bucket.filled = now;
    bucket.tokens = tokens >= wanted ? tokens - wanted : tokens;
    if (tokens >= wanted) return std::nullopt;
    return Duration{static_cast<std::int64_t>(std::ceil((wanted - tokens) / rate_.per_second * 1'000))};
}

std::optional<Duration> Guesses::begin(std::string_view key, WallTime now) {
    const std::lock_guard lock(mutex_);
    Tries& tries = tries_.at(key);
    tries.last = std::min(tries.last, now);  // A clock that was put back must not make the wait longer.
    const Duration since = now - tries.last;
    if (since >= forgotten_after) tries.wrong = 0;
    const Duration wait = wait_after(tries.wrong);
    if (tries.wrong > 0 && since < wait) return wait - since;
    tries.wrong += 1;
    tries.last = now;
    return std::nullopt;
}

void Guesses::forgive(std::string_view key) {
    const std::lock_guard lock(mutex_);
    Tries& tries = tries_.at(key);
    tries.wrong = std::max(0, tries.wrong - 1);
}

}  // namespace earshot::sync
