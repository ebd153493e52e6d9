#include "sync/server/postgres/arguments.hpp"

namespace earshot::sync::postgres {
namespace {

// The object ids of built-in types never change (PostgreSQL, src/include/catalog/pg_type.dat).
constexpr std::uint32_t type_bool = 16, type_int8 = 20, type_text = 25, type_uuid = 2950;
constexpr std::uint32_t type_text_array = 1009, type_int8_array = 1016, type_uuid_array = 2951;

void append_int32(std::string& out, std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8)
        out += static_cast<char>(number >> shift & 0xff);
}

void append_bytes(std::string& out, std::int64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8)
        out += static_cast<char>(static_cast<std::uint64_t>(number) >> shift & 0xff);
}
void append_bytes(std::string& out, const Id& id) {
    out.append(reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size());
}
void append_bytes(std::string& out, std::string_view text) {
    for (std::size_t at = 0;;) {
        const std::size_t end = text.find('\0', at);
        out += text.substr(at, end - at);
        if (end == std::string_view::npos) return;
        out += "\xEF\xBF\xBD";
        at = end + 1;
    }
}

template <class Value>
std::string bytes_of(const Value& value) {
    std::string bytes;
    append_bytes(bytes, value);
    return bytes;
}

template <class Value>
void append_element(std::string& out, const Value& value) {
    const std::size_t length_at = out.size();
    append_int32(out, 0);
    append_bytes(out, value);
    std::string length;
    append_int32(length, static_cast<std::uint32_t>(out.size() - length_at - 4));
    out.replace(length_at, 4, length);
}
template <class Value>
void append_element(std::string& out, const std::optional<Value>& value) {
    value ? append_element(out, *value) : append_int32(out, 0xffff'ffff);  // length -1: NULL
}

}  // namespace

void Arguments::add(bool value) {
    types_.push_back(type_bool);
    values_.emplace_back(1, value ? '\1' : '\0');
}

void Arguments::add(std::int64_t number) {
    types_.push_back(type_int8);
    values_.push_back(bytes_of(number));
}

void Arguments::add(std::string_view text) {
    types_.push_back(type_text);
    values_.push_back(bytes_of(text));
}

void Arguments::add(const Id& id) {
    types_.push_back(type_uuid);
    values_.push_back(bytes_of(id));
}

// array_recv() in src/backend/utils/adt/arrayfuncs.c: dimensions, whether there are NULLs, the type, the length and
// first index of the one dimension, then each element behind its length.
template <class Element>
void Arguments::add_array(std::uint32_t array_type, std::uint32_t element_type, const std::vector<Element>& elements) {
    std::string bytes;
    append_int32(bytes, elements.empty() ? 0 : 1);
    append_int32(bytes, 1);
    append_int32(bytes, element_type);
    if (!elements.empty()) {
        append_int32(bytes, static_cast<std::uint32_t>(elements.size()));
        append_int32(bytes, 1);
    }
    for (const Element& element : elements)
        append_element(bytes, element);
    types_.push_back(array_type);
    values_.push_back(std::move(bytes));
}

void Arguments::add(const std::vector<std::int64_t>& numbers) {
    add_array(type_int8_array, type_int8, numbers);
}
void Arguments::add(const std::vector<std::optional<std::int64_t>>& numbers) {
    add_array(type_int8_array, type_int8, numbers);
}
void Arguments::add(const std::vector<Id>& ids) {
    add_array(type_uuid_array, type_uuid, ids);
}
void Arguments::add(const std::vector<std::optional<Id>>& ids) {
    add_array(type_uuid_array, type_uuid, ids);
}
void Arguments::add(const std::vector<std::string_view>& texts) {
    add_array(type_text_array, type_text, texts);
}
void Arguments::add(const std::vector<std::optional<std::string_view>>& texts) {
    add_array(type_text_array, type_text, texts);
}

std::int64_t number_from(std::string_view bytes) {
    std::uint64_t number = 0;
    for (const char byte : bytes)
        number = number << 8 | static_cast<std::uint8_t>(byte);
    return static_cast<std::int64_t>(number);
}

}  // namespace earshot::sync::postgres
