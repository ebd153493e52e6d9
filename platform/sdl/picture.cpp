#include "platform/sdl/picture.hpp"

#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "platform/pictures/codecs.hpp"

namespace earshot::platform {

Pixel Picture::at(int x, int y) const {
    if (x < 0 || y < 0 || x >= width || y >= height) return {0, 0, 0, 0};
    return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
}

std::string to_png(const Picture& picture) {
    Pixels pixels(picture.width, picture.height);
    std::memcpy(pixels.rgba.data(), picture.pixels.data(), pixels.rgba.size());
    auto png = write_png(pixels);
    EARSHOT_ASSERT(png.has_value());
    return std::move(*png);
}

Result<void> write_png(const Picture& picture, const std::string& path) {
    const std::string png = to_png(picture);
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wb"), &std::fclose);
    if (file == nullptr) return Error{Errc::io, fmt::format("Could not open {} to write the picture.", path)};
    if (std::fwrite(png.data(), 1, png.size(), file.get()) != png.size() || std::fflush(file.get()) != 0)
        return Error{Errc::io, fmt::format("Could not write the picture to {}.", path)};
    return {};
}

}  // namespace earshot::platform
