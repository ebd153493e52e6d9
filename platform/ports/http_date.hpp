// platform/ports/http_date.hpp: the time a server says it is (RFC 9110, 5.6.7): "Tue, 03 Nov 2026 10:20:00 GMT".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/base/time.hpp"

namespace earshot::platform {

// To the second.
std::string to_http_date(WallTime time);
// Empty for anything else; of the three forms of old only today's is read.
std::optional<WallTime> parse_http_date(std::string_view text);

}  // namespace earshot::platform
