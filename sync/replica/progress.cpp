#include "sync/replica/progress.hpp"

#include <algorithm>
#include <cmath>

namespace earshot::sync {
namespace {

constexpr double step_least = 5'000;          // ms
constexpr double longest = 7.0 * 86'400'000;  // ms; who waits longer than a week needs no better figure

}  // namespace

void Pace::note(Instant now, Duration took, double done, double left) {
    const auto spent = static_cast<double>(std::max(took.count(), std::int64_t{0}));
    const double kept = std::exp2(-spent / static_cast<double>(half_life.count()));
    done_ = done_ * kept + done;
    took_ = took_ * kept + spent;
    measured_ += took;
    measurements_ += 1;
    if (measured_ < measured_least || measurements_ < 2 || done_ <= 0) return;

    double rest = std::min(std::max(left, 0.0) * took_ / done_, longest);
    if (ends_) {
        const double expected = std::max(static_cast<double>((*ends_ - now).count()), 0.0);
        const double step = std::max(expected / 3, step_least);
        rest = std::clamp(rest, std::max(expected - step, 0.0), expected + step);
    }
    ends_ = now + Duration{std::llround(rest)};
}

}  // namespace earshot::sync
