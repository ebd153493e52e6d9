#include "platform/pictures/clean_picture.hpp"

#include <fmt/format.h>

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

Result<void> write(CleanPicture& picture, const Pixels& pixels, PictureFormat format, const PictureRules& rules) {
    if (format == PictureFormat::png) {
        EARSHOT_TRY(picture.bytes, write_png(pixels));
        picture.media_type = "image/png";
        if (picture.bytes.size() <= rules.png_bytes_max || !is_opaque(pixels)) return {};
        format = PictureFormat::jpeg;
    }
    if (format == PictureFormat::jpeg) {
        EARSHOT_TRY(picture.bytes, write_jpeg(pixels, rules.quality));
        picture.media_type = "image/jpeg";
        return {};
    }
    EARSHOT_TRY(picture.bytes, write_webp(pixels, rules.quality));
    picture.media_type = "image/webp";
    return {};
}

Result<CleanPicture> clean(PictureFormat format, std::string_view bytes, const PictureRules& rules) {
    // Looked at before anything is unpacked: a file of a few bytes can claim to be larger than all memory.
    EARSHOT_TRY(const PictureSize size, size_of(format, bytes));
    if (size.width < 1 || size.height < 1) return Error{Errc::invalid, "is damaged or cut short (it has no pixels)"};
    if (std::int64_t{size.width} * size.height > rules.pixels_max) {
        return Error{Errc::invalid, fmt::format("is {} by {} pixels large; at most {} million pixels are taken",
                                                size.width, size.height, rules.pixels_max / 1'000'000)};
    }
    EARSHOT_TRY(const Pixels whole, read(format, bytes, rules.side_max));
    const Pixels pixels = shrunk(whole, rules.side_max);
    CleanPicture picture;
    picture.width = pixels.width;
    picture.height = pixels.height;
    EARSHOT_CHECK(write(picture, pixels, format, rules));
    EARSHOT_TRY(picture.thumbnail, write_jpeg(on_white(shrunk(pixels, rules.thumbnail_side_max)), rules.quality));
    return picture;
}

}  // namespace

std::optional<PictureFormat> picture_format_of(std::string_view bytes) {
    if (bytes.starts_with("\xff\xd8\xff")) return PictureFormat::jpeg;
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return PictureFormat::png;
    if (bytes.starts_with("RIFF") && bytes.substr(std::min<std::size_t>(8, bytes.size())).starts_with("WEBP"))
        return PictureFormat::webp;
    return std::nullopt;
}

Result<CleanPicture> clean_picture(std::string_view bytes, const PictureRules& rules) {
    const auto format = picture_format_of(bytes);
    if (!format) return Error{Errc::invalid, "The file is not a picture that can be taken: JPEG, PNG or WebP."};
    auto picture = clean(*format, bytes, rules);
    if (picture) return picture;
    return Error{Errc::invalid, "The picture " + picture.error().message + ". Nothing was kept of it."};
}

}  // namespace earshot::platform
