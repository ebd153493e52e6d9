#include "sync/protocol/record_codec.hpp"

#include <algorithm>

#include "sync/protocol/json_place.hpp"
#include "sync/protocol/json_text.hpp"
#include "sync/protocol/limits.hpp"

namespace earshot::sync {
namespace {

// A clock value past this is no time anybody will live to see; refusing it keeps every counter far from its end.
constexpr std::uint64_t clock_end = std::uint64_t{1} << 63;

// ---- writing -------------------------------------------------------------------------------------------------------

// Calls visit(name, stamp, write_value) for every written field, in table order and then by name.
template <class Visit>
void visit_fields(const Record& record, Visit visit) {
    if (record.kind != Kind::unknown) {
        const KindTable& table = table_of(record.kind);
        for (std::size_t i = 0; i < record.fields.size(); ++i) {
            const FieldState& state = record.fields[i];
            if (state.stamp.is_never()) continue;
            const Field& field = table.fields[i];
            visit(field.name, state.stamp, [&](std::string& out) { append_value(out, field.type, state.value); });
        }
    }
    for (const UnknownField& field : record.unknown)
        visit(std::string_view(field.name), field.stamp, [&](std::string& out) { out += field.json; });
}

// The stamp most fields share, the later one where two are shared alike: what makes the text shortest.
Stamp commonest_stamp(const Record& record) {
    std::vector<std::pair<Stamp, int>> counted;
    visit_fields(record, [&](std::string_view, const Stamp& stamp, const auto&) {
        const auto at =
            std::find_if(counted.begin(), counted.end(), [&](const auto& entry) { return entry.first == stamp; });
        if (at == counted.end()) {
            counted.emplace_back(stamp, 1);
        } else {
            ++at->second;
        }
    });
    const auto best = std::max_element(counted.begin(), counted.end(), [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second < b.second : a.first < b.first;
    });
    return best == counted.end() ? Stamp{} : best->first;
}

void append_stamp(std::string& out, const Stamp& stamp) {
    out += '"';
    out += to_text(stamp);
    out += '"';
}

void append_set(std::string& out, const SetValue& set) {
    out += '[';
    for (const SetMember& member : set.members) {
        if (&member != set.members.data()) out += ',';
        out += '[';
        append_json_string(out, member.name);
        out += ',';
        append_stamp(out, member.stamp);
        out += ',';
        append_json_boolean(out, member.present);
        out += ']';
    }
    out += ']';
}

// ---- reading -------------------------------------------------------------------------------------------------------

bool is_name(std::string_view name) {
    if (name.empty() || name.size() > name_bytes_max) return false;
    return std::all_of(name.begin(), name.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

Result<Stamp> read_stamp(const Place& place) {
    EARSHOT_TRY(const std::string_view text, place.text());
    const auto stamp = parse_stamp(text);
    if (!stamp) return place.error(stamp.error().message);
    if (stamp->is_never()) return place.error("is the stamp of a write that never was");
    if (stamp->hlc >= clock_end) return place.error("is a time beyond the year 6400");
    return *stamp;
}

Result<Value> read_set(const Place& place) {
    EARSHOT_CHECK(place.need_array());
    SetValue set;
    std::size_t index = 0, count = 0;
    yyjson_val* item = nullptr;
    set.members.reserve(yyjson_arr_size(place.value()));
    yyjson_arr_foreach(place.value(), index, count, item) {
        const Place member(place, index, item);
        if (yyjson_arr_size(item) != 3) return member.error("must be a list of name, stamp and true or false");
        EARSHOT_TRY(const std::string_view name, Place(member, std::size_t{0}, yyjson_arr_get(item, 0)).text());
        EARSHOT_TRY(const Stamp stamp, read_stamp(Place(member, 1, yyjson_arr_get(item, 1))));
        EARSHOT_TRY(const bool present, Place(member, 2, yyjson_arr_get(item, 2)).boolean());
        if (!set.members.empty() && set.members.back().name >= name) {
            return member.error("members must be sorted by their bytes and appear once");
        }
        set.members.push_back({std::string(name), stamp, present});
    }
    return Value(std::move(set));
}

Result<Value> read_value(const Place& place, FieldType type) {
    if (yyjson_is_null(place.value())) return Value();
    switch (type) {
        case FieldType::number: {
            EARSHOT_TRY(const std::int64_t number, place.number());
            return Value(number);
        }
        case FieldType::boolean: {
            EARSHOT_TRY(const bool truth, place.boolean());
            return Value(std::int64_t{truth});
        }
        case FieldType::set:
            return read_set(place);
        case FieldType::text:
        case FieldType::date:
        case FieldType::id:
            break;
    }
    EARSHOT_TRY(const std::string_view text, place.text());
    return Value(std::string(text));
}

Result<void> read_known_field(const Place& place, const Field& field, const Stamp& stamp, FieldState& state) {
    if (!state.stamp.is_never()) return place.error("appears twice");
    EARSHOT_TRY(state.value, read_value(place, field.type));
    state.stamp = stamp;
    return {};
}

Result<void> read_unknown_field(const Place& place, std::string_view name, const Stamp& stamp, Record& record) {
    if (!is_name(name)) return place.error("is not a name of a field: a-z, 0-9 and _ make names");
    if (record.unknown.size() == unknown_fields_most) return place.error("is one unknown field too many");
    EARSHOT_TRY(std::string json, place.json());
    record.unknown.push_back({std::string(name), std::move(json), stamp});
    return {};
}

// Where the stamps of a record are: one for all, and those that differ.
struct Stamps {
    Stamp common;
    const Place& own;  // the object "stamps"; without a value when there is none
    std::size_t used = 0;

    Result<Stamp> of(std::string_view field) {
        const Place place = own.member(field);
        if (place.is_missing()) return common;
        ++used;
        return read_stamp(place);
    }
};

Result<void> read_fields(const Place& fields, Stamps& stamps, Record& record) {
    const KindTable* const table = record.kind == Kind::unknown ? nullptr : &table_of(record.kind);
    std::size_t index = 0, count = 0;
    yyjson_val *key = nullptr, *value = nullptr;
    yyjson_obj_foreach(fields.value(), index, count, key, value) {
        const std::string_view name(yyjson_get_str(key), yyjson_get_len(key));
        const Place place(fields, name, value);
        EARSHOT_TRY(const Stamp stamp, stamps.of(name));
        const std::optional<FieldNumber> number = table ? table->find(name) : std::nullopt;
        if (number) {
            EARSHOT_CHECK(read_known_field(place, table->fields[*number], stamp, record.fields[*number]));
        } else {
            EARSHOT_CHECK(read_unknown_field(place, name, stamp, record));
        }
    }
    std::sort(record.unknown.begin(), record.unknown.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    const auto twice = std::adjacent_find(record.unknown.begin(), record.unknown.end(),
                                          [](const auto& a, const auto& b) { return a.name == b.name; });
    if (twice != record.unknown.end()) return fields.member(twice->name).error("appears twice");
    return {};
}

Result<void> need_no_other_members(const Place& place) {
    std::size_t index = 0, count = 0;
    yyjson_val *key = nullptr, *value = nullptr;
    yyjson_obj_foreach(place.value(), index, count, key, value) {
        const std::string_view name(yyjson_get_str(key), yyjson_get_len(key));
        if (name != "kind" && name != "id" && name != "stamp" && name != "fields" && name != "stamps") {
            return Place(place, name, value).error("is not a member of a record");
        }
    }
    return {};
}

}  // namespace

void append_value(std::string& out, FieldType type, const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        append_json_string(out, *text);
    } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
        if (type == FieldType::boolean) {
            append_json_boolean(out, *number != 0);
        } else {
            append_json_number(out, *number);
        }
    } else if (const SetValue* set = set_of(value)) {
        append_set(out, *set);
    } else {
        out += "null";
    }
}

void append_record(std::string& out, const Record& record) {
    const Stamp common = commonest_stamp(record);
    out += "{\"kind\":";
    append_json_string(out, record.kind_name());
    out += ",\"id\":\"";
    out += to_text(record.id);
    out += "\",\"stamp\":";
    append_stamp(out, common);
    out += ",\"fields\":{";
    bool first = true;
    visit_fields(record, [&](std::string_view name, const Stamp&, const auto& append) {
        if (!first) out += ',';
        first = false;
        append_json_string(out, name);
        out += ':';
        append(out);
    });
    out += '}';
    first = true;
    visit_fields(record, [&](std::string_view name, const Stamp& stamp, const auto&) {
        if (stamp == common) return;
        out += first ? ",\"stamps\":{" : ",";
        first = false;
        append_json_string(out, name);
        out += ':';
        append_stamp(out, stamp);
    });
    if (!first) out += '}';
    out += '}';
}

Result<Record> decode_record(const Place& place) {
    EARSHOT_CHECK(place.need_object());
    const Place id_place = place.member("id"), kind_place = place.member("kind");
    EARSHOT_TRY(const std::string_view id_text, id_place.text());
    const auto id = parse_id(id_text);
    if (!id) return id_place.error(id.error().message);
    if (id->is_nil()) return id_place.error("is the empty id");
    EARSHOT_TRY(const std::string_view kind_name, kind_place.text());
    if (!is_name(kind_name)) return kind_place.error("is not a name of a kind: a-z, 0-9 and _ make names");
    EARSHOT_TRY(const Stamp common, read_stamp(place.member("stamp")));
    const Place own = place.member("stamps"), fields = place.member("fields");
    if (!own.is_missing()) EARSHOT_CHECK(own.need_object());
    EARSHOT_CHECK(fields.need_object());
    EARSHOT_CHECK(need_no_other_members(place));

    Record record = make_record(kind_named(kind_name), *id);
    if (record.kind == Kind::unknown) record.unknown_kind = kind_name;
    Stamps stamps{common, own};
    EARSHOT_CHECK(read_fields(fields, stamps, record));
    if (stamps.used != yyjson_obj_size(own.value())) return own.error("names a field that \"fields\" does not have");
    if (says_nothing(record)) return fields.error("says nothing");
    return record;
}

Result<Record> decode_record(std::string json) {
    EARSHOT_TRY(const Json document, Json::parse(std::move(json)));
    return decode_record(Place(document.root()));
}

Record without_personal_fields(const Record& record) {
    Record plain = record;
    if (plain.kind == Kind::unknown) return plain;
    const KindTable& table = table_of(plain.kind);
    for (std::size_t i = 0; i < plain.fields.size(); ++i) {
        if (table.fields[i].use == Use::personal) plain.fields[i] = {};
    }
    return plain;
}

bool speaks_of_personal_fields(const Record& record) {
    if (record.kind == Kind::unknown) return false;
    const KindTable& table = table_of(record.kind);
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        if (table.fields[i].use == Use::personal && !record.fields[i].stamp.is_never()) return true;
    }
    return false;
}

bool says_nothing(const Record& record) {
    return record.unknown.empty() && std::all_of(record.fields.begin(), record.fields.end(),
                                                 [](const FieldState& field) { return field.stamp.is_never(); });
}

}  // namespace earshot::sync
