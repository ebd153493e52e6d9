// platform/pictures/codecs.hpp: picture files to pixels and back, one pair of functions for each format.
//
//   JPEG  libjpeg-turbo through TurboJPEG: fast, says when a file is cut short, can be told to decode smaller
//   PNG   libpng's simplified interface: verifies checksums
//   WebP  libwebp
//
// What is written carries pixels and nothing else: no Exif, no XMP, no profile, no comment.
//
// Errors  Errc::invalid: damaged, cut short, or of a sort that is not taken; in words that can stand after "The picture
// ".
#pragma once

#include <string>
#include <string_view>

#include "platform/base/result.hpp"
#include "platform/pictures/pixels.hpp"

namespace earshot::platform {

struct PictureSize {
    int width = 0, height = 0;
};

Result<PictureSize> size_of_jpeg(std::string_view bytes);
// May give back half, a quarter or an eighth of the size, as long as the longer side has at least `enough`.
Result<Pixels> read_jpeg(std::string_view bytes, int enough);
Result<std::string> write_jpeg(const Pixels& pixels, int quality);

Result<PictureSize> size_of_png(std::string_view bytes);
Result<Pixels> read_png(std::string_view bytes);
Result<std::string> write_png(const Pixels& pixels);

Result<PictureSize> size_of_webp(std::string_view bytes);
Result<Pixels> read_webp(std::string_view bytes);
Result<std::string> write_webp(const Pixels& pixels, int quality);

}  // namespace earshot::platform
