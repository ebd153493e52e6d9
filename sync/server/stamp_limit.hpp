// sync/server/stamp_limit.hpp: how far ahead of the shared store a stamp may be.
//
// A device whose clock is years ahead would win every field it touches for years. Its records are not stored as they
// are: the verdict says from which clock value to count, the device stamps them anew and sends them again. Clocks that
// are behind need nothing: a device counts on from the largest value it has seen.
//
// The store's own clock may be wrong too. Whatever it has accepted stays the measure: while its clock is behind what it
// holds, devices count on from there.
#pragma once

#include <algorithm>
#include <cstdint>

#include "sync/model/record.hpp"

namespace earshot::sync {

class StampLimit {
public:
    // `newest` is the largest clock value the store holds.
    StampLimit(std::uint64_t newest, WallTime now) : newest_(newest), now_(clock_at(now)) {}

    bool is_ahead(const Record& record) const {
        const std::uint64_t by_the_clock = now_ + clock_at({stamp_ahead_most.count()});
        const std::uint64_t by_what_is_held = newest_ + clock_at({1'000});
        return record.latest().hlc > (newest_ <= by_the_clock ? by_the_clock : by_what_is_held);
    }
    // What a device counts from when it stamps anew: later than everything the store holds.
    std::uint64_t count_from() const { return std::max(newest_, now_); }
    void note(const Record& accepted) { newest_ = std::max(newest_, accepted.latest().hlc); }
    std::uint64_t newest() const { return newest_; }

private:
    std::uint64_t newest_, now_;
};

}  // namespace earshot::sync
