// app/widgets/button.hpp: what does something when pressed.
#pragma once

#include "app/theme/icons.hpp"
#include "app/widgets/text_layout.hpp"
#include "app/widgets/ui.hpp"

namespace earshot::app {

enum class Look : std::uint8_t {
    primary,    // the one action of a screen
    quiet,      // primary on its tint
    outlined,   // a card with an edge
    plain,      // words only
    attention,  // the way out of what needs a person
};

struct ButtonOptions {
    std::string_view label;   // empty: an icon alone; then `name` says what it does
    std::string_view detail;  // a second, quieter line
    Icon icon = Icon::none;
    Icon trailing = Icon::none;  // after the words
    Look look = Look::outlined;
    bool big = false;
    bool enabled = true;
    std::string_view why_not;  // shown below the label while disabled
    Align align = Align::centre;
    bool spread = false;  // the trailing icon stands at the right edge
    Colour colour = 0;    // of words and icon, where the look's is not wanted
    float padding = -1;   // units; negative: the theme's
    TouchOptions touch = {};
};

// As wide as its words on one line, as high as the touch needs.
Vec2 button_size(Ui& ui, const ButtonOptions& options);
// In a place of that width: words wrap and the button grows.
float button_height(Ui& ui, const ButtonOptions& options, float width);
// Draws it; true when it was pressed.
bool button(Ui& ui, std::string_view name, const Rect& rect, const ButtonOptions& options);

// A square button with an icon alone.
bool icon_button(Ui& ui, std::string_view name, const Rect& rect, Icon icon, Look look = Look::plain);

// A tab of the top bar: an icon and a word, underlined while its screen is shown.
struct TabOptions {
    std::string_view label;
    Icon icon = Icon::none;
    bool on = false;
    float padding = 20;
};
Vec2 tab_size(Ui& ui, const TabOptions& options);
bool tab(Ui& ui, std::string_view name, const Rect& rect, const TabOptions& options);

}  // namespace earshot::app
