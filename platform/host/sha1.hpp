// platform/host/sha1.hpp: SHA-1 (FIPS 180-4), which tus 1.0 asks every server with checksums to know.
//
// It finds what a cable broke, not what a person forged: content and secrets go by SHA-256.
#pragma once

#include <string>
#include <string_view>

namespace earshot::platform {

// 40 hex digits, in small letters.
std::string sha1_hex(std::string_view bytes);

}  // namespace earshot::platform
