// app/theme/metrics.hpp: every size, for the tablet in the hand and for the wall across the room.
//
// A unit is 0.1875 mm on a tablet (one pixel at 136 dots per inch), so a touch target of 64 units is 12 mm on every
// screen. On a wall sizes follow the distance people stand at, which grows with the screen: a unit is 1/1080 of its
// height. All numbers here are units; Ui::u() turns them into pixels.
#pragma once

#include "app/theme/type.hpp"

namespace earshot::app {

enum class Form : std::uint8_t { tablet, wall };

constexpr float unit_mm = 0.1875F;

struct Sizes {
    float page_margin, gap_small, gap, gap_large;
    float bar_top, bar_foot;
    float touch;  // the least height and width of what is touched
    float button_height, button_big_height, button_padding, button_gap, button_radius, button_big_radius;
    float icon, icon_big;
    float card_radius, panel_radius, sheet_radius;
    float chip_height, chip_padding_left, chip_padding_right, chip_gap, chip_icon;
    float tile_height, tile_gap, tile_icon;
    float mood_height, mood_gap, mood_face;
    float ribbon_height, ribbon_point, ribbon_overlap, ribbon_radius;
    float segmented_inner_height, segmented_padding, segmented_radius, segmented_inner_radius;
    float toast_height;
    float edge_control;   // of controls, inside their rectangle
    float edge_selected;  // of what is chosen
    float focus_ring, focus_offset;
};

const Sizes& sizes_of(Form form);
const TypeScale& type_of(Form form);

// Pixels of one unit. Tablets: never below one, so that small text stays readable on coarse screens; in steps of an
// eighth, so that shapes land on whole pixels more often. Walls: from the height alone.
float pixels_per_unit(Form form, float pixels_per_mm, float height);

}  // namespace earshot::app
