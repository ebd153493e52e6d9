// app/cli/text_width.hpp: how wide text is on a terminal, and making it fit.
//
// Widths go by Unicode's East Asian Width (UAX #11): Han, kana, hangul, full-width forms and emoji take two cells,
// combining marks none. What a customer said is never sent to a terminal raw: control characters become spaces, so that
// no text can move the cursor or change colours.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::app {

std::size_t width_of(std::string_view text);
// One line: every run of white space and control characters is one space.
std::string one_line(std::string_view text);
// Exactly `cells` wide: cut with "…" or filled with spaces.
std::string fitted(std::string_view text, std::size_t cells);
// At most `cells` wide, broken at spaces, or between characters of scripts without them. Line breaks in the text stay.
std::vector<std::string> wrapped(std::string_view text, std::size_t cells);

}  // namespace earshot::app
