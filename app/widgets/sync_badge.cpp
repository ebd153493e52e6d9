#include "app/widgets/sync_badge.hpp"

#include <cmath>
#include <string>

#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

constexpr float padding_side = 18;
constexpr float gap = 10;
constexpr float disc = 32;

TextStyle style_of(const Ui& ui) {
    return ui.theme.is_wall() ? ui.theme.type.label : ui.theme.type.tile;
}

float mark_width(Ui& ui, const SyncBadgeOptions& options) {
    if (options.waiting <= 0) return ui.text_u(ui.theme.size.icon_big);
    const float number = text_size(ui, std::to_string(options.waiting), style_of(ui)).x;
    return std::max(ui.text_u(disc), number + 2 * ui.u(9));
}

}  // namespace

Vec2 sync_badge_size(Ui& ui, const SyncBadgeOptions& options) {
    const Vec2 words = text_size(ui, options.label, style_of(ui));
    return {2 * ui.u(padding_side) + mark_width(ui, options) + ui.u(gap) + words.x,
            std::max(ui.u(ui.theme.size.touch), words.y + ui.u(24))};
}

bool sync_badge(Ui& ui, std::string_view name, const Rect& rect, const SyncBadgeOptions& options) {
    const Touch touch = ui.touch(ui.id(name), rect);
    const Palette& c = ui.theme.colour;
    const float radius = ui.u(ui.theme.size.button_radius);
    const Colour pressed = ui.theme.is_contrast() ? c.primary_soft : c.fill;
    if (touch.glow > 0 || touch.hovered) fill(ui, rect, faded(pressed, std::max(touch.glow, 0.5F)), radius);
    if (touch.ring) focus_ring(ui, rect.inset(0, ui.u(2)), radius);
    const BoundsScope bounds(ui.problems, rect);
    const float mark = mark_width(ui, options);
    float x = rect.x + ui.u(padding_side);
    const float middle = rect.y + rect.height / 2;
    const Colour lit = options.attention ? c.attention : c.primary;
    if (options.waiting > 0) {
        const float height = ui.text_u(disc);
        const Rect pill{x, std::round(middle - height / 2), mark, height};
        fill(ui, pill, lit, height / 2);
        label(ui, pill, std::to_string(options.waiting), style_of(ui), options.attention ? c.card : c.on_primary,
              Align::centre);
    } else {
        draw_icon(ui, options.attention ? Icon::alert : Icon::check_circle, {x + mark / 2, middle}, mark, lit);
    }
    x += mark + ui.u(gap);
    label(ui, {x, rect.y, rect.right() - ui.u(padding_side) - x + 1, rect.height}, options.label, style_of(ui), c.ink);
    return touch.clicked;
}

}  // namespace earshot::app
