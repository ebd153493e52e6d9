// app/theme/elevation.hpp: how high a card lies, as a stack of faint rectangles below it. No blur.
//
// Each layer is the card moved down by `dy` and grown by `grow` on every side, its radius grown with it; the first is
// drawn first. The contrast theme has no layers but a white edge.
#pragma once

#include <span>

#include "app/theme/palette.hpp"

namespace earshot::app {

enum class Level : std::uint8_t {
    e0,  // flat, with a hairline
    e1,  // cards, primary button
    e2,  // callouts, toasts, panels
    e3,  // sheets over a scrim
};

struct ShadowLayer {
    float dy;    // units
    float grow;  // units
    int alpha;   // thousandths
};

struct Elevation {
    std::span<const ShadowLayer> layers;
    Colour shade = 0;        // of the layers, opaque
    float edge = 0;          // units, outside the card; 0: none
    Colour edge_colour = 0;  // with its alpha
};

Elevation elevation_of(ThemeName theme, Level level);

}  // namespace earshot::app
