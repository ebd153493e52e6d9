// sync/protocol/json_text.hpp: writes JSON (RFC 8259) straight into a text, without a tree in between.
//
// What is written is canonical: no spaces, only the escapes JSON demands, so equal messages are equal texts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace earshot::sync {

// The text in quotes. It must be valid UTF-8.
void append_json_string(std::string& out, std::string_view text);
void append_json_number(std::string& out, std::int64_t number);
inline void append_json_boolean(std::string& out, bool value) {
    out += value ? "true" : "false";
}

}  // namespace earshot::sync
