// sync/model/stamp.hpp: when a field was written, in an order all devices agree on without asking each other.
//
// A hybrid logical clock (Kulkarni, Demirbas, Madappa, Avva, Leone 2014): 48 bits of wall milliseconds and a 16-bit
// counter, so a stamp is close to real time, later writes on one device are always larger, and a write made after
// seeing another is larger than that other even when this device's clock is behind. The device id settles ties.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/base/id.hpp"

namespace earshot::sync {

struct Stamp {
    std::uint64_t hlc = 0;  // 0: never written
    Id device;

    auto operator<=>(const Stamp&) const = default;
    bool is_never() const { return hlc == 0; }
    WallTime wall() const { return {static_cast<std::int64_t>(hlc >> 16)}; }
};

// The smallest clock value of a moment.
constexpr std::uint64_t clock_at(WallTime wall) {
    return wall.unix_ms < 0 ? 0 : static_cast<std::uint64_t>(wall.unix_ms) << 16;
}
// How far ahead of the shared store a stamp may be: clocks set by hand are this wrong, and do no harm.
inline constexpr Duration stamp_ahead_most{5 * 60'000};

// "019a4f2e11a00003@0198f0a1b2c37d4e8f000123456789ab": 16 digits of clock, 32 of device.
std::string to_text(const Stamp& stamp);
Result<Stamp> parse_stamp(std::string_view text);

class HybridClock {
public:
    // `last` is the largest clock value this device has written or seen before (kept by the store).
    explicit HybridClock(std::uint64_t last = 0) : last_(last) {}

    // Larger than every value given out or observed before.
    std::uint64_t next(WallTime now);
    // Call with every value that arrives from elsewhere.
    void observe(std::uint64_t seen);
    std::uint64_t last() const { return last_; }

private:
    std::uint64_t last_;
};

}  // namespace earshot::sync
