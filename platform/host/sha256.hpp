// platform/host/sha256.hpp: the hash that secrets and content go by (FIPS 180-4).
#pragma once

#include <string>
#include <string_view>

namespace earshot::platform {

// 64 hex digits, in small letters.
std::string sha256_hex(std::string_view bytes);

}  // namespace earshot::platform
