// platform/host/sha256.hpp: the hash that secrets and content go by (FIPS 180-4).
#pragma once

#include <string>
#include <string_view>

#include "platform/ports/files.hpp"

namespace earshot::platform {

// 64 hex digits, in small letters.
std::string sha256_hex(std::string_view bytes);
// The same of a file, without holding more than a piece of it.
Result<std::string> sha256_of_file(const Files& files, const std::string& path);
// Whether the text could be a hash as the two above write it, and nothing else: safe in a path.
bool is_sha256_hex(std::string_view text);

}  // namespace earshot::platform
