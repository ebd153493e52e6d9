#include <cstring>

#include <png.h>

#include "platform/pictures/codecs.hpp"

namespace earshot::platform {
namespace {

class Image {
public:
    Image() {
        std::memset(&image_, 0, sizeof image_);
        image_.version = PNG_IMAGE_VERSION;
    }
    ~Image() { png_image_free(&image_); }
    Image(const Image&) = delete;
    Image& operator=(const Image&) = delete;

    png_image* operator->() { return &image_; }
    png_image* raw() { return &image_; }
    Error trouble() const { return {Errc::invalid, std::string("is damaged or cut short (") + image_.message + ")"}; }

private:
    png_image image_;
};

}  // namespace

Result<PictureSize> size_of_png(std::string_view bytes) {
    Image image;
    if (png_image_begin_read_from_memory(image.raw(), bytes.data(), bytes.size()) == 0) return image.trouble();
    return PictureSize{static_cast<int>(image->width), static_cast<int>(image->height)};
}

Result<Pixels> read_png(std::string_view bytes) {
    Image image;
    if (png_image_begin_read_from_memory(image.raw(), bytes.data(), bytes.size()) == 0) return image.trouble();
    image->format = PNG_FORMAT_RGBA;
    Pixels pixels(static_cast<int>(image->width), static_cast<int>(image->height));
    if (png_image_finish_read(image.raw(), nullptr, pixels.rgba.data(), 0, nullptr) == 0) return image.trouble();
    return pixels;
}

Result<std::string> write_png(const Pixels& pixels) {
    Image image;
    image->width = static_cast<png_uint_32>(pixels.width);
    image->height = static_cast<png_uint_32>(pixels.height);
    image->format = PNG_FORMAT_RGBA;
    png_alloc_size_t length = PNG_IMAGE_PNG_SIZE_MAX(*image.raw());
    std::string bytes(length, '\0');
    if (png_image_write_to_memory(image.raw(), bytes.data(), &length, 0, pixels.rgba.data(), 0, nullptr) == 0)
        return image.trouble();
    bytes.resize(length);
    return bytes;
}

}  // namespace earshot::platform
