#include "platform/base/id.hpp"

#include <algorithm>
#include <cstring>

#include "platform/base/hash.hpp"

namespace earshot {
namespace {

void set_version(Id& id, std::uint8_t version) {
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | (version << 4));
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
}

void set_time(Id& id, WallTime time) {
    const auto ms = static_cast<std::uint64_t>(std::max<std::int64_t>(time.unix_ms, 0));
    for (std::size_t i = 0; i < 6; ++i)
        id.bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::int64_t time_of(const Id& id) {
    std::int64_t ms = 0;
    for (std::size_t i = 0; i < 6; ++i)
        ms = ms << 8 | id.bytes[i];
    return ms;
}

Id make_uuid7(WallTime now, const std::array<std::uint8_t, 10>& chance) {
    Id id;
    std::copy(chance.begin(), chance.end(), id.bytes.begin() + 6);
    set_time(id, now);
    set_version(id, 7);
    return id;
}

Id make_named_id(std::string_view name_space, std::string_view key) {
    std::string name(name_space);
    name += '\0';
    name += key;
    Id id{fnv1a_128(name)};
    set_version(id, 8);
    return id;
}

Id make_named_uuid7(WallTime time, std::string_view name_space, std::string_view key) {
    Id id = make_named_id(name_space, key);
    set_time(id, time);
    set_version(id, 7);
    return id;
}

std::string to_text(const Id& id) {
    static constexpr char hex[] = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    for (std::size_t i = 0; i < id.bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        text += hex[id.bytes[i] >> 4];
        text += hex[id.bytes[i] & 0x0f];
    }
    return text;
}

Result<Id> parse_id(std::string_view text) {
    Id id;
    std::size_t nibbles = 0;
    for (const char c : text) {
        if (c == '-') continue;
        const int value = hex_value(c);
        if (value < 0 || nibbles == 32) break;
        id.bytes[nibbles / 2] = static_cast<std::uint8_t>(id.bytes[nibbles / 2] << 4 | value);
        nibbles += 1;
    }
    const bool length_right = text.size() == 36 || text.size() == 32;
    if (nibbles != 32 || !length_right) {
        return Error{Errc::invalid,
                     "\"" + std::string(text.substr(0, 60)) + "\" is not an id. An id has 32 digits 0-9 and a-f."};
    }
    return id;
}

}  // namespace earshot

std::size_t std::hash<earshot::Id>::operator()(const earshot::Id& id) const noexcept {
    std::uint64_t high = 0, low = 0;
    std::memcpy(&high, id.bytes.data(), 8);
    std::memcpy(&low, id.bytes.data() + 8, 8);
    return static_cast<std::size_t>(high * 0x9e3779b97f4a7c15U ^ low);
}
