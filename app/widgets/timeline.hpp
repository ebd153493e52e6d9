// app/widgets/timeline.hpp: what became of a story, step by step, in words. What is still to come looks unfinished.
#pragma once

#include <span>

#include "app/theme/icons.hpp"
#include "app/widgets/ui.hpp"

namespace earshot::app {

struct TimelineStep {
    Icon icon = Icon::check_circle;
    std::string_view what;  // bold: "Delivered"
    std::string_view more;  // "4 November, 14:12"
    bool done = true;
};

struct TimelineOptions {
    bool discs = false;  // icons on filled discs, `more` at the right edge: the reader on the wall
};

float timeline_height(Ui& ui, std::span<const TimelineStep> steps, float width, const TimelineOptions& options = {});
// Gives its height.
float timeline(Ui& ui, Vec2 top_left, float width, std::span<const TimelineStep> steps,
               const TimelineOptions& options = {});

}  // namespace earshot::app
