#include "app/widgets/card.hpp"

#include <cmath>

#include "app/widgets/shapes.hpp"

namespace earshot::app {

void card(Ui& ui, const Rect& rect, Level level, Colour colour) {
    raised(ui, rect, colour != 0 ? colour : ui.theme.colour.card, ui.u(ui.theme.size.card_radius), level);
}

void sunken_panel(Ui& ui, const Rect& rect, float radius) {
    const Palette& c = ui.theme.colour;
    if (radius < 0) radius = ui.u(ui.theme.size.panel_radius);
    fill(ui, rect, ui.theme.is_contrast() ? c.card : c.sunken, radius);
    if (ui.theme.is_contrast()) edge(ui, rect, c.hairline, ui.exact(2), radius);
}

void foot_bar(Ui& ui, const Rect& rect) {
    const Palette& c = ui.theme.colour;
    const float line = std::max(1.0F, std::round(ui.theme.line()));
    if (!ui.theme.is_contrast())
        fill(ui, {rect.x, rect.y - ui.u(3), rect.width, ui.u(3)}, faded(IM_COL32(70, 50, 20, 255), 0.02F));
    fill(ui, {rect.x, rect.y - line, rect.width, line}, c.hairline);
    fill(ui, rect, c.card);
}

void top_bar(Ui& ui, const Rect& rect) {
    const Palette& c = ui.theme.colour;
    const float line = std::max(1.0F, std::round(ui.theme.line()));
    if (!ui.theme.is_contrast())
        fill(ui, {rect.x, rect.bottom(), rect.width, ui.u(3)}, faded(IM_COL32(70, 50, 20, 255), 0.02F));
    fill(ui, {rect.x, rect.bottom(), rect.width, line}, c.hairline);
    fill(ui, rect, c.card);
}

bool touch_card(Ui& ui, std::string_view name, const Rect& rect, const TouchCardOptions& options) {
    const Palette& c = ui.theme.colour;
    const Touch touch = ui.touch(ui.id(name), rect, options.touch);
    const float radius = options.radius >= 0 ? options.radius : ui.u(ui.theme.size.card_radius);
    if (options.selected) {
        fill(ui, rect, c.primary_soft, radius);
        edge(ui, rect, c.primary, ui.exact(ui.theme.size.edge_selected), radius);
    } else {
        if (touch.glow < 1) raised(ui, rect, c.card, radius, Level::e1);
        if (touch.glow > 0) {
            fill(ui, rect, c.card, radius);
            raised(ui, rect, c.card, radius, Level::e0);
            fill(ui, rect, faded(c.fill, 0.5F * touch.glow), radius);
        }
        if (options.edge != 0) edge(ui, rect, options.edge, ui.exact(2), radius);
    }
    if (touch.ring) focus_ring(ui, rect, radius);
    return touch.clicked;
}

}  // namespace earshot::app
