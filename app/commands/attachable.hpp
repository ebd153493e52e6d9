// app/commands/attachable.hpp: a file as it may be attached to a story: of a sort that is taken, clean, and not too
// large.
//
// Pictures are written anew, with nothing in them but pixels; WAV recordings keep only their sound. Files of a sort
// whose location data cannot be taken out are refused. What a file is, is told by its first bytes; names lie.
//
// Threads  any
// Errors   Errc::invalid, in plain words that say what works instead.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/base/result.hpp"

namespace earshot::app {

// Of a file as it is attached. Pictures may be larger before they shrink.
inline constexpr std::size_t attached_bytes_max = std::size_t{25} * 1024 * 1024;
inline constexpr std::size_t picture_file_bytes_max = std::size_t{100} * 1024 * 1024;

struct Attachable {
    std::string bytes, media_type;
    std::string thumbnail;  // of a picture: a JPEG
    int width = 0, height = 0;
    std::int64_t duration_ms = 0;  // 0: not known
};

Result<Attachable> attachable_of(std::string bytes);

}  // namespace earshot::app
