#include "platform/pictures/any_picture.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "platform/base/assert.hpp"
#include "platform/pictures/codecs.hpp"
#include "platform/pictures/exif_orientation.hpp"

namespace earshot::platform {
namespace {

Result<PictureSize> size_of(PictureFormat format, std::string_view bytes) {
    switch (format) {
        case PictureFormat::jpeg:
            return size_of_jpeg(bytes);
        case PictureFormat::png:
            return size_of_png(bytes);
        default:
            return size_of_webp(bytes);
    }
}

Result<Pixels> read(PictureFormat format, std::string_view bytes, int enough) {
    switch (format) {
        case PictureFormat::jpeg: {
            EARSHOT_TRY(const Pixels pixels, read_jpeg(bytes, enough));
            return upright(pixels, orientation_of_jpeg(bytes));
        }
        case PictureFormat::png:
            return read_png(bytes);
        default: {
            EARSHOT_TRY(const Pixels pixels, read_webp(bytes));
            return upright(pixels, orientation_of_webp(bytes));
        }
    }
}

}  // namespace

std::optional<PictureFormat> picture_format_of(std::string_view bytes) {
    if (bytes.starts_with("\xff\xd8\xff")) return PictureFormat::jpeg;
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return PictureFormat::png;
    if (bytes.starts_with("RIFF") && bytes.substr(std::min<std::size_t>(8, bytes.size())).starts_with("WEBP"))
        return PictureFormat::webp;
    return std::nullopt;
}

Result<Pixels> read_any_picture(PictureFormat format, std::string_view bytes, int enough, std::int64_t pixels_max) {
    EARSHOT_TRY(const PictureSize size, size_of(format, bytes));
    if (size.width < 1 || size.height < 1) return Error{Errc::invalid, "is damaged or cut short (it has no pixels)"};
    if (std::int64_t{size.width} * size.height > pixels_max) {
        return Error{Errc::invalid, fmt::format("is {} by {} pixels large; at most {} million pixels are taken",
                                                size.width, size.height, pixels_max / 1'000'000)};
    }
    return read(format, bytes, enough);
}

Result<Pixels> picture_to_show(std::string_view bytes, int side_most) {
    EARSHOT_ASSERT(side_most >= 1);
    const auto format = picture_format_of(bytes);
    if (!format) return Error{Errc::invalid, "is neither JPEG, PNG nor WebP"};
    EARSHOT_TRY(const Pixels whole, read_any_picture(*format, bytes, side_most, shown_pixels_max));
    return shrunk(whole, side_most);
}

}  // namespace earshot::platform
