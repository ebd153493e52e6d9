// platform/pictures/clean_picture.hpp: a picture as it may be kept: upright, no larger than needed, and nothing but
// pixels.
//
// Cameras write into a picture where it was taken, when, and by whom. Here every picture is decoded and written anew,
// so that none of it can remain, whatever the format calls it.
//
// Guarantees   What comes out has no metadata. A picture cannot ask for more memory than `pixels_max` allows, however
//              small its file.
// Threads      any
// Errors       Errc::invalid, in plain words: not a JPEG, PNG or WebP picture, damaged, cut short, too large.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/pictures/any_picture.hpp"

namespace earshot::platform {

struct PictureRules {
    int side_max = 2048;
    int thumbnail_side_max = 320;
    int quality = 85;  // of JPEG and WebP
    std::int64_t pixels_max = 100'000'000;
    // A PNG that is larger than this and opaque is a photo: it becomes a JPEG.
    std::size_t png_bytes_max = 2'000'000;
};

struct CleanPicture {
    std::string bytes;
    std::string media_type;  // "image/jpeg"
    int width = 0, height = 0;
    std::string thumbnail;  // always a JPEG
};

Result<CleanPicture> clean_picture(std::string_view bytes, const PictureRules& rules = {});

}  // namespace earshot::platform
