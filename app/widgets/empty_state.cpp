#include "app/widgets/empty_state.hpp"

#include <cmath>
#include <vector>

#include "app/widgets/button.hpp"
#include "app/widgets/scroll_area.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

TextStyle sentence_style(const Ui& ui) {
    return ui.theme.is_wall() ? ui.theme.type.body : TextStyle{Face::regular, 20, 30};
}

TextStyle step_style(const Ui& ui) {
    return ui.theme.is_wall() ? ui.theme.type.hint : TextStyle{Face::regular, 17, 24};
}

struct Way {
    std::size_t columns;
    float column;  // width
    float disc;
    std::vector<float> rows;  // heights
};

Way way_of(Ui& ui, std::span<const WayStep> steps, float width) {
    Way way{.columns = steps.size(), .column = 0, .disc = ui.text_u(ui.theme.is_wall() ? 88 : 56), .rows = {}};
    float widest = ui.u(150);
    for (const WayStep& step : steps) {
        widest = std::max({widest, text_size(ui, step.what, step_style(ui).with(Face::semibold)).x,
                           text_size(ui, step.more, step_style(ui)).x * 0.7F});
    }
    while (way.columns > 1 && width / static_cast<float>(way.columns) < widest + ui.u(16))
        --way.columns;
    way.column = width / static_cast<float>(way.columns);
    const float room = way.column - ui.u(12);
    for (std::size_t i = 0; i < steps.size(); i += way.columns) {
        float height = 0;
        for (std::size_t k = i; k < std::min(steps.size(), i + way.columns); ++k) {
            height = std::max(height, paragraph_height(ui, room, steps[k].what, step_style(ui).with(Face::semibold)) +
                                          paragraph_height(ui, room, steps[k].more, step_style(ui)));
        }
        way.rows.push_back(way.disc + ui.u(14) + height);
    }
    return way;
}

}  // namespace

float way_height(Ui& ui, std::span<const WayStep> steps, float width) {
    const Way way = way_of(ui, steps, width);
    float height = ui.u(24) * static_cast<float>(way.rows.empty() ? 0 : way.rows.size() - 1);
    for (const float row : way.rows)
        height += row;
    return height;
}

void draw_way(Ui& ui, const Rect& rect, std::span<const WayStep> steps) {
    const Palette& c = ui.theme.colour;
    const Way way = way_of(ui, steps, rect.width);
    const float room = way.column - ui.u(12);
    float y = rect.y;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const std::size_t column = i % way.columns;
        if (i > 0 && column == 0) y += way.rows[i / way.columns - 1] + ui.u(24);
        const float left = std::round(rect.x + static_cast<float>(column) * way.column);
        const Vec2 centre{left + std::round(way.column / 2), y + way.disc / 2};
        const Rect disc{centre.x - way.disc / 2, y, way.disc, way.disc};
        if (column > 0) {
            const float gap = ui.u(16);
            hairline(ui, {centre.x - way.column + way.disc / 2 + gap, std::round(centre.y - ui.theme.line())},
                     way.column - way.disc - 2 * gap);
            hairline(ui, {centre.x - way.column + way.disc / 2 + gap, std::round(centre.y)},
                     way.column - way.disc - 2 * gap);
        }
        fill(ui, disc, c.primary_soft, way.disc / 2);
        if (ui.theme.is_contrast()) edge(ui, disc, c.primary, ui.exact(2), way.disc / 2);
        draw_icon(ui, steps[i].icon, centre, ui.text_u(ui.theme.size.icon), c.primary);
        float text_y = y + way.disc + ui.u(14);
        const float x = left + ui.u(6);
        text_y += paragraph(ui, {x, text_y}, room, steps[i].what, step_style(ui).with(Face::semibold), c.ink,
                            {.align = Align::centre});
        paragraph(ui, {x, text_y}, room, steps[i].more, step_style(ui), c.ink2, {.align = Align::centre});
    }
}

bool empty_state(Ui& ui, std::string_view name, const Rect& rect, const EmptyStateOptions& options) {
    const IdScope scope(ui, name);
    const Palette& c = ui.theme.colour;
    const TextStyle display = ui.theme.type.display;
    const float margin = ui.u(ui.theme.size.page_margin);
    const float width = rect.width - 2 * margin;
    const float sentence_width = std::min(width, ui.text_u(640));
    const Vec2 picture = options.illustrated ? listening_size(ui) : Vec2{0, 0};
    const float title = paragraph_height(ui, width, options.title, display, {.balanced = true});
    const float sentence =
        options.words.empty() ? 0 : paragraph_height(ui, sentence_width, options.words, sentence_style(ui));
    const ButtonOptions action{.label = options.action, .icon = options.icon, .look = Look::primary, .big = true};
    Vec2 press{0, 0};
    if (!options.action.empty()) {
        press.x = std::min(width, std::max(ui.u(320), button_size(ui, action).x));
        press.y = button_height(ui, action, press.x);
    }
    const float way_width = std::min(width, ui.text_u(ui.theme.is_wall() ? 1500 : 1000));
    const float way = options.way.empty() ? 0 : way_height(ui, options.way, way_width);
    const float top_part = picture.y + (picture.y > 0 ? ui.u(14) : 0) + title +
                           (sentence > 0 ? ui.u(8) + sentence : 0) + (press.y > 0 ? ui.u(26) + press.y : 0);
    const float all = ui.u(28) + top_part + (way > 0 ? ui.u(48) + way : 0) + ui.u(40);

    ScrollArea area(ui, "empty", rect);
    const float room = std::max(all, rect.height);
    // With a way along the foot the rest stands at the top; alone it stands a little above the middle.
    float y = area.top() + (way > 0 ? ui.u(28) : std::max(ui.u(28), std::round((room - top_part) * 0.42F)));
    const float centre = rect.x + rect.width / 2;
    if (options.illustrated) {
        draw_listening(ui, {std::round(centre - picture.x / 2), y});
        y += picture.y + ui.u(14);
    }
    y += paragraph(ui, {rect.x + margin, y}, width, options.title, display, c.ink,
                   {.align = Align::centre, .balanced = true});
    if (sentence > 0) {
        y += ui.u(8);
        y += paragraph(ui, {std::round(centre - sentence_width / 2), y}, sentence_width, options.words,
                       sentence_style(ui), c.ink2, {.align = Align::centre});
    }
    bool pressed = false;
    if (press.y > 0) {
        y += ui.u(26);
        pressed = button(ui, "action", {std::round(centre - press.x / 2), y, press.x, press.y}, action);
        y += press.y;
    }
    if (way > 0) {
        const float foot = std::max(y + ui.u(48), area.top() + room - ui.u(40) - way);
        draw_way(ui, {std::round(centre - way_width / 2), foot, way_width, way}, options.way);
    }
    area.end(room > rect.height ? all : rect.height);
    return pressed;
}

}  // namespace earshot::app
