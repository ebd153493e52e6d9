#include "sync/portable/field_json.hpp"

namespace earshot::sync {

namespace {

Error wrong_type(const Field& field, std::string_view wanted) {
    return {Errc::invalid, std::string(field.name) + ": must be " + std::string(wanted)};
}

}  // namespace

void write_field(JsonWriter& json, const Field& field, const Value& value) {
    if (field.type == FieldType::set) {
        const SetValue* set = set_of(value);
        const auto members = set ? set->present() : std::vector<std::string>{};
        if (!members.empty()) json.texts(field.name, members);
    } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
        if (field.type == FieldType::boolean) {
            json.truth(field.name, *number == 1);
        } else {
            json.number(field.name, *number);
        }
    } else if (!text_of(value).empty()) {
        json.text(field.name, text_of(value));
    }
}

Result<Value> value_from_json(const Field& field, yyjson_val* json) {
    if (yyjson_is_null(json)) return Value{};
    switch (field.type) {
        case FieldType::number:
            if (!yyjson_is_int(json)) return wrong_type(field, "a whole number");
            return Value{yyjson_get_sint(json)};
        case FieldType::boolean:
            if (!yyjson_is_bool(json)) return wrong_type(field, "true or false");
            return Value{std::int64_t{yyjson_get_bool(json) ? 1 : 0}};
        case FieldType::set: {
            if (!yyjson_is_arr(json)) return wrong_type(field, "a list of texts");
            std::vector<std::string> members;
            std::size_t index = 0, count = 0;
            yyjson_val* member = nullptr;
            yyjson_arr_foreach(json, index, count, member) {
                if (!yyjson_is_str(member)) return wrong_type(field, "a list of texts");
                members.emplace_back(yyjson_get_str(member), yyjson_get_len(member));
            }
            return make_set(std::move(members));
        }
        case FieldType::text:
        case FieldType::date:
        case FieldType::id:
            break;
    }
    if (!yyjson_is_str(json)) return wrong_type(field, "a text");
    return Value{std::string(yyjson_get_str(json), yyjson_get_len(json))};
}

}  // namespace earshot::sync
