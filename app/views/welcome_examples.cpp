#include "app/views/welcome_examples.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/presenters/story_card.hpp"
#include "app/presenters/words.hpp"
#include "app/widgets/widgets.hpp"

namespace earshot::app {
namespace {

struct Example {
    std::string words;
    std::string_view kind;
    int mood;
    std::string_view who;
};

// Customers' words stay in the language they were said in.
std::array<Example, 2> examples(const FrameContext& frame) {
    return {{{quoted(frame.tr("welcome.nurse_words"), frame.tr.language()), "pain", 2, frame.tr("welcome.nurse")},
             {quoted(frame.tr("welcome.baker_words"), "es"), "praise", 5, frame.tr("welcome.baker")}}};
}

TextStyle sentence_style() {
    return {Face::serif_bold, 40, 54};
}
TextStyle words_style() {
    return {Face::serif, 20, 30};
}

constexpr float tail = 15;  // of a speech bubble, below it

float chip_row_height(Ui& ui, const Example& example, std::string_view kind) {
    const Vec2 size = chip_size(ui, {.label = kind, .kind = kind_named(example.kind)});
    return std::max({size.y, ui.text_u(27), line_height(ui, ui.theme.type.hint)});
}

float meta(FrameContext& frame, Vec2 at, float width, const Example& example, bool draw) {
    Ui& ui = frame.ui;
    const ChipOptions options{.label = kind_name(example.kind, frame.tr), .kind = kind_named(example.kind)};
    const float row = chip_row_height(ui, example, options.label);
    const float face = ui.text_u(27);
    Flow flow({at.x, at.y, width, 0}, ui.u(10), ui.u(4));
    const Vec2 chip_is = chip_size(ui, options);
    const Rect kind = flow.place({chip_is.x, row});
    const Rect mood = flow.place({face, row});
    const Rect who = flow.place({std::ceil(text_size(ui, example.who, ui.theme.type.hint).x), row});
    if (draw) {
        chip(ui, {kind.x, kind.y + std::floor((row - chip_is.y) / 2)}, options);
        draw_face(ui, mood.centred({face, face}), example.mood, ui.theme.colour.ink2);
        label(ui, who, example.who, ui.theme.type.hint, ui.theme.colour.ink2);
    }
    return flow.height();
}

float example_height(FrameContext& frame, float width, const Example& example) {
    Ui& ui = frame.ui;
    const float inside = width - 2 * ui.u(22);
    return ui.u(18) + paragraph_height(ui, inside, example.words, words_style()) + ui.u(10) +
           meta(frame, {0, 0}, inside, example, false) + ui.u(16);
}

void draw_example(FrameContext& frame, const Rect& rect, const Example& example) {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    raised(ui, rect, c.card, ui.u(18), Level::e2);
    const float x = rect.x + ui.u(34);
    const float from = rect.bottom();
    bubble_tail(ui, {x, from}, {x + ui.exact(26), from}, {x + ui.exact(4), from + ui.exact(tail)}, c.card);
    const float inside = rect.width - 2 * ui.u(22);
    float y = rect.y + ui.u(18);
    y += paragraph(ui, {rect.x + ui.u(22), y}, inside, example.words, words_style(), c.ink) + ui.u(10);
    meta(frame, {rect.x + ui.u(22), y}, inside, example, true);
}

// What became of the first: a card in the one strong colour.
TextStyle fixed_style() {
    return {Face::semibold, 19, 26};
}

float fixed_text_width(Ui& ui, float width) {
    return width - 2 * ui.u(22) - ui.text_u(32) - ui.u(16);
}

float fixed_height(FrameContext& frame, float width) {
    Ui& ui = frame.ui;
    const float text = fixed_text_width(ui, width);
    const float words = paragraph_height(ui, text, frame.tr("welcome.fixed"), fixed_style()) + ui.u(1) +
                        paragraph_height(ui, text, frame.tr("welcome.fixed_why"), ui.theme.type.hint);
    return std::max(ui.u(88), words + ui.u(32));
}

void draw_fixed(FrameContext& frame, const Rect& rect) {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    raised(ui, rect, c.primary, ui.u(18), Level::e2);
    const float icon = ui.text_u(32);
    draw_icon(ui, Icon::check_circle, {rect.x + ui.u(22) + icon / 2, rect.centre().y}, icon, c.on_primary);
    const float x = rect.x + ui.u(22) + icon + ui.u(16);
    const float text = fixed_text_width(ui, rect.width);
    const float title = paragraph_height(ui, text, frame.tr("welcome.fixed"), fixed_style());
    const float below = paragraph_height(ui, text, frame.tr("welcome.fixed_why"), ui.theme.type.hint);
    const float y = rect.y + std::floor((rect.height - title - below - ui.u(1)) / 2);
    paragraph(ui, {x, y}, text, frame.tr("welcome.fixed"), fixed_style(), c.on_primary);
    paragraph(ui, {x, y + title + ui.u(1)}, text, frame.tr("welcome.fixed_why"), ui.theme.type.hint, c.on_primary);
}

float draw_all(FrameContext& frame, const Rect& place, bool draw) {
    Ui& ui = frame.ui;
    const std::string_view sentence = frame.tr("welcome.sentence");
    float y = place.y;
    const float sentence_height = paragraph_height(ui, place.width, sentence, sentence_style());
    if (draw) paragraph(ui, {place.x, y}, place.width, sentence, sentence_style(), ui.theme.colour.ink);
    y += sentence_height + ui.u(44);

    // The first and the last stand left, the second right, as people who answer each other.
    const float width = std::min(place.width, std::max(ui.text_u(424), place.width * 0.74F));
    const auto said = examples(frame);
    for (std::size_t i = 0; i < said.size(); ++i) {
        const float height = example_height(frame, width, said[i]);
        if (y + height > place.bottom()) return y - place.y - ui.u(28);
        if (draw) draw_example(frame, {i == 0 ? place.x : place.right() - width, y, width, height}, said[i]);
        y += height + ui.u(i == 0 ? 28 : 34);
    }
    const float height = fixed_height(frame, width);
    if (y + height > place.bottom()) return y - place.y - ui.u(34);
    if (draw) draw_fixed(frame, {place.x, y, width, height});
    return y + height - place.y;
}

}  // namespace

float draw_welcome_examples(FrameContext& frame, const Rect& place) {
    return draw_all(frame, place, true);
}

float welcome_examples_height(FrameContext& frame, float width) {
    return draw_all(frame, {0, 0, width, 1'000'000}, false);
}

}  // namespace earshot::app
