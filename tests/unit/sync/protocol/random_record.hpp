// Records of every shape the model allows, from a seed.
#pragma once

#include <algorithm>
#include <string>

#include "platform/base/prng.hpp"
#include "platform/base/utf8.hpp"
#include "sync/model/record.hpp"

namespace earshot::test {

inline Id random_id(Prng& chance) {
    std::array<std::uint8_t, 10> bytes{};
    for (std::uint8_t& b : bytes)
        b = static_cast<std::uint8_t>(chance.next());
    return make_uuid7({static_cast<std::int64_t>(1'760'000'000'000 + chance.below(1'000'000'000))}, bytes);
}

inline sync::Stamp random_stamp(Prng& chance) {
    Id device;
    device.bytes[15] = static_cast<std::uint8_t>(1 + chance.below(3));
    return {((std::uint64_t{1'760'000'000'000} + chance.below(50)) << 16) + chance.below(3), device};
}

inline std::string random_text(Prng& chance, std::size_t code_points) {
    constexpr std::array<std::uint32_t, 14> letters{'a',  'Z',  ' ',  '"',    '\\',   '\n',    '\t',
                                                    0x01, 0x7f, 0xe9, 0x2028, 0x3042, 0x1f600, '/'};
    std::string text;
    for (std::size_t n = chance.below(code_points + 1); n > 0; --n)
        append_utf8(text, letters[chance.below(letters.size())]);
    return text;
}

inline sync::Value random_value(Prng& chance, const sync::Field& field) {
    if (chance.chance(0.1)) return {};
    switch (field.type) {
        case sync::FieldType::number:
            return static_cast<std::int64_t>(chance.next()) >> 8;
        case sync::FieldType::boolean:
            return static_cast<std::int64_t>(chance.below(2));
        case sync::FieldType::set: {
            sync::Value value = sync::make_set({random_text(chance, 3), random_text(chance, 3), "tag"});
            for (sync::SetMember& member : std::get<sync::SetValue>(value).members) {
                member.stamp = random_stamp(chance);
                member.present = chance.chance(0.7);
            }
            return value;
        }
        case sync::FieldType::date:
            return std::string("2026-11-0") + static_cast<char>('1' + chance.below(9));
        case sync::FieldType::id:
            return to_text(random_id(chance));
        case sync::FieldType::text:
            break;
    }
    return random_text(chance, 20);
}

inline sync::Record random_record(Prng& chance) {
    constexpr std::array<std::string_view, 4> foreign{"1.50", "[1,{\"a\":null}]", "\"x\"", "true"};
    const auto kind = static_cast<sync::Kind>(chance.below(sync::kind_count + 1));
    sync::Record record = sync::make_record(kind, random_id(chance));
    const sync::Stamp common = random_stamp(chance);
    const auto stamp = [&] { return chance.chance(0.7) ? common : random_stamp(chance); };
    if (kind == sync::Kind::unknown) record.unknown_kind = "hologram";
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        if (chance.chance(0.5)) record.fields[i] = {random_value(chance, sync::table_of(kind).fields[i]), stamp()};
    }
    const bool silent =
        std::all_of(record.fields.begin(), record.fields.end(), [](const auto& f) { return f.stamp.is_never(); });
    if (silent || chance.chance(0.3)) {
        record.unknown.push_back({"aura", std::string(foreign[chance.below(foreign.size())]), stamp()});
        record.unknown.push_back({"zeal", std::string(foreign[chance.below(foreign.size())]), stamp()});
    }
    return record;
}

}  // namespace earshot::test
