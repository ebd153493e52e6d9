// sync/replica/progress.hpp: how far a long transfer has come, and about when it will be over.
//
// The rate is what was done over the time it took, both forgotten by half with every `half_life` of time spent: one
// slow piece hardly shows, a line that stays slow is believed within that time. Nothing is said before `measured_least`
// of time and two measurements. What was said counts down with the clock; a new measurement moves it by a third of what
// would have been left, or by five seconds where that is more, and never further at once: it comes closer with every
// measurement instead of jumping.
#pragma once

#include <cstdint>
#include <optional>

#include "platform/base/time.hpp"

namespace earshot::sync {

struct Progress {
    std::int64_t done = 0;
    std::optional<std::int64_t> total = 0;  // empty: more is to come, nobody knows how much
    std::int64_t bytes_done = 0;            // that moved, as they travelled
    std::int64_t bytes_total = 0;           // 0: not known
    std::optional<Instant> ends;            // about when; empty: not measured yet

    bool is_over() const { return total && done >= *total; }
    bool operator==(const Progress&) const = default;
};

class Pace {
public:
    static constexpr Duration half_life{10'000};
    static constexpr Duration measured_least{1'000};

    // `done` of something was done in `took`, just now; `left` of it are left to do.
    void note(Instant now, Duration took, double done, double left);
    // About when the rest will be done, as of the last measurement.
    std::optional<Instant> ends() const { return ends_; }
    // The work stopped for a while: what was measured stays, what was said does not.
    void pause() { ends_.reset(); }

private:
    double done_ = 0, took_ = 0;  // of the last while; ms
    Duration measured_{0};
    int measurements_ = 0;
    std::optional<Instant> ends_;
};

}  // namespace earshot::sync
