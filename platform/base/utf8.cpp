#include "platform/base/utf8.hpp"

namespace earshot {
namespace {

constexpr CodePoint invalid{0xfffd, 1};

std::uint32_t byte_at(std::string_view text, std::size_t at) {
    return static_cast<std::uint8_t>(text[at]);
}

bool continues(std::string_view text, std::size_t at) {
    return at < text.size() && (byte_at(text, at) & 0xc0) == 0x80;
}

// Decodes a sequence of `length` bytes whose first byte holds `bits` of the value; `least` rejects overlong forms.
CodePoint decode_long(std::string_view text, std::size_t at, std::size_t length, std::uint32_t bits,
                      std::uint32_t least) {
    std::uint32_t value = bits;
    for (std::size_t i = 1; i < length; ++i) {
        if (!continues(text, at + i)) return invalid;
        value = value << 6 | (byte_at(text, at + i) & 0x3f);
    }
    const bool surrogate = value >= 0xd800 && value <= 0xdfff;
    if (value < least || value > 0x10ffff || surrogate) return invalid;
    return {value, length};
}

}  // namespace

CodePoint decode_utf8(std::string_view text, std::size_t at) {
    if (at >= text.size()) return {0, 0};
    const std::uint32_t first = byte_at(text, at);
    if (first < 0x80) return {first, 1};
    if ((first & 0xe0) == 0xc0) return decode_long(text, at, 2, first & 0x1f, 0x80);
    if ((first & 0xf0) == 0xe0) return decode_long(text, at, 3, first & 0x0f, 0x800);
    if ((first & 0xf8) == 0xf0) return decode_long(text, at, 4, first & 0x07, 0x10000);
    return invalid;
}

void append_utf8(std::string& out, std::uint32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xc0 | c >> 6);
        out += static_cast<char>(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xe0 | c >> 12);
        out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
        out += static_cast<char>(0x80 | (c & 0x3f));
    } else {
        out += static_cast<char>(0xf0 | c >> 18);
        out += static_cast<char>(0x80 | (c >> 12 & 0x3f));
        out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
        out += static_cast<char>(0x80 | (c & 0x3f));
    }
}

std::size_t find_invalid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (byte_at(text, at) < 0x80) {
            at += 1;
            continue;
        }
        const CodePoint c = decode_utf8(text, at);
        if (c.length == 1) return at;  // A valid sequence that starts at 0x80 or above is never one byte long.
        at += c.length;
    }
    return std::string_view::npos;
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at = next_code_point(text, at))
        count += 1;
    return count;
}

std::size_t previous_code_point(std::string_view text, std::size_t at) {
    if (at > text.size()) at = text.size();
    if (at == 0) return 0;
    at -= 1;
    while (at > 0 && continues(text, at))
        at -= 1;
    return at;
}

std::size_t next_code_point(std::string_view text, std::size_t at) {
    if (at >= text.size()) return text.size();
    at += 1;
    while (continues(text, at))
        at += 1;
    return at;
}

std::string_view utf8_prefix(std::string_view text, std::size_t code_points) {
    std::size_t at = 0;
    while (code_points > 0 && at < text.size()) {
        at = next_code_point(text, at);
        code_points -= 1;
    }
    return text.substr(0, at);
}

bool is_cjk(std::uint32_t c) {
    return (c >= 0x1100 && c <= 0x11ff) || (c >= 0x2e80 && c <= 0x2fdf) || (c >= 0x3005 && c <= 0x3007) ||
           (c >= 0x3031 && c <= 0x3035) || (c >= 0x3040 && c <= 0x31ff) || (c >= 0x3400 && c <= 0x4dbf) ||
           (c >= 0x4e00 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
           (c >= 0xff66 && c <= 0xff9f) || (c >= 0x20000 && c <= 0x3ffff);
}

}  // namespace earshot
