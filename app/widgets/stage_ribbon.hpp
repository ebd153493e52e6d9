// app/widgets/stage_ribbon.hpp: the customer's journey as chevrons, the chosen stage filled with a check.
//
// Names wrap inside their chevron; when a word would not fit, the ribbon continues on another row.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "app/widgets/ui.hpp"

namespace earshot::app {

struct Stage {
    std::string_view label;
    std::string_view count;  // on a wall: how many stories, above the name; empty: none
};

float stage_ribbon_height(Ui& ui, std::span<const Stage> stages, float width);
// The stage that was pressed.
std::optional<std::size_t> stage_ribbon(Ui& ui, std::string_view name, const Rect& rect, std::span<const Stage> stages,
                                        std::optional<std::size_t> selected);

}  // namespace earshot::app
