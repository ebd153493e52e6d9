#include "app/theme/elevation.hpp"

namespace earshot::app {
namespace {

constexpr ShadowLayer e1[] = {{5, 2, 14}, {3, 1, 22}, {2, 0, 35}, {1, 0, 45}};
constexpr ShadowLayer e2[] = {{18, 15, 6}, {15, 12, 8}, {12, 9, 11}, {9, 6, 14},
                              {6, 4, 18},  {4, 2, 22},  {2, 1, 28},  {1, 0, 50}};
constexpr ShadowLayer e3[] = {{36, 36, 4},  {32, 30, 6}, {28, 25, 9}, {24, 20, 12}, {20, 16, 16},
                              {16, 12, 20}, {12, 8, 24}, {8, 5, 28},  {4, 2, 34},   {2, 0, 50}};
constexpr ShadowLayer e1_dark[] = {{5, 2, 60}, {3, 1, 100}, {2, 0, 160}, {1, 0, 220}};
constexpr ShadowLayer e2_dark[] = {{12, 9, 50}, {9, 6, 70}, {6, 4, 90}, {4, 2, 110}, {2, 1, 140}};

constexpr Colour shade = IM_COL32(0x46, 0x32, 0x14, 255);
constexpr Colour shade_deep = IM_COL32(0x32, 0x22, 0x0C, 255);
constexpr Colour black = IM_COL32(0, 0, 0, 255);
constexpr Colour glow = IM_COL32(0xFF, 0xF0, 0xD7, 255);

}  // namespace

Elevation elevation_of(ThemeName theme, Level level) {
    const Colour hairline = palette_of(theme).hairline;
    if (theme == ThemeName::contrast) return {.edge = level == Level::e3 ? 3.0F : 2.0F, .edge_colour = hairline};
    if (level == Level::e0) return {.edge = 1, .edge_colour = hairline};
    if (theme == ThemeName::dark) {
        if (level == Level::e1)
            return {.layers = e1_dark, .shade = black, .edge = 1, .edge_colour = faded(glow, 0.06F)};
        return {.layers = e2_dark, .shade = black, .edge = 1, .edge_colour = faded(glow, 0.08F)};
    }
    if (level == Level::e1) return {.layers = e1, .shade = shade, .edge = 1, .edge_colour = faded(shade, 0.05F)};
    if (level == Level::e2) return {.layers = e2, .shade = shade};
    return {.layers = e3, .shade = shade_deep};
}

}  // namespace earshot::app
