// platform/base/id.hpp: the name of a record, 128 bits, made without asking anybody.
//
// Ids are UUIDs (RFC 9562). Records that a person makes get version 7: 48 bits of wall time, then chance, so that ids
// made later sort later and two devices never collide. Records that every device must name alike (the default stages, a
// row of an imported file) get an id computed from their key: version 8, or version 7 where their time is known.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "platform/base/result.hpp"
#include "platform/base/time.hpp"

namespace earshot {

struct Id {
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const Id&) const = default;
    bool is_nil() const { return *this == Id{}; }
};

// The milliseconds since 1970 inside a version 7 id.
std::int64_t time_of(const Id& id);

Id make_uuid7(WallTime now, const std::array<std::uint8_t, 10>& chance);
// The same key gives the same id on every machine.
Id make_named_id(std::string_view name_space, std::string_view key);
// As make_named_id, with the time of what it names in front, so that it sorts among version 7 ids.
Id make_named_uuid7(WallTime time, std::string_view name_space, std::string_view key);

// "0198f0a1-b2c3-7d4e-8f00-0123456789ab"
std::string to_text(const Id& id);
// Reads the form above, upper or lower case, with or without hyphens.
Result<Id> parse_id(std::string_view text);

}  // namespace earshot

template <>
struct std::hash<earshot::Id> {
    std::size_t operator()(const earshot::Id& id) const noexcept;
};
