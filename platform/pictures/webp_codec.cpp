#include <webp/decode.h>
#include <webp/encode.h>

#include "platform/pictures/codecs.hpp"

namespace earshot::platform {
namespace {

Error damaged() {
    return {Errc::invalid, "is damaged or cut short"};
}

const std::uint8_t* data_of(std::string_view bytes) {
    return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

Result<WebPBitstreamFeatures> features_of(std::string_view bytes) {
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(data_of(bytes), bytes.size(), &features) != VP8_STATUS_OK) return damaged();
    if (features.has_animation != 0) return Error{Errc::invalid, "moves; save one picture of it"};
    return features;
}

}  // namespace

Result<PictureSize> size_of_webp(std::string_view bytes) {
    EARSHOT_TRY(const WebPBitstreamFeatures features, features_of(bytes));
    return PictureSize{features.width, features.height};
}

Result<Pixels> read_webp(std::string_view bytes) {
    EARSHOT_TRY(const WebPBitstreamFeatures features, features_of(bytes));
    Pixels pixels(features.width, features.height);
    if (WebPDecodeRGBAInto(data_of(bytes), bytes.size(), pixels.rgba.data(), pixels.rgba.size(), features.width * 4) ==
        nullptr)
        return damaged();
    return pixels;
}

Result<std::string> write_webp(const Pixels& pixels, int quality) {
    std::uint8_t* raw = nullptr;
    const std::size_t length = WebPEncodeRGBA(pixels.rgba.data(), pixels.width, pixels.height, pixels.width * 4,
                                              static_cast<float>(quality), &raw);
    const std::string bytes(reinterpret_cast<const char*>(raw), length);
    WebPFree(raw);
    if (bytes.empty()) return Error{Errc::invalid, "could not be written as WebP"};
    return bytes;
}

}  // namespace earshot::platform
