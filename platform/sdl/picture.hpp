// platform/sdl/picture.hpp: an RGBA picture in memory, eight bits a channel, rows from the top.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/base/result.hpp"

namespace earshot::platform {

struct Pixel {
    std::uint8_t r = 0;
    std::uint8_t g = 0;
    std::uint8_t b = 0;
    std::uint8_t a = 255;

    bool operator==(const Pixel&) const = default;
};

struct Picture {
    int width = 0;
    int height = 0;
    std::vector<Pixel> pixels;  // width * height

    Picture() = default;
    Picture(int w, int h) : width(w), height(h), pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h)) {}

    // Outside the picture reads as transparent black.
    Pixel at(int x, int y) const;
};

// The picture as a PNG file's content.
std::string to_png(const Picture& picture);
// Writes a PNG. Errors name the path.
Result<void> write_png(const Picture& picture, const std::string& path);

}  // namespace earshot::platform
