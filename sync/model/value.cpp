#include "sync/model/value.hpp"

#include <algorithm>

namespace earshot::sync {

std::vector<std::string> SetValue::present() const {
    std::vector<std::string> names;
    for (const SetMember& member : members) {
        if (member.present) names.push_back(member.name);
    }
    return names;
}

std::string_view text_of(const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text ? std::string_view(*text) : std::string_view();
}

std::int64_t number_of(const Value& value, std::int64_t otherwise) {
    const auto* number = std::get_if<std::int64_t>(&value);
    return number ? *number : otherwise;
}

const SetValue* set_of(const Value& value) {
    return std::get_if<SetValue>(&value);
}

Value make_set(std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    SetValue set;
    for (std::string& name : names)
        set.members.push_back({std::move(name), {}, true});
    return set;
}

}  // namespace earshot::sync
