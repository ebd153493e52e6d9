// platform/base/hash.hpp: FNV-1a, a quick hash that is the same on every machine (draft-eastlake-fnv).
//
// For names and tables, never for secrets: anyone can find two texts with the same hash. Content and tokens use
// SHA-256.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace earshot {

std::uint64_t fnv1a_64(std::string_view bytes);
// Big-endian bytes of the 128-bit hash.
std::array<std::uint8_t, 16> fnv1a_128(std::string_view bytes);

}  // namespace earshot
