// platform/base/text.hpp: small things that are done to text that people and peers write.
#pragma once

#include <string>
#include <string_view>

namespace earshot {

// Without the blanks at both ends.
std::string_view trimmed(std::string_view text, std::string_view blanks = " \t\r\n");
// A to Z only.
std::string lower_ascii(std::string_view text);

}  // namespace earshot
