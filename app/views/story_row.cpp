#include "app/views/story_row.hpp"

#include <algorithm>
#include <cmath>

#include "app/widgets/card.hpp"
#include "app/widgets/chip.hpp"
#include "app/widgets/flow.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

// Sizes of one row, in pixels.
struct RowSizes {
    float padding_x, padding_y, column_gap, meta_gap;
    float state_icon, state_icon_gap;
    float words_width, state_width;
    bool beside;  // the state stands beside the words
};

RowSizes sizes_of_row(const Ui& ui, float width) {
    RowSizes sizes{.padding_x = ui.u(20),
                   .padding_y = ui.u(9),
                   .column_gap = ui.u(22),
                   .meta_gap = ui.u(9),
                   .state_icon = ui.text_u(23),
                   .state_icon_gap = ui.u(10),
                   .words_width = 0,
                   .state_width = 0,
                   .beside = false};
    const float inside = width - 2 * sizes.padding_x;
    sizes.beside = inside >= ui.text_u(620);
    sizes.words_width = sizes.beside ? std::floor((inside - sizes.column_gap) * 0.59F) : inside;
    sizes.state_width = sizes.beside ? inside - sizes.column_gap - sizes.words_width : inside;
    return sizes;
}

TextOptions words_options(float width) {
    return {.width = width, .lines_max = 2};
}

ChipOptions kind_chip(const StoryCard& card) {
    return {.label = card.kind_name, .kind = kind_named(card.kind), .small = true};
}

// Chip, face, who and when: in a row, or on more rows when large text needs them. Draws only when asked to.
float meta(Ui& ui, Vec2 at, float width, const StoryCard& card, bool selected, bool draw) {
    const TextStyle& style = ui.theme.type.hint;
    const Colour colour = selected ? ui.theme.colour.ink : ui.theme.colour.ink2;
    Flow flow({at.x, at.y, width, 0}, ui.u(9), ui.u(4));
    const ChipOptions chip_options = kind_chip(card);
    const Vec2 chip_rect = chip_size(ui, chip_options);
    const float row = std::max(chip_rect.y, line_height(ui, style));
    const Rect first = flow.place({chip_rect.x, row});
    if (draw) chip(ui, {first.x, first.y + std::floor((row - chip_rect.y) / 2)}, chip_options);
    if (card.mood > 0) {
        const float side = ui.text_u(25);
        const Rect face = flow.place({side, row});
        if (draw) draw_face(ui, face.centred({side, side}), card.mood, colour);
    }
    const float all = std::ceil(text_size(ui, card.who_when, style).x);
    const float used = first.width + ui.u(9) + (card.mood > 0 ? ui.text_u(25) + ui.u(9) : 0);
    if (used + all <= width + ui.u(10)) {  // the gap beside it may lend a little
        const Rect rest = flow.place({all, row});
        if (draw) label(ui, rest, card.who_when, style, colour);
    } else {
        const float height = paragraph_height(ui, width, card.who_when, style);
        const Rect rest = flow.place({width, height});
        if (draw) paragraph(ui, rest.min(), width, card.who_when, style, colour);
    }
    return flow.height();
}

float words_height(Ui& ui, const StoryCard& card, const RowSizes& sizes) {
    return paragraph_height(ui, sizes.words_width, card.words, ui.theme.type.words_small,
                            words_options(sizes.words_width)) +
           ui.u(5) + meta(ui, {0, 0}, sizes.words_width, card, false, false);
}

TextStyle state_title_style(const Ui& ui) {
    return {Face::semibold, 17, ui.theme.type.hint.line + 2};
}

float state_text_width(const RowSizes& sizes) {
    return sizes.state_width - sizes.state_icon - sizes.state_icon_gap;
}

// A long note is read in full in the panel; why a story was refused is read at once.
TextOptions detail_options(const StoryCard& card, float width) {
    return {.width = width, .lines_max = card.state == StoryState::refused ? 0 : 3};
}

float state_height(Ui& ui, const StoryCard& card, const RowSizes& sizes) {
    const float width = state_text_width(sizes);
    float height = paragraph_height(ui, width, card.state_title, state_title_style(ui));
    if (!card.state_detail.empty())
        height +=
            ui.u(2) + paragraph_height(ui, width, card.state_detail, ui.theme.type.hint, detail_options(card, width));
    return height;
}

