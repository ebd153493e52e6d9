// app/widgets/line_break.hpp: where a line of text may end.
//
// After spaces and hyphens; between any two Han, kana or hangul characters, except where Japanese typesetting forbids
// it (kinsoku: no closing mark, small kana or long-vowel mark at the start of a line, no opening bracket at its end). A
// small part of Unicode's UAX 14: what customers write and what the interface says.
#pragma once

#include <cstdint>

namespace earshot::app {

enum class Break : std::uint8_t { no, may, must };

// Between these two characters, in this order.
Break break_between(std::uint32_t before, std::uint32_t after);
// Takes no room and leaves no mark: joiners, variation selectors, the soft hyphen, skin tones after an emoji.
bool is_invisible(std::uint32_t code_point);
bool is_space(std::uint32_t code_point);  // where a line may end, and that hangs over its end
bool is_opening_quote(std::uint32_t code_point);

constexpr std::uint32_t soft_hyphen = 0xAD;

}  // namespace earshot::app
