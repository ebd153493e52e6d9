#include "app/widgets/toggle.hpp"

#include <cmath>

#include "app/theme/motion.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

constexpr float switch_width = 68;
constexpr float switch_height = 40;
constexpr float knob = 28;
constexpr float knob_inset = 6;
constexpr float gap = 16;

float aside(const Ui& ui, const ToggleOptions& options) {
    return ui.u(switch_width) + ui.u(gap) +
           (options.icon != Icon::none ? ui.text_u(ui.theme.size.icon) + ui.u(gap) : 0);
}

TextStyle label_style(const Ui& ui) {
    return ui.theme.type.strong;
}

void draw_switch(Ui& ui, const Rect& place, float on, float glow, const ToggleOptions& options) {
    const Palette& c = ui.theme.colour;
    const Colour lit = !options.enabled ? c.fill : options.attention ? c.attention : c.primary;
    const Colour knob_lit = options.attention ? c.card : c.on_primary;
    const float radius = place.height / 2;
    fill(ui, place, mixed(ui.theme.is_contrast() || !options.enabled ? c.fill : c.sunken, lit, on), radius);
    if (on < 1 && options.enabled) edge(ui, place, faded(c.control, 1 - on), ui.exact(2), radius);
    // Where surfaces are black, even a switch that cannot be moved needs an outline.
    if (!options.enabled && ui.theme.is_contrast()) edge(ui, place, c.ink3, ui.exact(1), radius);
    const float wide = ui.exact(knob) + ui.exact(2) * glow;
    const float left = place.x + ui.exact(knob_inset);
    const float right = place.right() - ui.exact(knob_inset) - wide;
    const float size = ui.exact(knob);
    fill(ui, {left + (right - left) * on, place.y + (place.height - size) / 2, wide, size},
         mixed(options.enabled ? c.control : c.ink3, knob_lit, on), size / 2);
}

}  // namespace

float toggle_height(Ui& ui, const ToggleOptions& options, float width) {
    const float room = std::max(1.0F, width - aside(ui, options));
    float words = paragraph_height(ui, room, options.label, label_style(ui));
    if (!options.detail.empty()) words += paragraph_height(ui, room, options.detail, ui.theme.type.hint);
    return std::max(ui.u(ui.theme.size.touch), words + ui.u(12));
}

Vec2 toggle_size(Ui& ui, const ToggleOptions& options) {
    float words = text_size(ui, options.label, label_style(ui)).x;
    if (!options.detail.empty()) words = std::max(words, text_size(ui, options.detail, ui.theme.type.hint).x);
    const float width = std::ceil(words) + aside(ui, options);
    return {width, toggle_height(ui, options, width)};
}

bool toggle(Ui& ui, std::string_view name, const Rect& rect, bool on, const ToggleOptions& options) {
    const WidgetId id = ui.id(name);
    const Touch touch = ui.touch(id, rect, {.enabled = options.enabled});
    const Palette& c = ui.theme.colour;
    const float chosen = ui.follow(id, on, motion::selection, motion::selection);
    const Colour words = options.enabled ? c.ink : c.ink3;
    const float room = std::max(1.0F, rect.width - aside(ui, options));
    float x = rect.x;
    const float middle = rect.y + rect.height / 2;
    if (options.icon != Icon::none) {
        const float icon = ui.text_u(ui.theme.size.icon);
        const Colour colour = !options.enabled ? c.ink3 : options.attention && on ? c.attention : c.ink2;
        draw_icon(ui, options.icon, {x + icon / 2, middle}, icon, colour);
        x += icon + ui.u(gap);
    }
    const BoundsScope bounds(ui.problems, rect);
    const TextLayout& first = layout_text(ui, options.label, label_style(ui), {.width = room});
    float height = first.height();
    float width = first.width;
    if (!options.detail.empty()) {
        const TextLayout& second = layout_text(ui, options.detail, ui.theme.type.hint, {.width = room});
        height += second.height();
        width = std::max(width, second.width);
    }
    const float y = rect.y + std::floor((rect.height - height) / 2);
    draw_layout(ui, first, {x, y}, words);
    if (!options.detail.empty())
        paragraph(ui, {x, y + first.height()}, room, options.detail, ui.theme.type.hint,
                  options.enabled ? c.ink2 : c.ink3);
    const float switch_x = options.spread ? rect.right() - ui.u(switch_width) : x + std::ceil(width) + ui.u(gap);
    const Rect place{switch_x, std::round(middle - ui.u(switch_height) / 2), ui.u(switch_width), ui.u(switch_height)};
    draw_switch(ui, place, chosen, touch.glow, options);
    if (touch.ring) focus_ring(ui, place, place.height / 2);
    return touch.clicked;
}

}  // namespace earshot::app
