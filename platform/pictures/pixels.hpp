// platform/pictures/pixels.hpp: a picture taken apart: 8 bits each of red, green, blue and opacity, rows from the top.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace earshot::platform {

struct Pixels {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgba;

    Pixels() = default;
    Pixels(int w, int h) : width(w), height(h), rgba(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 4) {}
    std::uint8_t* at(int x, int y) { return rgba.data() + offset(x, y); }
    const std::uint8_t* at(int x, int y) const { return rgba.data() + offset(x, y); }

private:
    std::size_t offset(int x, int y) const {
        return (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) * 4;
    }
};

bool is_opaque(const Pixels& pixels);
// Where it is clear, white shows through: what a format without opacity can hold.
Pixels on_white(const Pixels& pixels);
// No side longer than `most`, proportions kept; a picture that is small enough stays as it is. Every new pixel is the
// mean of the area it covers, weighted by opacity.
Pixels shrunk(const Pixels& pixels, int most);
// As a viewer would show it: `orientation` is 1 to 8 of Exif 2.32, 4.6.4.
Pixels upright(const Pixels& pixels, int orientation);

}  // namespace earshot::platform
