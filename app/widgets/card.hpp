// app/widgets/card.hpp: surfaces things lie on.
#pragma once

#include "app/widgets/ui.hpp"

namespace earshot::app {

// A card with rounded corners, raised.
void card(Ui& ui, const Rect& rect, Level level = Level::e1, Colour colour = 0);
// A panel that lies behind cards.
void sunken_panel(Ui& ui, const Rect& rect, float radius = -1);
// A bar along the foot or the top of the screen, with a hairline towards the page.
void foot_bar(Ui& ui, const Rect& rect);
void top_bar(Ui& ui, const Rect& rect);

// A card that is touched as a whole: pressed it sinks, selected it gets an edge and a tint.
struct TouchCardOptions {
    bool selected = false;
    Colour edge = 0;    // of a card that needs a person
    float radius = -1;  // pixels; negative: the theme's
    TouchOptions touch = {};
};
bool touch_card(Ui& ui, std::string_view name, const Rect& rect, const TouchCardOptions& options = {});

}  // namespace earshot::app
