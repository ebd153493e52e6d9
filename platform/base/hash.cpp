#include "platform/base/hash.hpp"

namespace earshot {
namespace {

__extension__ typedef unsigned __int128 Wide;  // NOLINT(modernize-use-using): __extension__ needs a typedef

}  // namespace

std::uint64_t fnv1a_64(std::string_view bytes) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : bytes) {
        hash ^= static_cast<std::uint8_t>(c);
        hash *= 0x100000001b3U;
    }
    return hash;
}

std::array<std::uint8_t, 16> fnv1a_128(std::string_view bytes) {
    Wide hash = (static_cast<Wide>(0x6c62272e07bb0142U) << 64) | 0x62b821756295c58dU;
    const Wide prime = (static_cast<Wide>(0x0000000001000000U) << 64) | 0x13bU;
    for (const char c : bytes) {
        hash ^= static_cast<std::uint8_t>(c);
        hash *= prime;
    }
    std::array<std::uint8_t, 16> out{};
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = static_cast<std::uint8_t>(hash >> (120 - 8 * i));
    return out;
}

}  // namespace earshot
