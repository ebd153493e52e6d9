#include "platform/pictures/clean_picture.hpp"

#include "platform/pictures/codecs.hpp"

namespace earshot::platform {
namespace {

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
    EARSHOT_TRY(const Pixels whole, read_any_picture(format, bytes, rules.side_max, rules.pixels_max));
    const Pixels pixels = shrunk(whole, rules.side_max);
    CleanPicture picture;
    picture.width = pixels.width;
    picture.height = pixels.height;
    EARSHOT_CHECK(write(picture, pixels, format, rules));
    EARSHOT_TRY(picture.thumbnail, write_jpeg(on_white(shrunk(pixels, rules.thumbnail_side_max)), rules.quality));
    return picture;
}

}  // namespace

Result<CleanPicture> clean_picture(std::string_view bytes, const PictureRules& rules) {
    const auto format = picture_format_of(bytes);
    if (!format) return Error{Errc::invalid, "The file is not a picture that can be taken: JPEG, PNG or WebP."};
    auto picture = clean(*format, bytes, rules);
    if (picture) return picture;
    return Error{Errc::invalid, "The picture " + picture.error().message + ". Nothing was kept of it."};
}

}  // namespace earshot::platform