Colour state_colour(const Ui& ui, StoryState state) {
    switch (state) {
        case StoryState::waiting:
        case StoryState::not_chosen:
            return ui.theme.colour.ink2;
        case StoryState::refused:
            return ui.theme.colour.attention;
        default:
            return ui.theme.colour.primary;
    }
}

void draw_state(Ui& ui, Vec2 at, const StoryCard& card, const RowSizes& sizes, bool selected) {
    const TextStyle title = state_title_style(ui);
    const float line = line_height(ui, title);
    draw_icon(ui, icon_of(card.state), {at.x + sizes.state_icon / 2, at.y + line / 2}, sizes.state_icon,
              state_colour(ui, card.state));
    const float x = at.x + sizes.state_icon + sizes.state_icon_gap;
    const float width = state_text_width(sizes);
    const bool refused = card.state == StoryState::refused;
    float y = at.y + paragraph(ui, {x, at.y}, width, card.state_title, title,
                               refused ? ui.theme.colour.attention : ui.theme.colour.ink);
    if (card.state_detail.empty()) return;
    y += ui.u(2);
    paragraph(ui, {x, y}, width, card.state_detail, ui.theme.type.hint,
              selected ? ui.theme.colour.ink : ui.theme.colour.ink2, detail_options(card, width));
}

// The arrow from the chosen card to its panel.
void draw_arrow(Ui& ui, const Rect& rect) {
    const float x = rect.right() - ui.exact(1);
    const float y = rect.centre().y;
    ui.list().AddTriangleFilled({x, y - ui.exact(12)}, {x + ui.exact(14), y}, {x, y + ui.exact(12)},
                                ui.theme.colour.primary);
}

}  // namespace

Icon icon_of(StoryState state) {
    switch (state) {
        case StoryState::waiting:
            return Icon::tablet;
        case StoryState::refused:
            return Icon::alert;
        case StoryState::delivered:
            return Icon::check_circle;
        case StoryState::read:
            return Icon::eye;
        case StoryState::shown:
            return Icon::room;
        case StoryState::chosen:
            return Icon::star;
        case StoryState::not_chosen:
            return Icon::repeat;
        case StoryState::fixed:
            return Icon::check_circle;
    }
    return Icon::none;
}

float story_row_height(Ui& ui, const StoryCard& card, float width) {
    const RowSizes sizes = sizes_of_row(ui, width);
    const float words = words_height(ui, card, sizes);
    const float state = state_height(ui, card, sizes);
    const float inside = sizes.beside ? std::max(words, state) : words + ui.u(8) + state;
    return std::max(ui.u(ui.theme.size.touch), inside + 2 * sizes.padding_y);
}

bool draw_story_row(Ui& ui, const Rect& rect, const StoryCard& card, bool selected, bool arrow) {
    const bool refused = card.state == StoryState::refused;
    const bool touched = touch_card(ui, "open", rect,
                                    {.selected = selected,
                                     .edge = refused ? ui.theme.colour.attention : Colour{0},
                                     .radius = ui.u(ui.theme.size.button_radius)});
    if (selected && arrow) draw_arrow(ui, rect);
    const BoundsScope bounds(ui.problems, rect);
    const RowSizes sizes = sizes_of_row(ui, rect.width);
    const float words = words_height(ui, card, sizes);
    const float x = rect.x + sizes.padding_x;
    const float inside = rect.height - 2 * sizes.padding_y;
    float y = rect.y + sizes.padding_y + (sizes.beside ? std::floor((inside - words) / 2) : 0);
    y += paragraph(ui, {x, y}, sizes.words_width, card.words, ui.theme.type.words_small, ui.theme.colour.ink,
                   words_options(sizes.words_width));
    y += ui.u(5) + meta(ui, {x, y + ui.u(5)}, sizes.words_width, card, selected, true);
    if (sizes.beside) {
        const float state = state_height(ui, card, sizes);
        draw_state(ui, {x + sizes.words_width + sizes.column_gap, rect.y + std::floor((rect.height - state) / 2)}, card,
                   sizes, selected);
    } else {
        draw_state(ui, {x, y + ui.u(8)}, card, sizes, selected);
    }
    return touched;
}

}  // namespace earshot::app
