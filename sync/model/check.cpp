#include "sync/model/check.hpp"

#include <algorithm>

#include "platform/base/utf8.hpp"
#include "sync/model/erasure.hpp"
#include "sync/model/tables.hpp"

namespace earshot::sync {
namespace {

constexpr std::int64_t text_bytes_default = 4'096;
constexpr std::int64_t number_default = 1'000'000'000'000'000;
constexpr std::size_t set_members_most = 256;

Error breaks(const Field& field, std::string rule) {
    return {Errc::invalid, std::string(field.name) + ": " + std::move(rule)};
}

template <std::size_t N>
std::string list_of(const std::array<std::string_view, N>& words) {
    std::string list;
    for (const std::string_view word : words)
        list += (list.empty() ? "" : ", ") + std::string(word);
    return list;
}

Result<void> check_text(const Field& field, std::string_view text) {
    const std::int64_t most = field.most > 0 ? field.most : text_bytes_default;
    if (static_cast<std::int64_t>(text.size()) > most) {
        return breaks(
            field, "is too long: " + std::to_string(text.size()) + " bytes, at most " + std::to_string(most) + " fit");
    }
    if (const std::size_t at = find_invalid_utf8(text); at != std::string_view::npos) {
        return breaks(field, "is not valid UTF-8 text at byte " + std::to_string(at));
    }
    if (text.find('\0') != std::string_view::npos) return breaks(field, "contains a zero byte");
    return {};
}

Result<void> check_number(const Field& field, std::int64_t number) {
    const bool boolean = field.type == FieldType::boolean;
    const std::int64_t least = boolean ? 0 : field.most > 0 ? field.least : -number_default;
    const std::int64_t most = boolean ? 1 : field.most > 0 ? field.most : number_default;
    if (number < least || number > most) {
        return breaks(field, std::to_string(number) + " is not between " + std::to_string(least) + " and " +
                                 std::to_string(most));
    }
    return {};
}

Result<void> check_set(const Field& field, const SetValue& set) {
    if (set.members.size() > set_members_most) {
        return breaks(field, "has too many members, at most " + std::to_string(set_members_most));
    }
    for (std::size_t i = 0; i < set.members.size(); ++i) {
        EARSHOT_CHECK(check_text(field, set.members[i].name));
        if (i > 0 && set.members[i - 1].name >= set.members[i].name)
            return breaks(field, "members must be sorted and appear once");
    }
    return {};
}

// Words from a fixed list.
Result<void> check_choice(const Field& field, std::string_view text, bool is_known, const std::string& choices) {
    if (is_known) return {};
    return breaks(field, "\"" + std::string(utf8_prefix(text, 40)) + "\" is not one of " + choices);
}

Result<void> check_story_choices(const Record& story) {
    const std::string_view kind = story.text(story::kind), source = story.text(story::source);
    if (!kind.empty()) {
        const bool known = std::find(story_kinds.begin(), story_kinds.end(), kind) != story_kinds.end();
        EARSHOT_CHECK(check_choice(story_fields[story::kind], kind, known, list_of(story_kinds)));
    }
    if (!source.empty()) {
        const bool known = std::find(story_sources.begin(), story_sources.end(), source) != story_sources.end();
        EARSHOT_CHECK(check_choice(story_fields[story::source], source, known, list_of(story_sources)));
    }
    return {};
}

bool is_fingerprint(std::string_view text) {
    return text.size() == fingerprint_digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// What an erasure names is in its id, so that no later write can make it name something else.
Result<void> check_erasure(const Record& erasure) {
    if (erasure.is_deleted()) return breaks(deleted_field, "what was erased cannot come back, so an erasure stays");
    if (erasure.speaks_of(erasure::record)) {
        const auto record = parse_id(erasure.text(erasure::record));
        if (!record || erasure.id != erasure_id_of_record(*record))
            return breaks(erasure_fields[erasure::record], "is not the record that this erasure was made for");
    }
    if (erasure.speaks_of(erasure::salt) || erasure.speaks_of(erasure::customer_hash)) {
        const std::string_view salt = erasure.text(erasure::salt), hash = erasure.text(erasure::customer_hash);
        if (!is_fingerprint(salt) || !is_fingerprint(hash) || erasure.id != erasure_id_of_customer(salt, hash)) {
            return breaks(erasure_fields[erasure::customer_hash], "is not the customer that this erasure was made for");
        }
    }
    return {};
}

}  // namespace

Result<void> check_value(const Field& field, const Value& value) {
    if (is_empty(value)) return {};
    switch (field.type) {
        case FieldType::number:
        case FieldType::boolean: {
            const auto* number = std::get_if<std::int64_t>(&value);
            if (!number) return breaks(field, "must be a whole number");
            return check_number(field, *number);
        }
        case FieldType::set: {
            const SetValue* set = set_of(value);
            if (!set) return breaks(field, "must be a set of texts");
            return check_set(field, *set);
        }
        case FieldType::text:
        case FieldType::date:
        case FieldType::id:
            break;
    }
    const auto* text = std::get_if<std::string>(&value);
    if (!text) return breaks(field, "must be text");
    EARSHOT_CHECK(check_text(field, *text));
    if (text->empty() || field.type == FieldType::text) return {};
    if (field.type == FieldType::date) {
        if (auto date = parse_civil(*text); !date) return breaks(field, date.error().message);
    } else if (auto id = parse_id(*text); !id) {
        return breaks(field, id.error().message);
    } else if (to_text(*id) != *text) {
        // Stores look for the text: two spellings would be two records.
        return breaks(field, "an id must be written with small letters and hyphens: " + to_text(*id));
    }
    return {};
}

Result<void> check_record(const Record& record) {
    if (record.id.is_nil()) return Error{Errc::invalid, "the record has no id"};
    if (record.kind == Kind::unknown) return {};
    const KindTable& table = table_of(record.kind);
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        if (!record.fields[i].stamp.is_never()) EARSHOT_CHECK(check_value(table.fields[i], record.fields[i].value));
    }
    if (record.kind == Kind::erasure) return check_erasure(record);
    return record.kind == Kind::story ? check_story_choices(record) : Result<void>{};
}

Result<void> check_edit(const Edit& edit) {
    Record record = make_record(edit.kind, edit.id);
    for (const auto& [field, value] : edit.writes)
        record.fields[field] = {value, {1, {}}};
    return check_record(record);
}

Result<void> check_new_story(const Record& story) {
    if (story.text(story::kind).empty()) {
        return Error{Errc::invalid, "kind: choose one of " + list_of(story_kinds)};
    }
    const std::string_view words = story.text(story::words);
    if (words.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        return Error{Errc::invalid, "words: the customer's words are missing"};
    }
    return {};
}

}  // namespace earshot::sync
