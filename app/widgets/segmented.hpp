// app/widgets/segmented.hpp: two to four choices on one track: lens, theme, text size.
//
// Stacks its choices when the words do not fit beside each other.
#pragma once

#include <optional>
#include <span>

#include "app/theme/icons.hpp"
#include "app/widgets/ui.hpp"

namespace earshot::app {

struct Segment {
    std::string_view label;
    Icon icon = Icon::none;
    float text_size = 0;  // units; 0: the theme's
};

struct SegmentedOptions {
    bool strong = false;  // the chosen one is filled with primary and gets a check: an answer, not a setting
};

float segmented_height(Ui& ui, std::span<const Segment> segments, float width, const SegmentedOptions& options = {});
// The segment that was pressed.
std::optional<std::size_t> segmented(Ui& ui, std::string_view name, const Rect& rect, std::span<const Segment> segments,
                                     std::size_t selected, const SegmentedOptions& options = {});

}  // namespace earshot::app
