// platform/base/base64.hpp: bytes as printable text (RFC 4648, section 4, with padding).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace earshot {

std::string to_base64(std::string_view bytes);
// Empty when the text is not what to_base64() could have written.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace earshot
