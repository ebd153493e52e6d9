// sync/protocol/compression.hpp: bodies made smaller for the way, and the choice of how (RFC 9110 content codings).
//
// zstd (RFC 8878) where both sides speak it, else gzip (RFC 1952), else as they are. A small body says hardly anything
// twice, so zstd alone gains little: it goes as `ez1`, zstd with a dictionary that both sides have
// (small_dictionary.hpp). Unpacking stops at a limit, so a small body that would grow without end costs no more than
// the limit.
//
// Threads  any
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/result.hpp"

namespace earshot::sync {

enum class Coding : std::uint8_t { identity, gzip, zstd, small_zstd };  // best last

// As in Content-Encoding; empty for identity.
std::string_view name_of(Coding coding);
// Empty and "identity" are identity; nothing for a coding that is not spoken here.
std::optional<Coding> coding_named(std::string_view name);
// What is spoken here, best first, as in Accept-Encoding.
inline constexpr std::string_view codings_spoken = "ez1, zstd, gzip";
// The best coding that an Accept-Encoding header allows. `ez1` counts only beside zstd, which larger bodies need.
Coding coding_accepted(std::string_view accept_encoding);
// What to try when that one was refused.
Coding coding_below(Coding coding);

// Up to here the dictionary saves bytes; sync/adr/0011 has the figures.
inline constexpr std::size_t small_body_bytes_max = std::size_t{16} * 1024;

struct PackedBody {
    Coding coding = Coding::identity;
    std::string bytes;
};
// A body for somebody who takes `best` and everything below it: small ones with the dictionary, and as it is when
// packing and the header that says so would cost more than they save.
PackedBody pack_for(Coding best, std::string body);

std::string pack(Coding coding, std::string_view body);
// Errc::invalid for a damaged or unfinished body; Errc::full when it is larger than `bytes_max`.
Result<std::string> unpack(Coding coding, std::string_view packed, std::size_t bytes_max);

}  // namespace earshot::sync
