// app/views/fitted_button.hpp: the size of a button in a place that may be too narrow for its words on one line.
#pragma once

#include <algorithm>

#include "app/widgets/button.hpp"

namespace earshot::app {

inline Vec2 fitted_button(Ui& ui, const ButtonOptions& options, float room) {
    const float width = std::min(button_size(ui, options).x, room);
    return {width, button_height(ui, options, width)};
}

}  // namespace earshot::app
