#include "app/views/wall_cards.hpp"

#include <algorithm>
#include <cmath>

#include "app/widgets/card.hpp"
#include "app/widgets/chip.hpp"
#include "app/widgets/shapes.hpp"

namespace earshot::app {
namespace {

constexpr float gap = 28;
constexpr float padding = 36;
constexpr float hero_share = 824.0F / (824 + 772);
constexpr float face = 52;
constexpr float words_smallest = 42;
constexpr TextStyle chip_line{Face::semibold, 28, 44};
constexpr TextStyle count_style{Face::semibold, 44, 50};
constexpr TextStyle small{Face::regular, 28, 36};

// "14 heard it too", right-aligned; in a narrow place the number with an icon. Gives its width.
float draw_too(Ui& ui, const Rect& row, int echoes, std::string_view words, float room) {
    if (echoes == 0) return 0;
    const Palette& c = ui.theme.colour;
    const std::string number = std::to_string(echoes);
    const float number_width = text_size(ui, number, count_style).x;
    const float words_width = text_size(ui, words, small).x;
    const float between = ui.u(14);
    const bool in_words = number_width + between + words_width <= room;
    const float icon = ui.text_u(40);
    const float width = number_width + between + (in_words ? words_width : icon);
    const float x = row.right() - width;
    label(ui, {x, row.y, number_width, row.height}, number, count_style, c.ink);
    if (in_words) {
        label(ui, {x + number_width + between, row.y, words_width, row.height}, words, small, c.ink2);
    } else {
        draw_icon(ui, Icon::people, {row.right() - icon / 2, row.centre().y}, icon, c.ink2);
    }
    return width;
}

ChipOptions chip_of(const StoryCard& card) {
    return {.label = card.kind_name, .kind = kind_named(card.kind)};
}

// A face with its word; gives its width.
float draw_mood(Ui& ui, Vec2 left_middle, const StoryCard& card) {
    if (card.mood == 0) return 0;
    const Palette& c = ui.theme.colour;
    const float size = ui.text_u(face);
    draw_face(ui, {left_middle.x, left_middle.y - size / 2, size, size}, card.mood, c.ink2);
    const TextStyle style = small.with(Face::medium);
    const Vec2 words = text_size(ui, card.mood_name, style);
    const float x = left_middle.x + size + ui.u(14);
    label(ui, {x, left_middle.y - words.y / 2, words.x, words.y}, card.mood_name, style, c.ink);
    return size + ui.u(14) + words.x;
}

float too_height(const Ui& ui) {
    return std::max(ui.text_u(48), line_height(ui, count_style));
}

float base_height(Ui& ui, const StoryCard& card, bool hero) {
    const float chips = card.kind_name.empty() ? 0 : chip_size(ui, chip_of(card)).y;
    const float first = std::max({chips, hero && card.mood > 0 ? ui.text_u(face) : 0.0F});
    return hero ? first + ui.u(16) + too_height(ui) : std::max(first, too_height(ui));
}

// The page arrows are narrow: their text grows only so far.
TextStyle at_most(const Ui& ui, const TextStyle& style) {
    const float share = std::min(1.0F, 1.4F / ui.theme.text_scale);
    return {style.face, style.size * share, style.line * share};
}

}  // namespace

std::size_t WallCards::cards_of(const Ui& ui) {
    if (ui.theme.text_scale < 1.3F) return 3;
    return ui.theme.text_scale < 1.8F ? 2 : 1;
}

float WallCards::height_min(const Ui& ui) {
    // Two small cards with two lines each, or large text in three.
    if (cards_of(ui) == wall_cards_max) return ui.u(480);
    const float base = line_height(ui, chip_line) + ui.u(16) + ui.u(16) + too_height(ui);
    return ui.u(34 + 20 + 28) + base + std::round(ui.exact(words_smallest * 1.42F * 3));
}

std::optional<Id> WallCards::draw(Ui& ui, const Rect& place, const WallPage& page, float offset) {
    std::optional<Id> touched;
    const ClipScope clip(ui, {0, place.y - ui.u(20), ui.screen().width, place.height + ui.u(40)});
    const std::size_t on_page = cards_of(ui);
    Rect rest = place.moved(offset, 0);
    const float between = ui.u(gap);
    const float hero_width = on_page == 1 ? rest.width : std::round((rest.width - between) * hero_share);
    const auto beside = static_cast<float>(std::max<std::size_t>(on_page, 2) - 1);
    const float height = std::round((place.height - between * (beside - 1)) / beside);
    for (std::size_t i = 0; i < page.cards.size(); ++i) {
        const Rect rect = i == 0 ? rest.cut_left(hero_width, between) : rest.cut_top(height, between);
        if (draw_card(ui, rect, page, i)) touched = page.cards[i].id;
    }
    return touched;
}

bool WallCards::draw_card(Ui& ui, const Rect& rect, const WallPage& page, std::size_t index) {
    const StoryCard& card = page.cards[index];
    const bool hero = index == 0;
    const IdScope scope(ui, "card", index);
    const bool touched = touch_card(ui, "story", rect);
    const BoundsScope bounds(ui.problems, rect);
    Rect inside = rect.inset(ui.u(padding), 0);
    const bool roomy = hero || cards_of(ui) < wall_cards_max;
    inside.cut_top(ui.u(roomy ? 34 : 30));
    inside.cut_bottom(ui.u(28));
    draw_base(ui, inside.cut_bottom(base_height(ui, card, roomy), ui.u(roomy ? 20 : 14)), card, page.too[index], roomy);
    FittedWords& words = words_[index];
    words.fit(ui, card.words, {inside.width, inside.height},
              roomy ? WordSizes{52, words_smallest, 1.42F} : WordSizes{words_smallest, words_smallest, 1.38F});
    words.draw(ui, inside.min(), ui.theme.colour.ink);
    return touched;
}

void WallCards::draw_base(Ui& ui, const Rect& base, const StoryCard& card, std::string_view too, bool hero) {
    const Palette& c = ui.theme.colour;
    Rect rest = base;
    if (hero) {
        Rect first = rest.cut_top(rest.height - too_height(ui));
        first.height -= ui.u(16);
        float x = first.x;
        if (!card.kind_name.empty()) {
            const Vec2 size = chip_size(ui, chip_of(card));
            x += chip(ui, {x, first.centre().y - size.y / 2}, chip_of(card)) + ui.u(16);
        }
        draw_mood(ui, {x, first.centre().y}, card);
    } else if (!card.kind_name.empty()) {
        const Vec2 size = chip_size(ui, chip_of(card));
        chip(ui, {rest.x, rest.centre().y - size.y / 2}, chip_of(card));
        rest.cut_left(size.x, ui.u(18));
    }
    const std::string& who = hero ? card.who_when : card.who.empty() ? card.who_when : card.who;
    const float wanted = text_size(ui, who, small).x;
    const float room = rest.width - wanted - ui.u(18);
    rest.cut_right(draw_too(ui, rest, card.echoes, too, room), ui.u(18));
    label(ui, rest, who, small, c.ink2);
}

bool wall_side(Ui& ui, std::string_view name, const Rect& rect, const WallSide& side, bool at_left) {
    if (side.to == WallSide::To::nowhere) return false;
    const Palette& c = ui.theme.colour;
    const IdScope scope(ui, name);
    const bool touched = touch_card(ui, "side", rect);
    const Rect screen = ui.screen();
    const Rect seen = rect.intersected({screen.x, rect.y, screen.width, rect.height}).inset(ui.u(6), 0);
    const BoundsScope bounds(ui.problems, seen);
    const std::string number = std::to_string(side.stories);
    const TextStyle number_style = narrowed(ui, number, at_most(ui, count_style), seen.width);
    const TextStyle wanted = at_most(ui, small.with(Face::medium));
    const TextStyle words_style = narrowed(ui, side.words, wanted, seen.width);
    // Whoever wants large text is not helped by words that only fit when they are small; arrow and number say enough.
    const bool in_words = ui.theme.text_scale <= 1 || words_style.size >= 0.8F * wanted.size;
    const float words =
        in_words ? ui.u(10) + paragraph_height(ui, seen.width, side.words, words_style, {.align = Align::centre}) : 0;
    const float icon = ui.u(56);
    Rect block = seen.centred({seen.width, icon + ui.u(24) + line_height(ui, number_style) + words});
    draw_icon(ui, at_left ? Icon::chevron_left : Icon::chevron_right, block.cut_top(icon, ui.u(24)).centre(), icon,
              c.primary);
    label(ui, block.cut_top(line_height(ui, number_style), ui.u(10)), number, number_style, c.ink, Align::centre);
    if (in_words) paragraph(ui, block.min(), block.width, side.words, words_style, c.ink2, {.align = Align::centre});
    return touched;
}

}  // namespace earshot::app
