#include "app/widgets/select.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "app/theme/motion.hpp"
#include "app/widgets/scroll_area.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

TextStyle style_of(const Ui& ui, const SelectOptions& options) {
    TextStyle style = ui.theme.type.button;
    if (!options.bold) style.face = Face::medium;
    return style;
}

struct Parts {
    float side;  // left and right
    float icon;  // with its gap; 0: none
    float arrow;
    float gap;
};

Parts parts_of(const Ui& ui, const SelectOptions& options) {
    const bool pictured = options.icon != Icon::none || options.kind || options.mood > 0;
    const bool wall = ui.theme.is_wall();
    const float gap = ui.u(wall ? 14 : 10);
    return {ui.u(wall ? 25 : 16), pictured ? ui.text_u(ui.theme.size.icon) + gap : 0, ui.text_u(wall ? 44 : 22), gap};
}

std::string_view words_of(const SelectOptions& options) {
    return options.selected && *options.selected < options.choices.size() ? options.choices[*options.selected]
                                                                          : options.placeholder;
}

// The open list, above everything. Owns copies: it is drawn after the view.
struct Menu {
    WidgetId id;
    Rect below;  // the control
    std::vector<std::string> choices;
    std::optional<std::size_t> selected;

    void draw(Ui& ui) const;
};

void Menu::draw(Ui& ui) const {
    MenuState& state = ui.menu(id);
    const Palette& c = ui.theme.colour;
    const TextStyle style = ui.theme.type.body;
    ui.begin_layer();
    ui.push_scope(id);
    const Rect screen = ui.screen().inset(ui.u(8));
    if (ui.touch(ui.id("beside"), ui.screen(), {.focusable = false}).clicked || ui.escape_pressed()) state.open = false;

    const float tick = ui.text_u(ui.theme.is_wall() ? 40 : 22);
    const float mark = tick + ui.u(12);
    const float side = ui.u(ui.theme.is_wall() ? 28 : 18);
    float width = below.width;
    for (const std::string& choice : choices)
        width = std::max(width, text_size(ui, choice, style).x + mark + 2 * side);
    width = std::min(std::ceil(width), screen.width);
    std::vector<float> heights;
    float content = 0;
    for (const std::string& choice : choices) {
        const float words = paragraph_height(ui, width - mark - 2 * side, choice, style);
        heights.push_back(std::max(ui.u(ui.theme.is_wall() ? 88 : 56), words + ui.u(16)));
        content += heights.back();
    }
    const float padding = ui.u(6);
    const float gap = ui.u(6);
    const float wanted = content + 2 * padding;
    const float room_below = screen.bottom() - below.bottom() - gap;
    const float room_above = below.y - gap - screen.y;
    const bool opens_down = room_below >= std::min(wanted, ui.u(240)) || room_below >= room_above;
    const float height = std::min(wanted, std::max(opens_down ? room_below : room_above, ui.u(120)));
    const Rect rect{std::round(std::clamp(below.x, screen.x, screen.right() - width)),
                    std::round(opens_down ? below.bottom() + gap : below.y - gap - height), width, std::round(height)};
    const float radius = ui.u(ui.theme.size.card_radius);
    raised(ui, rect, c.card, radius, Level::e2);
    ui.block(rect);
    ScrollArea area(ui, "choices", rect.inset(0, padding));
    float y = area.top();
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const Rect row{rect.x + padding, y, rect.width - 2 * padding, heights[i]};
        y += heights[i];
        const bool on = selected == i;
        const Touch touch = ui.touch(ui.id("choice", i), row, {.group = id, .preferred = on});
        const float inner = std::max(0.0F, radius - padding);
        if (on) fill(ui, row, c.primary_soft, inner);
        if (touch.glow > 0 || touch.hovered)
            fill(ui, row, faded(ui.theme.is_contrast() ? c.primary_soft : c.hairline, std::max(touch.glow, 0.5F)),
                 inner);
        if (touch.ring) edge(ui, row.inset(ui.u(1)), c.focus, ui.u(ui.theme.size.focus_ring), inner);
        const float words_width = row.width - mark - 2 * (side - padding);
        const float words = paragraph_height(ui, words_width, choices[i], style);
        paragraph(ui, {row.x + side - padding, row.y + std::floor((row.height - words) / 2)}, words_width, choices[i],
                  on ? style.with(Face::semibold) : style, on ? c.primary : c.ink);
        if (on) {
            draw_icon(ui, Icon::check, {row.right() - side + padding - tick / 2, row.y + row.height / 2}, tick,
                      c.primary);
        }
        if (touch.clicked) {
            state.chosen = i;
            state.open = false;
            ui.wake_at(ui.now);
        }
    }
    area.end(y - area.top());
    ui.pop_scope();
    ui.end_layer();
}

}  // namespace

