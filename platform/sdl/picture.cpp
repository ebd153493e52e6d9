#include "platform/sdl/picture.hpp"

#include <cstdio>
#include <cstring>
#include <memory>

#include <fmt/format.h>
#include <stb_image.h>
#include <stb_image_write.h>

namespace earshot::platform {
namespace {

void append_bytes(void* out, void* data, int size) {
    static_cast<std::string*>(out)->append(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

}  // namespace

Pixel Picture::at(int x, int y) const {
    if (x < 0 || y < 0 || x >= width || y >= height) return {0, 0, 0, 0};
    return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
}

std::string to_png(const Picture& picture) {
    std::string png;
    const int made = stbi_write_png_to_func(append_bytes, &png, picture.width, picture.height, 4, picture.pixels.data(),
                                            picture.width * 4);
    EARSHOT_ASSERT(made != 0);
    return png;
}

Result<void> write_png(const Picture& picture, const std::string& path) {
    const std::string png = to_png(picture);
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wb"), &std::fclose);
    if (file == nullptr) return Error{Errc::io, fmt::format("Could not open {} to write the picture.", path)};
    if (std::fwrite(png.data(), 1, png.size(), file.get()) != png.size() || std::fflush(file.get()) != 0)
        return Error{Errc::io, fmt::format("Could not write the picture to {}.", path)};
    return {};
}

Result<Picture> read_picture(std::string_view content, int side_max) {
    int width = 0;
    int height = 0;
    int channels = 0;
    const auto* bytes = reinterpret_cast<const stbi_uc*>(content.data());
    const int size = static_cast<int>(content.size());
    if (stbi_info_from_memory(bytes, size, &width, &height, &channels) == 0 || width > side_max || height > side_max)
        return Error{Errc::invalid, "This is not a picture that can be shown."};
    const std::unique_ptr<stbi_uc, void (*)(void*)> data(
        stbi_load_from_memory(bytes, size, &width, &height, &channels, 4), &stbi_image_free);
    if (data == nullptr) return Error{Errc::invalid, "The picture is damaged."};
    Picture picture(width, height);
    std::memcpy(picture.pixels.data(), data.get(), picture.pixels.size() * sizeof(Pixel));
    return picture;
}

}  // namespace earshot::platform
