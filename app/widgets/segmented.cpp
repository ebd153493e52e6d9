#include "app/widgets/segmented.hpp"

#include <cmath>

#include "app/theme/motion.hpp"
#include "app/widgets/flow.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

constexpr float padding_side = 10;

TextStyle style_of(const Ui& ui, const Segment& segment) {
    TextStyle style = ui.theme.type.button;
    if (ui.theme.is_wall()) style = ui.theme.type.strong;
    if (segment.text_size > 0) style = {style.face, segment.text_size, std::round(segment.text_size * 1.4F)};
    return style;
}

float icon_room(Ui& ui, const Segment& segment, const SegmentedOptions& options) {
    const bool pictured = segment.icon != Icon::none || options.strong;
    return pictured ? ui.text_u(ui.theme.size.icon) + ui.u(ui.theme.is_wall() ? 16 : 10) : 0;
}

struct Layout {
    std::vector<Rect> places;
    float height = 0;
};

Layout layout_of(Ui& ui, std::span<const Segment> segments, const Rect& rect, const SegmentedOptions& options) {
    const Sizes& size = ui.theme.size;
    const float padding = ui.u(size.segmented_padding);
    const Rect inside{rect.x + padding, rect.y + padding, rect.width - 2 * padding, 0};
    std::vector<float> naturals;
    for (const Segment& segment : segments)
        naturals.push_back(text_size(ui, segment.label, style_of(ui, segment)).x + icon_room(ui, segment, options) +
                           2 * ui.u(padding_side));
    const float widest = *std::max_element(naturals.begin(), naturals.end());
    const auto count = static_cast<float>(segments.size());
    const float equal = (inside.width - padding * (count - 1)) / count;
    float row = ui.u(size.segmented_inner_height);
    Layout layout;
    float total = padding * (count - 1);
    for (const float natural : naturals)
        total += natural;
    if (widest > equal && total <= inside.width) {
        // Each as wide as its words and a share of the rest.
        const std::vector<float> widths = shares(naturals, inside.width, padding);
        float x = inside.x;
        for (std::size_t i = 0; i < segments.size(); ++i) {
            row = std::max(row, line_height(ui, style_of(ui, segments[i])) + ui.u(16));
            layout.places.push_back({std::round(x), inside.y, std::round(x + widths[i]) - std::round(x), 0});
            x += widths[i] + padding;
        }
        for (Rect& place : layout.places)
            place.height = row;
    } else {
        const auto rough = grid(inside, segments.size(), segments.size(), std::min(widest, inside.width), 1, padding);
        for (std::size_t i = 0; i < segments.size(); ++i) {
            const float room = rough[i].width - icon_room(ui, segments[i], options) - 2 * ui.u(padding_side);
            row =
                std::max(row, paragraph_height(ui, std::max(1.0F, room), segments[i].label, style_of(ui, segments[i])) +
                                  ui.u(16));
        }
        layout.places = grid(inside, segments.size(), segments.size(), std::min(widest, inside.width), row, padding);
    }
    layout.height = layout.places.back().bottom() + padding - rect.y;
    return layout;
}

}  // namespace

float segmented_height(Ui& ui, std::span<const Segment> segments, float width, const SegmentedOptions& options) {
    return layout_of(ui, segments, {0, 0, width, 0}, options).height;
}

std::optional<std::size_t> segmented(Ui& ui, std::string_view name, const Rect& rect, std::span<const Segment> segments,
                                     std::size_t selected, const SegmentedOptions& options) {
    const Palette& c = ui.theme.colour;
    const Sizes& size = ui.theme.size;
    const bool contrast = ui.theme.is_contrast();
    const WidgetId group = ui.id(name);
    const Layout layout = layout_of(ui, segments, rect, options);
    const Rect track{rect.x, rect.y, rect.width, layout.height};
    fill(ui, track, contrast ? c.card : c.sunken, ui.u(size.segmented_radius));
    if (contrast) edge(ui, track, c.hairline, ui.exact(2), ui.u(size.segmented_radius));
    std::optional<std::size_t> pressed;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const Segment& segment = segments[i];
        const Rect& place = layout.places[i];
        const WidgetId id = ui.id(name, i + 1);
        const bool on = i == selected;
        const Touch touch = ui.touch(id, place, {.group = group, .preferred = on});
        if (touch.clicked) pressed = i;
        const float radius = ui.u(size.segmented_inner_radius);
        const float chosen = ui.follow(id, on, motion::selection, motion::selection);
        const bool filled = options.strong || contrast;
        if (touch.glow > 0 && !on) fill(ui, place, faded(c.hairline, touch.glow), radius);
        if (chosen >= 1 && !filled) {
            raised(ui, place, c.card, radius, Level::e1);
        } else if (chosen > 0) {
            fill(ui, place, faded(filled ? c.primary : c.card, chosen), radius);
        }
        if (touch.ring) focus_ring(ui, place, radius);
        const BoundsScope bounds(ui.problems, place);
        const Colour colour = !on ? c.ink2 : filled ? c.on_primary : c.ink;
        const Icon icon = options.strong && on && segment.icon == Icon::none ? Icon::check : segment.icon;
        const float beside = icon != Icon::none ? icon_room(ui, segment, options) : 0;
        const TextLayout& text = layout_text(ui, segment.label, style_of(ui, segment),
                                             {.width = std::max(1.0F, place.width - beside - ui.u(4))});
        float x = place.x + std::round((place.width - beside - text.width) / 2);
        if (beside > 0) {
            const float pixels = ui.text_u(size.icon);
            draw_icon(ui, icon, {x + pixels / 2, place.y + place.height / 2}, pixels, colour);
            x += beside;
        }
        draw_layout(ui, text, {x, place.y + std::floor((place.height - text.height()) / 2)}, colour);
    }
    return pressed;
}

}  // namespace earshot::app
