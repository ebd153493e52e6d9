// sync/protocol/limits.hpp: how large anything on the wire may be. Both sides hold to these; PROTOCOL.md repeats them.
#pragma once

#include <cstddef>

namespace earshot::sync {

inline constexpr std::size_t body_bytes_max = std::size_t{16} * 1024 * 1024;        // after decompression
inline constexpr std::size_t packed_body_bytes_max = std::size_t{8} * 1024 * 1024;  // as it travels
inline constexpr std::size_t blob_bytes_max = std::size_t{25} * 1024 * 1024;        // a photo, a voice note, a document
inline constexpr std::size_t push_records_most = 10'000;
inline constexpr std::size_t unknown_fields_most = 64;  // of one record
inline constexpr std::size_t unknown_json_bytes_max = 65'536;
inline constexpr std::size_t unknown_json_depth_max = 16;
inline constexpr std::size_t name_bytes_max = 64;  // a kind or a field: a-z, 0-9 and _
inline constexpr std::size_t device_name_bytes_max = 200;

}  // namespace earshot::sync
