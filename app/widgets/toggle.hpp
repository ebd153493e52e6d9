// app/widgets/toggle.hpp: yes or no, with words that say to what.
#pragma once

#include "app/theme/icons.hpp"
#include "app/widgets/ui.hpp"

namespace earshot::app {

struct ToggleOptions {
    std::string_view label;
    std::string_view detail;
    Icon icon = Icon::none;
    bool attention = false;  // on means that it needs a person
    bool spread = false;     // the switch stands at the right edge
    bool enabled = true;
};
Vec2 toggle_size(Ui& ui, const ToggleOptions& options);
float toggle_height(Ui& ui, const ToggleOptions& options, float width);
// True when it was switched; the caller keeps the new value.
bool toggle(Ui& ui, std::string_view name, const Rect& rect, bool on, const ToggleOptions& options);

}  // namespace earshot::app
