// sync/model/value.hpp: what a field can hold: nothing, a whole number, a text, or a set of texts.
//
// Booleans are 0 and 1, money is in whole units, times are text as CivilTime writes them. There are no fractions:
// numbers in Earshot count people, money and days.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sync/model/stamp.hpp"

namespace earshot::sync {

// A member that was taken out stays, marked absent, so that the removal travels like any other write.
struct SetMember {
    std::string name;
    Stamp stamp;
    bool present = true;

    auto operator<=>(const SetMember&) const = default;
};

struct SetValue {
    std::vector<SetMember> members;  // by name, each once

    auto operator<=>(const SetValue&) const = default;
    std::vector<std::string> present() const;
};

using Value = std::variant<std::monostate, std::int64_t, std::string, SetValue>;

inline bool is_empty(const Value& value) {
    return std::holds_alternative<std::monostate>(value);
}
// Empty text / zero / no set for a value of another type.
std::string_view text_of(const Value& value);
std::int64_t number_of(const Value& value, std::int64_t otherwise = 0);
const SetValue* set_of(const Value& value);
// A set of members yet to be stamped: what an edit writes. Names are sorted, doubles dropped.
Value make_set(std::vector<std::string> names);

}  // namespace earshot::sync
