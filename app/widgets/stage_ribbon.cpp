#include "app/widgets/stage_ribbon.hpp"

#include <cmath>
#include <vector>

#include "app/theme/motion.hpp"
#include "app/widgets/line_break.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"
#include "platform/base/utf8.hpp"

namespace earshot::app {
namespace {

constexpr float check_size = 19;
constexpr float check_gap = 5;
constexpr float row_gap = 6;

TextStyle count_style_of(const Ui& ui) {
    return ui.theme.is_wall() ? TextStyle{Face::semibold, 44, 50} : TextStyle{Face::semibold, 26, 32};
}

struct Padding {
    float left, right;
};

Padding padding_of(const Ui& ui, bool first) {
    if (ui.theme.is_wall()) return {ui.u(first ? 20 : 34), ui.u(20)};
    return {ui.u(first ? 14 : 22), ui.u(16)};
}

// The widest piece of a name that must not be broken.
float widest_word(Ui& ui, std::string_view words, const TextStyle& style) {
    float widest = 0;
    std::size_t start = 0;
    for (std::size_t at = 0; at < words.size();) {
        const CodePoint c = decode_utf8(words, at);
        const std::size_t next = at + c.length;
        const bool ends = next >= words.size() || break_between(c.value, decode_utf8(words, next).value) == Break::may;
        if (ends) {
            std::string_view word = words.substr(start, next - start);
            while (!word.empty() && word.back() == ' ')
                word.remove_suffix(1);
            widest = std::max(widest, text_size(ui, word, style).x);
            start = next;
        }
        at = next;
    }
    return widest;
}

struct Chevron {
    Rect rect;
    bool first;  // of its row
    bool last;
};

struct Layout {
    std::vector<Chevron> chevrons;
    float height = 0;
};

float text_room(Ui& ui, const Chevron& chevron, bool with_check) {
    const Padding padding = padding_of(ui, chevron.first);
    const float check = with_check && !ui.theme.is_wall() ? ui.text_u(check_size) + ui.u(check_gap) : 0;
    return chevron.rect.width - padding.left - padding.right - check;
}

Layout layout_of(Ui& ui, std::span<const Stage> stages, const Rect& rect) {
    const Sizes& size = ui.theme.size;
    const TextStyle style = ui.theme.type.stage.with(Face::semibold);
    const float overlap = ui.u(size.ribbon_overlap);
    Layout layout;
    const std::size_t count = stages.size();
    for (std::size_t rows = 1; rows <= count; ++rows) {
        const std::size_t columns = (count + rows - 1) / rows;
        layout.chevrons.clear();
        bool fits = true;
        float text_height = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t row = i / columns;
            const std::size_t in_row = std::min(columns, count - row * columns);
            const std::size_t column = i % columns;
            const float width = (rect.width + overlap * static_cast<float>(in_row - 1)) / static_cast<float>(in_row);
            const float left = rect.x + static_cast<float>(column) * (width - overlap);
            const Chevron chevron{
                {std::round(left), static_cast<float>(row), std::round(left + width) - std::round(left), 0},
                column == 0,
                column + 1 == in_row};
            layout.chevrons.push_back(chevron);
            // Room for the check is kept, so that choosing a stage moves nothing.
            const float room = std::max(1.0F, text_room(ui, chevron, true) + ui.u(8));
            if (widest_word(ui, stages[i].label, style) > room) fits = false;
            const float bare = std::max(1.0F, text_room(ui, chevron, false));
            const bool wraps = text_size(ui, stages[i].label, style).x > room;
            text_height =
                std::max(text_height, paragraph_height(ui, wraps ? room : bare, stages[i].label, style) +
                                          (stages[i].count.empty() ? 0 : line_height(ui, count_style_of(ui))));
        }
        if (!fits && rows < count) continue;
        const float even = 2 * std::round(std::max(ui.u(size.ribbon_height), text_height + ui.u(20)) / 2);
        for (Chevron& chevron : layout.chevrons) {
            const float row = chevron.rect.y;
            chevron.rect.y = rect.y + row * (even + ui.u(row_gap));
            chevron.rect.height = even;
        }
        layout.height = layout.chevrons.empty() ? 0 : layout.chevrons.back().rect.bottom() - rect.y;
        break;
    }
    return layout;
}

// The notch makes the shape concave, so its upper and lower halves are drawn one after the other; they meet on a whole
// pixel and leave no seam.
void fill_chevron(Ui& ui, const Rect& r, bool first, bool last, float radius, Colour colour) {
    const float point = ui.u(ui.theme.size.ribbon_point);
    ImDrawList& list = ui.list();
    const float middle = r.y + r.height / 2;
    constexpr float quarter = 1.5707964F;
    for (const bool upper : {true, false}) {
        const float rim = upper ? r.y : r.bottom();
        const float inward = upper ? radius : -radius;
        // Around the half in one sense: rim left to right, then the middle line back.
        if (first && radius > 0) {
            list.PathArcTo({r.x + radius, rim + inward}, radius, 2 * quarter, upper ? 3 * quarter : quarter, 10);
        } else {
            list.PathLineTo({r.x, rim});
        }
        if (last && radius > 0) {
            const float from = upper ? 3 * quarter : quarter;
            const float to = upper ? 4 * quarter : 0;
            list.PathArcTo({r.right() - radius, rim + inward}, radius, from, to, 10);
        } else {
            list.PathLineTo({last ? r.right() : r.right() - point, rim});
        }
        list.PathLineTo({r.right(), middle});
        list.PathLineTo({first ? r.x : r.x + point, middle});
        if (upper) {
            list.PathFillConvex(colour);
        } else {
            // Soft edges need the same winding as the upper half.
            std::reverse(list._Path.begin(), list._Path.end());
            list.PathFillConvex(colour);
        }
    }
}

void stroke_chevron(Ui& ui, const Rect& r, bool first, bool last, Colour colour, float thickness) {
    const float point = ui.u(ui.theme.size.ribbon_point);
    ImDrawList& list = ui.list();
    const float middle = r.y + r.height / 2;
    list.PathLineTo({r.x, r.y});
    list.PathLineTo({last ? r.right() : r.right() - point, r.y});
    if (!last) list.PathLineTo({r.right(), middle});
    list.PathLineTo({last ? r.right() : r.right() - point, r.bottom()});
    list.PathLineTo({r.x, r.bottom()});
    if (!first) list.PathLineTo({r.x + point, middle});
    list.PathStroke(colour, ImDrawFlags_Closed, thickness);
}

void draw_words(Ui& ui, const Chevron& chevron, const Stage& stage, bool on, Colour colour) {
    const Rect& r = chevron.rect;
    const BoundsScope bounds(ui.problems, r);
    const Padding padding = padding_of(ui, chevron.first);
    const TextStyle style = on ? ui.theme.type.stage.with(Face::semibold) : ui.theme.type.stage;
    const float inside = r.width - padding.left - padding.right;
    if (!stage.count.empty()) {
        const TextStyle count_style = count_style_of(ui);
        const float count_height = line_height(ui, count_style_of(ui));
        const float words = paragraph_height(ui, inside, stage.label, style);
        float y = r.y + std::floor((r.height - count_height - words) / 2);
        const Vec2 number = text_size(ui, stage.count, count_style);
        const float check = on ? ui.text_u(ui.theme.is_wall() ? 36 : 24) + ui.u(12) : 0;
        const float x = r.x + padding.left + std::round((inside - number.x - check) / 2);
        if (on) {
            const float icon = ui.text_u(ui.theme.is_wall() ? 36 : 24);
            draw_icon(ui, Icon::check, {x + icon / 2, y + count_height / 2}, icon, colour);
        }
        label(ui, {x + check, y, number.x, count_height}, stage.count, count_style, colour);
        y += count_height;
        paragraph(ui, {r.x + padding.left, y}, inside, stage.label, style, colour,
                  {.align = Align::centre, .balanced = true});
        return;
    }
    const float check = on ? ui.text_u(check_size) + ui.u(check_gap) : 0;
    // The chosen name may use the air beside it before it wraps.
    const float room = inside - check + (on ? ui.u(8) : 0);
    const TextLayout& text = layout_text(ui, stage.label, style, {.width = std::max(1.0F, room), .balanced = true});
    float x = r.x + padding.left + std::round((inside - check - text.width) / 2);
    if (on) {
        const float icon = ui.text_u(check_size);
        draw_icon(ui, Icon::check, {x + icon / 2, r.y + r.height / 2}, icon, colour);
        x += check;
    }
    for (std::size_t i = 0; i < text.lines.size(); ++i) {
        // Lines stand in the middle of each other.
        const TextLine& line = text.lines[i];
        const std::string_view words = std::string_view(text.text).substr(line.begin, line.end - line.begin);
        const float y = r.y + std::floor((r.height - text.height()) / 2) + static_cast<float>(i) * text.line_height;
        draw_layout(ui, layout_text(ui, words, style), {x + std::round((text.width - line.width) / 2), y}, colour);
    }
}

}  // namespace

