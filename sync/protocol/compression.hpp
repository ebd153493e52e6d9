// sync/protocol/compression.hpp: bodies made smaller for the way, and the choice of how (RFC 9110 content codings).
//
// zstd (RFC 8878) where both sides speak it, else gzip (RFC 1952), else as they are. Unpacking stops at a limit, so a
// small body that would grow without end costs no more than the limit.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/result.hpp"

namespace earshot::sync {

enum class Coding { identity, gzip, zstd };

// As in Content-Encoding; empty for identity.
std::string_view name_of(Coding coding);
// Empty and "identity" are identity; nothing for a coding that is not spoken here.
std::optional<Coding> coding_named(std::string_view name);
// What is spoken here, best first, as in Accept-Encoding.
inline constexpr std::string_view codings_spoken = "zstd, gzip";
// The best coding that an Accept-Encoding header allows.
Coding coding_accepted(std::string_view accept_encoding);

std::string pack(Coding coding, std::string_view body);
// Errc::invalid for a damaged or unfinished body; Errc::full when it is larger than `bytes_max`.
Result<std::string> unpack(Coding coding, std::string_view packed, std::size_t bytes_max);

}  // namespace earshot::sync
