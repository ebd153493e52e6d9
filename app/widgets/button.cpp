#include "app/widgets/button.hpp"

#include <cmath>

#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

struct Parts {
    TextStyle style;
    TextStyle detail_style;
    float icon;  // pixels; 0: none
    float trailing;
    float gap;
    float padding;
    float height_min;
    float radius;
};

Parts parts_of(const Ui& ui, const ButtonOptions& options) {
    const Sizes& size = ui.theme.size;
    const TypeScale& type = ui.theme.type;
    Parts parts{};
    parts.style = options.big ? type.button_big : type.button;
    parts.detail_style = type.hint;
    const float icon = options.detail.empty() ? size.icon : size.icon_big;
    parts.icon = options.icon != Icon::none ? ui.text_u(icon) : 0;
    parts.trailing = options.trailing != Icon::none ? ui.text_u(size.icon) : 0;
    parts.gap = ui.u(size.button_gap);
    parts.padding = ui.u(options.padding >= 0 ? options.padding : options.label.empty() ? 12 : size.button_padding);
    parts.height_min = ui.u(options.big ? size.button_big_height : size.button_height);
    parts.radius = ui.u(options.big ? size.button_big_radius : size.button_radius);
    return parts;
}

// What stands beside the words.
float aside(const Parts& parts, const ButtonOptions& options) {
    float width = 0;
    if (parts.icon > 0) width += parts.icon + (options.label.empty() ? 0 : parts.gap);
    if (parts.trailing > 0) width += parts.trailing + (options.label.empty() ? 0 : parts.gap);
    return width;
}

// Room for the words. Words that are a little too wide for their line take some of the padding before they wrap.
float room_for_words(Ui& ui, const Parts& parts, const ButtonOptions& options, float width) {
    const float room = std::max(1.0F, width - aside(parts, options) - 2 * parts.padding);
    const float spare = 2 * std::max(0.0F, parts.padding - ui.u(10));
    const float natural = options.label.empty() ? 0 : text_size(ui, options.label, parts.style).x;
    return natural > room && natural <= room + spare ? natural : room;
}

std::string_view second_line(const ButtonOptions& options) {
    return !options.enabled && !options.why_not.empty() ? options.why_not : options.detail;
}

struct Colours {
    Colour surface;  // 0: none
    Colour pressed;
    Colour words;
    Colour edge;  // 0: none
    float edge_width;
};

Colours colours_of(const Ui& ui, const ButtonOptions& options) {
    const Palette& c = ui.theme.colour;
    const float thin = ui.exact(ui.theme.size.edge_control);
    const bool contrast = ui.theme.is_contrast();
    // Where surfaces are black, a pressed one shows by a lighter black.
    const Colour pressed = contrast ? c.primary_soft : c.hairline;
    if (!options.enabled) return {c.fill, c.fill, c.ink3, contrast ? c.ink3 : 0, thin};
    switch (options.look) {
        case Look::primary:
            return {c.primary, c.primary_down, c.on_primary, 0, 0};
        case Look::quiet:
            return {c.primary_soft, pressed, c.primary, contrast ? c.primary : 0, ui.exact(2)};
        case Look::plain:
            return {0, pressed, c.primary, 0, 0};
        case Look::attention:
            return {c.attention, mixed(c.attention, c.ink, 0.25F), c.card, 0, 0};
        case Look::outlined:
            break;
    }
    return {c.card, pressed, c.ink, c.control, thin};
}

void draw_surface(Ui& ui, const Rect& rect, const Parts& parts, const ButtonOptions& options, const Colours& colours,
                  const Touch& touch) {
    if (options.look == Look::primary && options.enabled && touch.glow < 1) {
        raised(ui, rect, colours.surface, parts.radius, Level::e1);
        fill(ui, rect, faded(colours.pressed, touch.glow), parts.radius);
    } else {
        if (colours.surface != 0) fill(ui, rect, colours.surface, parts.radius);
        if (touch.glow > 0) fill(ui, rect, faded(colours.pressed, touch.glow), parts.radius);
    }
    if (touch.hovered && touch.glow == 0 && options.look != Look::primary)
        fill(ui, rect, faded(colours.pressed, 0.35F), parts.radius);
    if (colours.edge != 0) edge(ui, rect, colours.edge, colours.edge_width, parts.radius);
    if (touch.ring) focus_ring(ui, rect, parts.radius);
}

}  // namespace

Vec2 button_size(Ui& ui, const ButtonOptions& options) {
    const Parts parts = parts_of(ui, options);
    const Vec2 words = options.label.empty() ? Vec2{0, 0} : text_size(ui, options.label, parts.style);
    float width = words.x;
    if (const std::string_view second = second_line(options); !second.empty())
        width = std::max(width, text_size(ui, second, parts.detail_style).x);
    width += aside(parts, options) + 2 * parts.padding;
    return {std::max(std::ceil(width), parts.height_min), button_height(ui, options, std::ceil(width))};
}

float button_height(Ui& ui, const ButtonOptions& options, float width) {
    const Parts parts = parts_of(ui, options);
    const float room = room_for_words(ui, parts, options, width);
    float words = options.label.empty() ? 0 : paragraph_height(ui, room, options.label, parts.style);
    if (const std::string_view second = second_line(options); !second.empty())
        words += paragraph_height(ui, room, second, parts.detail_style) + ui.u(2);
    return std::max({parts.height_min, words + ui.u(20), parts.icon + ui.u(20)});
}

