#include "sync/portable/json.hpp"

#include <cstdlib>

namespace earshot::sync {
namespace {

std::string written(char* text, std::size_t length) {
    // Text that is not UTF-8 would be refused; what comes out of a store has been checked on its way in.
    EARSHOT_ASSERT(text != nullptr);
    std::string copy(text, length);
    std::free(text);
    return copy;
}

}  // namespace

JsonWriter::JsonWriter() : document_(yyjson_mut_doc_new(nullptr)) {
    yyjson_mut_val* root = yyjson_mut_obj(document_.get());
    yyjson_mut_doc_set_root(document_.get(), root);
    open_.push_back(root);
}

void JsonWriter::add(std::string_view name, yyjson_mut_val* value) {
    EARSHOT_ASSERT(!open_.empty() && value != nullptr);
    if (yyjson_mut_is_arr(open_.back())) {
        yyjson_mut_arr_append(open_.back(), value);
    } else {
        yyjson_mut_obj_add(open_.back(), yyjson_mut_strncpy(document_.get(), name.data(), name.size()), value);
    }
}

void JsonWriter::text(std::string_view name, std::string_view value) {
    add(name, yyjson_mut_strncpy(document_.get(), value.data() ? value.data() : "", value.size()));
}

void JsonWriter::number(std::string_view name, std::int64_t value) {
    add(name, yyjson_mut_sint(document_.get(), value));
}

void JsonWriter::truth(std::string_view name, bool value) {
    add(name, yyjson_mut_bool(document_.get(), value));
}

void JsonWriter::null(std::string_view name) {
    add(name, yyjson_mut_null(document_.get()));
}

void JsonWriter::texts(std::string_view name, const std::vector<std::string>& values) {
    begin_array(name);
    for (const std::string& value : values)
        text({}, value);
    end();
}

void JsonWriter::begin_object(std::string_view name) {
    yyjson_mut_val* object = yyjson_mut_obj(document_.get());
    add(name, object);
    open_.push_back(object);
}

void JsonWriter::begin_array(std::string_view name) {
    yyjson_mut_val* array = yyjson_mut_arr(document_.get());
    add(name, array);
    open_.push_back(array);
}

void JsonWriter::end() {
    EARSHOT_ASSERT(open_.size() > 1);
    open_.pop_back();
}

std::string JsonWriter::take() {
    EARSHOT_ASSERT(open_.size() == 1);
    std::size_t length = 0;
    char* text = yyjson_mut_write(document_.get(), YYJSON_WRITE_NOFLAG, &length);
    return written(text, length);
}

std::string JsonWriter::take_member(std::string_view name) {
    EARSHOT_ASSERT(open_.size() == 1);
    yyjson_mut_val* member = yyjson_mut_obj_getn(open_.front(), name.data(), name.size());
    EARSHOT_ASSERT(member != nullptr);
    std::size_t length = 0;
    char* text = yyjson_mut_val_write(member, YYJSON_WRITE_NOFLAG, &length);
    return written(text, length);
}

Result<JsonReader> JsonReader::parse(std::string_view text) {
    yyjson_read_err trouble{};
    // Without YYJSON_READ_INSITU the text is only read.
    yyjson_doc* document =
        yyjson_read_opts(const_cast<char*>(text.data()), text.size(), YYJSON_READ_NOFLAG, nullptr, &trouble);
    if (document) return JsonReader(document);
    return Error{Errc::invalid,
                 "this is not JSON: " + std::string(trouble.msg) + " at byte " + std::to_string(trouble.pos)};
}

std::string_view text_member(yyjson_val* object, const char* name) {
    yyjson_val* value = yyjson_obj_get(object, name);
    return yyjson_is_str(value) ? std::string_view(yyjson_get_str(value), yyjson_get_len(value)) : std::string_view();
}

}  // namespace earshot::sync