Vec2 select_size(Ui& ui, const SelectOptions& options) {
    const Parts parts = parts_of(ui, options);
    float words = text_size(ui, options.placeholder, style_of(ui, options)).x;
    for (const std::string_view choice : options.choices)
        words = std::max(words, text_size(ui, choice, style_of(ui, options)).x);
    const float width = 2 * parts.side + parts.icon + words + parts.gap + parts.arrow;
    return {width, select_height(ui, options, width)};
}

float select_height(Ui& ui, const SelectOptions& options, float width) {
    const Parts parts = parts_of(ui, options);
    const float room = std::max(1.0F, width - 2 * parts.side - parts.icon - parts.gap - parts.arrow);
    return std::max(ui.u(ui.theme.size.button_height),
                    paragraph_height(ui, room, words_of(options), style_of(ui, options)) + ui.u(20));
}

std::optional<std::size_t> select(Ui& ui, std::string_view name, const Rect& rect, const SelectOptions& options) {
    const WidgetId id = ui.id(name);
    MenuState& state = ui.menu(id);
    const Touch touch = ui.touch(id, rect, {.enabled = options.enabled});
    if (touch.clicked) state.open = true;
    const Palette& c = ui.theme.colour;
    const Parts parts = parts_of(ui, options);
    const float radius = ui.u(ui.theme.size.button_radius);

    Colour words = options.enabled ? c.ink : c.ink3;
    Colour surface = options.enabled ? c.card : c.fill;
    Colour rim = c.control;
    float rim_width = ui.exact(ui.theme.size.edge_control);
    Icon icon = options.icon;
    if (options.selected && options.kind) {
        const KindLook look = look_of(ui, *options.kind);
        words = rim = look.colour;
        surface = look.soft;
        rim_width = ui.exact(2);
        icon = look.icon;
    } else if (options.selected && options.mood > 0) {
        words = rim = c.primary;
        surface = c.primary_soft;
        rim_width = ui.exact(2);
    }
    fill(ui, rect, surface, radius);
    if (touch.glow > 0 || state.open)
        fill(ui, rect, faded(ui.theme.is_contrast() ? c.primary_soft : c.hairline, state.open ? 1 : touch.glow),
             radius);
    if (options.enabled) edge(ui, rect, rim, rim_width, radius);
    if (touch.ring) focus_ring(ui, rect, radius);

    const BoundsScope bounds(ui.problems, rect);
    const float middle = rect.y + rect.height / 2;
    float x = rect.x + parts.side;
    if (parts.icon > 0) {
        const float pixels = parts.icon - parts.gap;
        if (options.mood > 0 && options.selected) {
            draw_face(ui, {x, std::round(middle - pixels / 2), pixels, pixels}, options.mood, words);
        } else {
            draw_icon(ui, icon, {x + pixels / 2, middle}, pixels, options.selected ? words : c.ink2);
        }
        x += parts.icon;
    }
    const float room = std::max(1.0F, rect.right() - parts.side - parts.arrow - parts.gap - x);
    const TextLayout& text = layout_text(ui, words_of(options), style_of(ui, options), {.width = room});
    draw_layout(ui, text, {x, rect.y + std::floor((rect.height - text.height()) / 2)}, words);
    draw_icon(ui, state.open ? Icon::chevron_up : Icon::chevron_down,
              {rect.right() - parts.side + ui.u(2) - parts.arrow / 2, middle}, parts.arrow,
              options.kind || options.mood > 0 ? words : c.ink);

    if (state.open) {
        Menu menu{.id = id, .below = rect, .choices = {}, .selected = options.selected};
        for (const std::string_view choice : options.choices)
            menu.choices.emplace_back(choice);
        ui.draw_later([menu = std::move(menu)](Ui& later) { menu.draw(later); });
    }
    return std::exchange(state.chosen, std::nullopt);
}

}  // namespace earshot::app
