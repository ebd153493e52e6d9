#include "sync/portable/field_text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"

namespace earshot::sync {
namespace {

Error not_a(const Field& field, std::string_view text, std::string_view rule) {
    return {Errc::invalid,
            std::string(field.name) + ": \"" + std::string(utf8_prefix(text, 40)) + "\" is not " + std::string(rule)};
}

// "4", "-3", "4.0": spreadsheets write whole numbers with a fraction of zeros.
std::optional<std::int64_t> whole_number(std::string_view text) {
    if (const std::size_t point = text.find('.'); point != std::string_view::npos) {
        if (point + 1 == text.size() || text.find_first_not_of('0', point + 1) != std::string_view::npos) return {};
        text = text.substr(0, point);
    }
    std::int64_t number = 0;
    const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (trouble != std::errc() || end != text.data() + text.size()) return {};
    return number;
}

std::optional<std::int64_t> truth(std::string_view text) {
    const std::string word = lower_ascii(text);
    if (word == "true" || word == "yes" || word == "y" || word == "1") return 1;
    if (word == "false" || word == "no" || word == "n" || word == "0") return 0;
    return {};
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::vector<std::string> members_of(std::string_view text) {
    std::vector<std::string> members;
    std::string member;
    std::size_t kept = 0;  // What stands before this was escaped or is no blank; blanks after it belong to nobody.
    const auto finish = [&] {
        member.resize(kept);
        if (!member.empty()) members.push_back(std::move(member));
        member.clear();
        kept = 0;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = i + 1 < text.size() ? text[i + 1] : 'x';
        if (text[i] == '\\' && (next == ';' || next == '\\' || is_blank(next))) {
            member += text[++i];
            kept = member.size();
        } else if (text[i] == ';') {
            finish();
        } else if (!is_blank(text[i]) || kept > 0) {
            member += text[i];
            if (!is_blank(text[i])) kept = member.size();
        }
    }
    finish();
    return members;
}

std::string joined(const std::vector<std::string>& members) {
    std::string text;
    for (const std::string& member : members) {
        if (!text.empty()) text += "; ";
        for (std::size_t i = 0; i < member.size(); ++i) {
            const bool at_an_end = i == 0 || i + 1 == member.size();
            if (member[i] == ';' || member[i] == '\\' || (at_an_end && is_blank(member[i]))) text += '\\';
            text += member[i];
        }
    }
    return text;
}

}  // namespace

Result<Value> value_from_text(const Field& field, std::string_view text) {
    const std::string_view core = trimmed(text);
    if (text.empty() || (core.empty() && field.type != FieldType::text)) return Value{};
    switch (field.type) {
        case FieldType::number:
            if (const auto number = whole_number(core)) return Value{*number};
            return not_a(field, core, "a whole number");
        case FieldType::boolean:
            if (const auto value = truth(core)) return Value{*value};
            return not_a(field, core, "true or false");
        case FieldType::date: {
            const auto date = parse_civil(core);
            if (!date) return not_a(field, core, "a date; write it as 2026-11-03 or 2026-11-03T11:20");
            return Value{to_text(*date)};
        }
        case FieldType::set:
            return make_set(members_of(text));
        case FieldType::id: {
            const auto id = parse_id(core);
            if (!id) return not_a(field, core, "an id");
            return Value{to_text(*id)};
        }
        case FieldType::text:
            break;
    }
    return Value{std::string(text)};
}

std::string text_of_value(const Field& field, const Value& value) {
    if (const SetValue* set = set_of(value)) return joined(set->present());
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        if (field.type == FieldType::boolean) return *number == 1 ? "true" : "false";
        return std::to_string(*number);
    }
    return std::string(text_of(value));
}

}  // namespace earshot::sync