bool button(Ui& ui, std::string_view name, const Rect& rect, const ButtonOptions& options) {
    const WidgetId id = ui.id(name);
    TouchOptions touch_options = options.touch;
    touch_options.enabled = options.enabled;
    const Touch touch = ui.touch(id, rect, touch_options);
    if (!ui.visible(rect.grown(ui.u(8)))) return touch.clicked;

    const Parts parts = parts_of(ui, options);
    const Colours colours = colours_of(ui, options);
    draw_surface(ui, rect, parts, options, colours, touch);
    const BoundsScope bounds(ui.problems, rect);
    const Colour words_colour = options.colour != 0 && options.enabled ? options.colour : colours.words;
    const Colour icon_colour = !options.detail.empty() && options.look == Look::outlined && options.enabled
                                   ? ui.theme.colour.primary
                                   : words_colour;

    const float beside = aside(parts, options);
    const float room = room_for_words(ui, parts, options, rect.width);
    const TextOptions wrap{.width = room, .align = options.align, .balanced = options.align == Align::centre};
    float block_width = 0;
    float block_height = 0;
    const std::string_view second = second_line(options);
    if (!options.label.empty()) {
        const TextLayout& first = layout_text(ui, options.label, parts.style, wrap);
        block_width = std::ceil(first.width);
        block_height = first.height();
        if (!second.empty()) {
            const TextLayout& below = layout_text(ui, second, parts.detail_style, wrap);
            block_width = std::max(block_width, std::ceil(below.width));
            block_height += below.height() + ui.u(2);
        }
    }
    float x = rect.x + parts.padding;
    if (options.align == Align::centre && !options.spread)
        x = rect.x + std::round((rect.width - beside - block_width) / 2);
    const float middle = rect.y + rect.height / 2;
    if (parts.icon > 0) {
        // Alone in a square it keeps air around it, however large the text.
        const float icon = options.label.empty() ? std::min(parts.icon, std::round(rect.height * 0.6F)) : parts.icon;
        draw_icon(ui, options.icon, {x + parts.icon / 2, middle}, icon, icon_colour);
        x += parts.icon + parts.gap;
    }
    if (!options.label.empty()) {
        const bool free_width = options.align != Align::centre || options.spread;
        const float width = free_width ? room : block_width;
        const TextOptions placed{.width = width,
                                 .align = options.spread ? Align::left : options.align,
                                 .balanced = !free_width && block_width < room};
        float y = rect.y + std::floor((rect.height - block_height) / 2);
        y += paragraph(ui, {x, y}, width, options.label, parts.style, words_colour, placed);
        if (!second.empty()) {
            paragraph(ui, {x, y + ui.u(2)}, width, second, parts.detail_style,
                      options.look == Look::outlined && options.enabled ? ui.theme.colour.ink2 : words_colour, placed);
        }
        x += width + parts.gap;
    }
    if (parts.trailing > 0) {
        if (options.spread) x = rect.right() - parts.padding - parts.trailing;
        const bool quiet = options.spread && options.look == Look::outlined && options.enabled;
        draw_icon(ui, options.trailing, {x + parts.trailing / 2, middle}, parts.trailing,
                  quiet ? ui.theme.colour.ink2 : words_colour);
    }
    return touch.clicked;
}

bool icon_button(Ui& ui, std::string_view name, const Rect& rect, Icon icon, Look look) {
    return button(ui, name, rect,
                  {.icon = icon, .look = look, .colour = look == Look::plain ? ui.theme.colour.ink2 : 0, .padding = 0});
}

Vec2 tab_size(Ui& ui, const TabOptions& options) {
    const Vec2 words = text_size(ui, options.label, ui.theme.type.tab.with(Face::semibold));
    const float icon = options.icon != Icon::none ? ui.text_u(ui.theme.size.icon) + ui.u(10) : 0;
    return {words.x + icon + 2 * ui.u(options.padding), std::max(ui.u(ui.theme.size.touch), words.y + ui.u(24))};
}

bool tab(Ui& ui, std::string_view name, const Rect& rect, const TabOptions& options) {
    const Touch touch = ui.touch(ui.id(name), rect);
    const Palette& c = ui.theme.colour;
    const float padding = ui.u(options.padding);
    const float radius = ui.u(ui.theme.size.button_radius);
    if (touch.glow > 0) fill(ui, rect, faded(c.hairline, touch.glow), radius);
    if (touch.ring) focus_ring(ui, rect.inset(0, ui.u(2)), radius);
    const BoundsScope bounds(ui.problems, rect);
    const Colour colour = options.on ? c.ink : c.ink2;
    float x = rect.x + padding;
    if (options.icon != Icon::none) {
        const float icon = ui.text_u(ui.theme.size.icon);
        draw_icon(ui, options.icon, {x + icon / 2, rect.y + rect.height / 2}, icon, colour);
        x += icon + ui.u(10);
    }
    const TextStyle style = options.on ? ui.theme.type.tab.with(Face::semibold) : ui.theme.type.tab;
    const float room = std::max(1.0F, rect.right() - padding - x);
    const bool fits = paragraph_height(ui, room, options.label, style) <= rect.height;
    const TextLayout& text = layout_text(ui, options.label, style, {.width = room, .lines_max = fits ? 0 : 1});
    draw_layout(ui, text, {x, rect.y + std::floor((rect.height - text.height()) / 2)}, colour);
    if (options.on) {
        const Rect line{rect.x + padding, rect.bottom() - ui.u(10), rect.width - 2 * padding, ui.u(4)};
        fill(ui, line, c.primary, ui.exact(2));
    }
    return touch.clicked;
}

}  // namespace earshot::app
