// sync/protocol/tus.hpp: the words of the resumable upload protocol tus 1.0.0
// (https://tus.io/protocols/resumable-upload) that both sides use.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/result.hpp"

namespace earshot::sync::tus {

inline constexpr const char* version = "1.0.0";
inline constexpr const char* chunk_type = "application/offset+octet-stream";

// What an upload says of itself. On the wire: "filename aGkucG5n,sha256 ZTNi...", values in base64.
struct Metadata {
    std::string sha256;  // 64 small hex digits; required here
    std::string filename, filetype;
};
std::string encode(const Metadata& metadata);
// Errc::invalid, naming the pair; pairs of other names are passed over.
Result<Metadata> decode_metadata(std::string_view header);

// A number of bytes as headers write it: decimal digits alone.
std::optional<std::uint64_t> parse_count(std::string_view text);

}  // namespace earshot::sync::tus