float stage_ribbon_height(Ui& ui, std::span<const Stage> stages, float width) {
    return layout_of(ui, stages, {0, 0, width, 0}).height;
}

std::optional<std::size_t> stage_ribbon(Ui& ui, std::string_view name, const Rect& rect, std::span<const Stage> stages,
                                        std::optional<std::size_t> selected) {
    const Palette& c = ui.theme.colour;
    const WidgetId group = ui.id(name);
    const Layout layout = layout_of(ui, stages, rect);
    const bool contrast = ui.theme.is_contrast();
    const float radius = contrast ? 0 : ui.u(ui.theme.size.ribbon_radius);
    std::optional<std::size_t> pressed;
    const Chevron* ringed = nullptr;
    bool ringed_on = false;
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const Chevron& chevron = layout.chevrons[i];
        const WidgetId id = ui.id(name, i + 1);
        const bool on = selected == i;
        Rect reach = chevron.rect;
        if (!chevron.last) reach.width -= ui.u(ui.theme.size.ribbon_overlap);
        const Touch touch = ui.touch(id, reach, {.group = group, .preferred = on});
        if (touch.clicked) pressed = i;
        const float chosen = ui.follow(id, on, motion::selection, motion::selection);
        const Colour resting = mixed(c.fill, contrast ? c.primary_soft : c.hairline, touch.glow);
        const Colour surface = mixed(resting, touch.glow > 0 && on ? c.primary_down : c.primary, chosen);
        if (contrast) {
            fill_chevron(ui, chevron.rect, chevron.first, chevron.last, 0, c.hairline);
            fill_chevron(ui, chevron.rect.inset(ui.exact(2)), chevron.first, chevron.last, 0, surface);
        } else {
            fill_chevron(ui, chevron.rect, chevron.first, chevron.last, radius, surface);
        }
        draw_words(ui, chevron, stages[i], on, on ? c.on_primary : c.ink);
        if (touch.ring) {
            ringed = &chevron;
            ringed_on = on;
        }
    }
    if (ringed != nullptr) {
        focus_ring(ui, {rect.x, rect.y, rect.width, layout.height}, radius);
        stroke_chevron(ui, ringed->rect.inset(ui.u(6), ui.u(5)), ringed->first, ringed->last,
                       ringed_on ? c.on_primary : c.focus, ui.exact(ui.theme.size.focus_ring));
    }
    return pressed;
}

}  // namespace earshot::app
