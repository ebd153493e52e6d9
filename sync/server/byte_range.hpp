// sync/server/byte_range.hpp: one range of a Range header (RFC 9110, section 14.1.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace earshot::sync {

// first > last: nothing of the range lies inside.
struct ByteRange {
    std::uint64_t first = 0, last = 0;

    bool is_outside() const { return first > last; }
};

// What of `length` bytes the header asks for. Empty for what asks for everything: no header, several ranges, other
// units, and what cannot be read, which the standard wants passed over.
std::optional<ByteRange> parse_range(std::string_view header, std::uint64_t length);

}  // namespace earshot::sync
