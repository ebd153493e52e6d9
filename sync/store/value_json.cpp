#include "sync/store/value_json.hpp"

#include <cstdlib>
#include <memory>

#include <yyjson.h>

namespace earshot::sync {
namespace {

struct FreeDocument {
    void operator()(yyjson_doc* document) const { yyjson_doc_free(document); }
    void operator()(yyjson_mut_doc* document) const { yyjson_mut_doc_free(document); }
};
using Document = std::unique_ptr<yyjson_doc, FreeDocument>;
using NewDocument = std::unique_ptr<yyjson_mut_doc, FreeDocument>;

Document parse(std::string_view json) {
    return Document(yyjson_read(json.data(), json.size(), YYJSON_READ_NOFLAG));
}

std::string write(const NewDocument& document) {
    std::size_t length = 0;
    char* text = yyjson_mut_write(document.get(), YYJSON_WRITE_NOFLAG, &length);
    EARSHOT_ASSERT(text != nullptr);
    std::string json(text, length);
    std::free(text);
    return json;
}

yyjson_mut_val* text_in(const NewDocument& document, std::string_view text) {
    return yyjson_mut_strncpy(document.get(), text.data(), text.size());
}

std::string_view text_of(yyjson_val* value) {
    return {yyjson_get_str(value), yyjson_get_len(value)};
}

std::optional<Stamp> stamp_of(yyjson_val* value) {
    if (!yyjson_is_str(value)) return std::nullopt;
    const auto stamp = parse_stamp(text_of(value));
    if (!stamp) return std::nullopt;
    return *stamp;
}

std::optional<SetMember> member_of(yyjson_val* item, const Stamp& field_stamp) {
    if (yyjson_is_str(item)) return SetMember{std::string(text_of(item)), field_stamp, true};
    yyjson_val* name = yyjson_arr_get(item, 0);
    yyjson_val* present = yyjson_arr_get(item, 2);
    const auto stamp = stamp_of(yyjson_arr_get(item, 1));
    if (yyjson_arr_size(item) != 3 || !yyjson_is_str(name) || !stamp || !yyjson_is_bool(present)) return std::nullopt;
    return SetMember{std::string(text_of(name)), *stamp, yyjson_get_bool(present)};
}

std::optional<SetValue> set_of_array(yyjson_val* array, const Stamp& field_stamp) {
    if (!yyjson_is_arr(array)) return std::nullopt;
    SetValue set;
    std::size_t index = 0, count = 0;
    yyjson_val* item = nullptr;
    yyjson_arr_foreach(array, index, count, item) {
        auto member = member_of(item, field_stamp);
        const bool in_order = set.members.empty() || (member && set.members.back().name < member->name);
        if (!member || !in_order) return std::nullopt;
        set.members.push_back(std::move(*member));
    }
    return set;
}

}  // namespace

std::string set_to_json(const SetValue& set, const Stamp& field_stamp) {
    const NewDocument document(yyjson_mut_doc_new(nullptr));
    yyjson_mut_val* array = yyjson_mut_arr(document.get());
    yyjson_mut_doc_set_root(document.get(), array);
    for (const SetMember& member : set.members) {
        if (member.present && member.stamp == field_stamp) {
            yyjson_mut_arr_append(array, text_in(document, member.name));
            continue;
        }
        yyjson_mut_val* item = yyjson_mut_arr_add_arr(document.get(), array);
        yyjson_mut_arr_append(item, text_in(document, member.name));
        yyjson_mut_arr_append(item, text_in(document, to_text(member.stamp)));
        yyjson_mut_arr_add_bool(document.get(), item, member.present);
    }
    return write(document);
}

std::optional<SetValue> set_from_json(std::string_view json, const Stamp& field_stamp) {
    const Document document = parse(json);
    return document ? set_of_array(yyjson_doc_get_root(document.get()), field_stamp) : std::nullopt;
}

std::string unknown_to_json(const std::vector<UnknownField>& fields) {
    const NewDocument document(yyjson_mut_doc_new(nullptr));
    yyjson_mut_val* array = yyjson_mut_arr(document.get());
    yyjson_mut_doc_set_root(document.get(), array);
    for (const UnknownField& field : fields) {
        yyjson_mut_val* item = yyjson_mut_arr_add_arr(document.get(), array);
        yyjson_mut_arr_append(item, text_in(document, field.name));
        yyjson_mut_arr_append(item, text_in(document, to_text(field.stamp)));
        yyjson_mut_arr_append(item, text_in(document, field.json));
    }
    return write(document);
}

std::optional<std::vector<UnknownField>> unknown_from_json(std::string_view json) {
    const Document document = parse(json);
    yyjson_val* array = yyjson_doc_get_root(document.get());
    if (!yyjson_is_arr(array)) return std::nullopt;
    std::vector<UnknownField> fields;
    std::size_t index = 0, count = 0;
    yyjson_val* item = nullptr;
    yyjson_arr_foreach(array, index, count, item) {
        yyjson_val* name = yyjson_arr_get(item, 0);
        yyjson_val* value = yyjson_arr_get(item, 2);
        const auto stamp = stamp_of(yyjson_arr_get(item, 1));
        if (!yyjson_is_str(name) || !stamp || !yyjson_is_str(value)) return std::nullopt;
        fields.push_back({std::string(text_of(name)), std::string(text_of(value)), *stamp});
    }
    return fields;
}

std::optional<Value> value_from_json(FieldType type, std::string_view json, const Stamp& stamp) {
    const Document document = parse(json);
    yyjson_val* root = yyjson_doc_get_root(document.get());
    if (!root) return std::nullopt;
    if (yyjson_is_null(root)) return Value();
    switch (type) {
        case FieldType::number:
            if (yyjson_is_sint(root)) return Value(yyjson_get_sint(root));
            if (yyjson_is_uint(root) && yyjson_get_uint(root) <= INT64_MAX) return Value(yyjson_get_sint(root));
            return std::nullopt;
        case FieldType::boolean:
            if (yyjson_is_bool(root)) return Value(std::int64_t{yyjson_get_bool(root)});
            return std::nullopt;
        case FieldType::set: {
            auto set = set_of_array(root, stamp);
            return set ? std::optional(Value(std::move(*set))) : std::nullopt;
        }
        case FieldType::text:
        case FieldType::date:
        case FieldType::id:
            break;
    }
    return yyjson_is_str(root) ? std::optional(Value(std::string(text_of(root)))) : std::nullopt;
}

}  // namespace earshot::sync
