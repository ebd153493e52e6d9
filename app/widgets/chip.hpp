// app/widgets/chip.hpp: a small word in a pill that says something and is not touched.
#pragma once

#include <optional>

#include "app/theme/icons.hpp"
#include "app/widgets/ui.hpp"

namespace earshot::app {

// The four kinds of story, by how they look: an icon, a colour and its tint.
enum class Kind : std::uint8_t { praise, pain, idea, issue };

struct KindLook {
    Icon icon;
    Colour colour;
    Colour soft;
};
KindLook look_of(const Ui& ui, Kind kind);
// "praise", "pain", "idea", "issue", as the model names them.
std::optional<Kind> kind_named(std::string_view name);

struct ChipOptions {
    std::string_view label;
    Icon icon = Icon::none;
    std::optional<Kind> kind;  // gives icon and colours
    int mood = 0;              // 1 to 5: a face instead of an icon
    bool primary = false;      // primary on its tint
    bool attention = false;
    bool small = false;  // in a list
    bool light = false;  // the word not bold
};
Vec2 chip_size(Ui& ui, const ChipOptions& options);
// Draws it at its size; gives its width.
float chip(Ui& ui, Vec2 top_left, const ChipOptions& options);

}  // namespace earshot::app
