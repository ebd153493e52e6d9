// platform/base/utf8.hpp: text as it may be stored and shown: valid UTF-8 (RFC 3629).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace earshot {

// One code point and the number of bytes it took. An invalid byte reads as U+FFFD, length 1.
struct CodePoint {
    std::uint32_t value = 0;
    std::size_t length = 0;
};
CodePoint decode_utf8(std::string_view text, std::size_t at);
void append_utf8(std::string& out, std::uint32_t code_point);

// The byte where the first invalid sequence starts, or npos: overlong forms, surrogates and values past U+10FFFF are
// invalid.
std::size_t find_invalid_utf8(std::string_view text);
inline bool is_utf8(std::string_view text) {
    return find_invalid_utf8(text) == std::string_view::npos;
}

std::size_t count_code_points(std::string_view text);
// Start of the code point before / after the byte at `at` (clamped to the text).
std::size_t previous_code_point(std::string_view text, std::size_t at);
std::size_t next_code_point(std::string_view text, std::size_t at);
// At most `code_points` from the front, never cutting one in half.
std::string_view utf8_prefix(std::string_view text, std::size_t code_points);
// Han, kana, hangul and their full-width company: written without spaces between words.
bool is_cjk(std::uint32_t code_point);

}  // namespace earshot
