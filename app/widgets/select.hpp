// app/widgets/select.hpp: one of many, from a list that opens on touch.
#pragma once

#include <optional>
#include <span>

#include "app/theme/icons.hpp"
#include "app/widgets/chip.hpp"

namespace earshot::app {

struct SelectOptions {
    std::span<const std::string_view> choices;
    std::optional<std::size_t> selected;
    std::string_view placeholder;  // shown while nothing is chosen
    Icon icon = Icon::none;
    std::optional<Kind> kind;  // the look of a chosen kind
    int mood = 0;              // a face, and the look of a chosen mood
    bool bold = true;
    bool enabled = true;
};
Vec2 select_size(Ui& ui, const SelectOptions& options);  // wide enough for every choice
float select_height(Ui& ui, const SelectOptions& options, float width);
// The choice that was made.
std::optional<std::size_t> select(Ui& ui, std::string_view name, const Rect& rect, const SelectOptions& options);

}  // namespace earshot::app
