// app/widgets/empty_state.hpp: what a screen says when there is nothing on it yet: a sentence and one action.
#pragma once

#include <span>

#include "app/theme/icons.hpp"
#include "app/widgets/ui.hpp"

namespace earshot::app {

// What will happen, one picture after the other along a line.
struct WayStep {
    Icon icon;
    std::string_view what;
    std::string_view more;
};
float way_height(Ui& ui, std::span<const WayStep> steps, float width);
void draw_way(Ui& ui, const Rect& rect, std::span<const WayStep> steps);

struct EmptyStateOptions {
    std::string_view title;
    std::string_view words;
    std::string_view action;  // empty: none
    Icon icon = Icon::pencil;
    std::span<const WayStep> way;
    bool illustrated = true;
};
// In the middle of that rectangle; scrolls when it is too low. True when the action was pressed.
bool empty_state(Ui& ui, std::string_view name, const Rect& rect, const EmptyStateOptions& options);

}  // namespace earshot::app
