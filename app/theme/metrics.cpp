#include "app/theme/metrics.hpp"

#include <algorithm>
#include <cmath>

namespace earshot::app {
namespace {

constexpr Sizes tablet{
    .page_margin = 28,
    .gap_small = 8,
    .gap = 14,
    .gap_large = 24,
    .bar_top = 76,
    .bar_foot = 96,
    .touch = 64,
    .button_height = 64,
    .button_big_height = 72,
    .button_padding = 24,
    .button_gap = 12,
    .button_radius = 14,
    .button_big_radius = 18,
    .icon = 26,
    .icon_big = 30,
    .card_radius = 16,
    .panel_radius = 20,
    .sheet_radius = 24,
    .chip_height = 36,
    .chip_padding_left = 10,
    .chip_padding_right = 14,
    .chip_gap = 8,
    .chip_icon = 20,
    .tile_height = 68,
    .tile_gap = 7,
    .tile_icon = 23,
    .mood_height = 68,
    .mood_gap = 4,
    .mood_face = 34,
    .ribbon_height = 68,
    .ribbon_point = 16,
    .ribbon_overlap = 11,
    .ribbon_radius = 14,
    .segmented_inner_height = 60,
    .segmented_padding = 4,
    .segmented_radius = 16,
    .segmented_inner_radius = 12,
    .toast_height = 64,
    .edge_control = 1.5F,
    .edge_selected = 3,
    .focus_ring = 3,
    .focus_offset = 3,
};

constexpr Sizes wall{
    .page_margin = 64,
    .gap_small = 16,
    .gap = 20,
    .gap_large = 28,
    .bar_top = 128,
    .bar_foot = 128,
    .touch = 104,
    .button_height = 104,
    .button_big_height = 104,
    .button_padding = 44,
    .button_gap = 20,
    .button_radius = 24,
    .button_big_radius = 24,
    .icon = 44,
    .icon_big = 56,
    .card_radius = 24,
    .panel_radius = 28,
    .sheet_radius = 36,
    .chip_height = 52,
    .chip_padding_left = 18,
    .chip_padding_right = 24,
    .chip_gap = 12,
    .chip_icon = 32,
    .tile_height = 108,
    .tile_gap = 14,
    .tile_icon = 40,
    .mood_height = 116,
    .mood_gap = 8,
    .mood_face = 52,
    .ribbon_height = 116,
    .ribbon_point = 28,
    .ribbon_overlap = 20,
    .ribbon_radius = 24,
    .segmented_inner_height = 88,
    .segmented_padding = 6,
    .segmented_radius = 28,
    .segmented_inner_radius = 22,
    .toast_height = 104,
    .edge_control = 1.5F,
    .edge_selected = 4,
    .focus_ring = 4,
    .focus_offset = 4,
};

constexpr TypeScale tablet_type{
    .words_large = {Face::serif, 27, 41},
    .words_writing = {Face::serif, 27, 41},
    .words = {Face::serif, 19, 29},
    .words_small = {Face::serif, 18, 26},
    .display = {Face::serif_bold, 38, 50},
    .title = {Face::serif_bold, 25, 34},
    .heading = {Face::semibold, 20, 27},
    .body = {Face::regular, 18, 26},
    .strong = {Face::semibold, 18, 26},
    .button = {Face::semibold, 18, 26},
    .button_big = {Face::semibold, 22, 28},
    .tab = {Face::medium, 18, 26},
    .tile = {Face::semibold, 17, 24},
    .label = {Face::semibold, 16, 22},
    .hint = {Face::regular, 16, 22},
    .chip = {Face::semibold, 16, 22},
    .mood = {Face::medium, 15, 18},
    .stage = {Face::medium, 17, 24},
    .number = {Face::bold, 32, 40},
};

constexpr TypeScale wall_type{
    .words_large = {Face::serif, 74, 96},
    .words_writing = {Face::serif, 42, 58},
    .words = {Face::serif, 42, 58},
    .words_small = {Face::serif, 42, 56},
    .display = {Face::serif_bold, 64, 84},
    .title = {Face::semibold, 48, 60},
    .heading = {Face::semibold, 44, 54},
    .body = {Face::regular, 32, 42},
    .strong = {Face::semibold, 32, 42},
    .button = {Face::semibold, 34, 44},
    .button_big = {Face::semibold, 34, 44},
    .tab = {Face::medium, 28, 36},
    .tile = {Face::semibold, 32, 42},
    .label = {Face::semibold, 28, 38},
    .hint = {Face::regular, 28, 36},
    .chip = {Face::semibold, 28, 36},
    .mood = {Face::medium, 28, 36},
    .stage = {Face::medium, 30, 38},
    .number = {Face::bold, 54, 60},
};

}  // namespace

const Sizes& sizes_of(Form form) {
    return form == Form::wall ? wall : tablet;
}

const TypeScale& type_of(Form form) {
    return form == Form::wall ? wall_type : tablet_type;
}

float pixels_per_unit(Form form, float pixels_per_mm, float height) {
    if (form == Form::wall) return std::max(0.5F, height / 1080);
    return std::clamp(std::round(pixels_per_mm * unit_mm * 8) / 8, 1.0F, 6.0F);
}

}  // namespace earshot::app
