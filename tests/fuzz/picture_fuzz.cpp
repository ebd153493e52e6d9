// Pictures from elsewhere, as they are attached: damaged ones and bombs are told; what is kept of a sound one is within
// the rules, upright, and can be read again.
#include "platform/pictures/clean_picture.hpp"
#include "platform/pictures/exif_orientation.hpp"
#include "tests/fuzz/fuzz_target.hpp"

using namespace earshot;
using namespace earshot::platform;

namespace {

constexpr PictureRules rules{.side_max = 64, .thumbnail_side_max = 16, .pixels_max = 65'536, .png_bytes_max = 4'096};

void check_read(std::string_view bytes, int width, int height) {
    const auto format = picture_format_of(bytes);
    FUZZ_LAW(format.has_value());
    FUZZ_LAW(orientation_of_jpeg(bytes) == 1 && orientation_of_webp(bytes) == 1);
    const auto pixels = read_any_picture(*format, bytes, rules.side_max, rules.pixels_max);
    FUZZ_LAW(pixels.has_value() && pixels->width == width && pixels->height == height);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = fuzz::text_of(data, size);
    const auto clean = clean_picture(bytes, rules);
    if (!clean) {
        FUZZ_LAW(clean.error().code == Errc::invalid && !clean.error().message.empty());
        return 0;
    }
    FUZZ_LAW(clean->width > 0 && clean->width <= rules.side_max && clean->height > 0 &&
             clean->height <= rules.side_max);
    check_read(clean->bytes, clean->width, clean->height);
    const auto shown = picture_to_show(clean->thumbnail, rules.side_max);
    FUZZ_LAW(shown.has_value() && shown->width <= rules.thumbnail_side_max &&
             shown->height <= rules.thumbnail_side_max);
    // What a device kept is taken by the next one as it is.
    const auto again = clean_picture(clean->bytes, rules);
    FUZZ_LAW(again.has_value() && again->width == clean->width && again->height == clean->height);
    FUZZ_LAW(again->media_type == clean->media_type);
    return 0;
}
