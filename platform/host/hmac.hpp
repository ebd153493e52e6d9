// platform/host/hmac.hpp: a hash that only those who know the key can compute: HMAC (RFC 2104) with SHA-256.
#pragma once

#include <string>
#include <string_view>

namespace earshot::platform {

// 64 hex digits, in small letters.
std::string hmac_sha256_hex(std::string_view key, std::string_view bytes);

}  // namespace earshot::platform
