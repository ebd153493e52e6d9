#include "sync/model/stamp.hpp"

#include <algorithm>

namespace earshot::sync {
namespace {

constexpr std::string_view hex = "0123456789abcdef";

Error bad_stamp(std::string_view text) {
    return {Errc::invalid,
            "\"" + std::string(text.substr(0, 60)) + "\" is not a stamp: 16 digits, @, and a device id are needed"};
}

}  // namespace

std::string to_text(const Stamp& stamp) {
    std::string text;
    text.reserve(49);
    for (int shift = 60; shift >= 0; shift -= 4)
        text += hex[stamp.hlc >> shift & 15];
    text += '@';
    for (const std::uint8_t b : stamp.device.bytes) {
        text += hex[b >> 4];
        text += hex[b & 15];
    }
    return text;
}

Result<Stamp> parse_stamp(std::string_view text) {
    if (text.size() != 49 || text[16] != '@') return bad_stamp(text);
    Stamp stamp;
    for (std::size_t i = 0; i < 16; ++i) {
        const std::size_t digit = hex.find(text[i]);
        if (digit == std::string_view::npos) return bad_stamp(text);
        stamp.hlc = stamp.hlc << 4 | digit;
    }
    for (std::size_t i = 0; i < 16; ++i) {
        const std::size_t high = hex.find(text[17 + 2 * i]), low = hex.find(text[18 + 2 * i]);
        if (high == std::string_view::npos || low == std::string_view::npos) return bad_stamp(text);
        stamp.device.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    return stamp;
}

std::uint64_t HybridClock::next(WallTime now) {
    const auto wall = static_cast<std::uint64_t>(std::max<std::int64_t>(now.unix_ms, 0)) << 16;
    last_ = std::max(last_ + 1, wall);  // A full counter carries into the milliseconds: still larger, still in order.
    return last_;
}

void HybridClock::observe(std::uint64_t seen) {
    last_ = std::max(last_, seen);
}

}  // namespace earshot::sync
