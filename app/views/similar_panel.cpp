#include "app/views/similar_panel.hpp"

#include <algorithm>

#include "app/widgets/button.hpp"
#include "app/widgets/card.hpp"
#include "app/widgets/scroll_area.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

ButtonOptions heard_options(const SimilarStory& story) {
    return {.label = story.button,
            .icon = story.heard ? Icon::check : Icon::people,
            .look = Look::quiet,
            .enabled = !story.heard};
}

void heard_button(FrameContext& frame, const Rect& rect, const SimilarStory& story) {
    if (!button(frame.ui, "heard", rect, heard_options(story))) return;
    frame.intents.push_back(intent::HeardItToo{story.id});
    frame.state.log.heard.push_back(story.id);
}

// Sizes of a card beside the page.
struct CardSizes {
    float inside;  // width
    int lines;     // of the words, at most; 0: all
    float words, who, button, height;
};

CardSizes measure_card(Ui& ui, const SimilarStory& story, float width, int lines) {
    CardSizes sizes{.inside = width - 2 * ui.u(18), .lines = lines, .words = 0, .who = 0, .button = 0, .height = 0};
    sizes.words = paragraph_height(ui, sizes.inside, story.words, ui.theme.type.words, {.lines_max = lines});
    sizes.who = paragraph_height(ui, sizes.inside, story.who_when, ui.theme.type.hint);
    sizes.button = button_height(ui, heard_options(story), sizes.inside);
    sizes.height = ui.u(14) + sizes.words + ui.u(6) + sizes.who + ui.u(12) + sizes.button + ui.u(14);
    return sizes;
}

void draw_card(FrameContext& frame, const Rect& rect, const SimilarStory& story, const CardSizes& sizes) {
    Ui& ui = frame.ui;
    card(ui, rect);
    const float x = rect.x + ui.u(18);
    float y = rect.y + ui.u(14);
    y += paragraph(ui, {x, y}, sizes.inside, story.words, ui.theme.type.words, ui.theme.colour.ink,
                   {.lines_max = sizes.lines});
    y += ui.u(6);
    y += paragraph(ui, {x, y}, sizes.inside, story.who_when, ui.theme.type.hint, ui.theme.colour.ink2);
    heard_button(frame, {x, y + ui.u(12), sizes.inside, sizes.button}, story);
}

// As many lines of each story as let all that are shown fit; read in full once somebody wants to see more.
int lines_that_fit(Ui& ui, const SimilarScene& scene, std::size_t shown, const Rect& place) {
    for (int lines = 4; lines > 2; --lines) {
        float height = -ui.u(14);
        for (std::size_t i = 0; i < shown; ++i)
            height += measure_card(ui, scene.stories()[i], place.width, lines).height + ui.u(14);
        if (height <= place.height) return lines;
    }
    return 2;
}

// What stands in the panel while there is nothing to show.
std::string_view empty_words(const FrameContext& frame, const SimilarScene& scene) {
    return scene.looking() ? frame.tr("log.similar_none") : frame.tr("log.similar_later");
}

ButtonOptions more_options(std::string_view words) {
    return {.label = words,
            .trailing = Icon::chevron_right,
            .look = Look::plain,
            .align = Align::left,
            .spread = true,
            .padding = 6};
}

std::size_t shown_of(const FrameContext& frame, const SimilarScene& scene) {
    return frame.state.log.all_similar ? scene.stories().size()
                                       : std::min(scene.stories().size(), SimilarScene::at_first);
}

}  // namespace

void draw_similar_beside(FrameContext& frame, const Rect& panel, const SimilarScene& scene) {
    Ui& ui = frame.ui;
    sunken_panel(ui, panel);
    Rect inside = panel.inset(ui.u(16), 0);
    const Rect head{inside.x + ui.u(6), panel.y + ui.u(20), inside.width - 2 * ui.u(6), 0};
    float y = head.y;
    y += paragraph(ui, {head.x, y}, head.width, frame.tr("log.similar"), ui.theme.type.heading, ui.theme.colour.ink);
    const std::string_view below = scene.stories().empty() ? empty_words(frame, scene) : frame.tr("log.similar_hint");
    y += ui.u(2);
    y += paragraph(ui, {head.x, y}, head.width, below, ui.theme.type.hint, ui.theme.colour.ink2);
    if (scene.stories().empty()) return;

    inside.cut_top(y + ui.u(14) - inside.y);
    const std::size_t shown = shown_of(frame, scene);
    const auto more = static_cast<std::int64_t>(scene.stories().size() - shown);
    if (more > 0) {
        const std::string words = frame.tr.count("log.see_more", more);
        const float height = button_height(ui, more_options(words), inside.width);
        inside.cut_bottom(ui.u(12));
        if (button(ui, "see more", inside.cut_bottom(height), more_options(words))) frame.state.log.all_similar = true;
    }
    const int lines = frame.state.log.all_similar ? 0 : lines_that_fit(ui, scene, shown, inside);
    // The edges and shadows of cards may be seen around the column.
    const float aside = ui.u(6);
    ScrollArea area(ui, "similar", inside.inset(-aside, -aside));
    const float from = area.top() + aside;
    float top = from;
    for (std::size_t i = 0; i < shown; ++i) {
        const IdScope scope(ui, "similar", i);
        const SimilarStory& story = scene.stories()[i];
        const CardSizes sizes = measure_card(ui, story, inside.width, lines);
        draw_card(frame, {inside.x, top, inside.width, sizes.height}, story, sizes);
        top += sizes.height + ui.u(14);
    }
    area.end(top - from + aside);
}

namespace {

struct RowSizes {
    float inside, text, button;
    bool beside;  // the button stands at the right
};

RowSizes measure_row(FrameContext& frame, float width) {
    Ui& ui = frame.ui;
    RowSizes sizes{
        .inside = width - ui.u(22) - ui.u(16), .text = 0, .button = similar_button_width(frame), .beside = true};
    sizes.beside = sizes.inside - sizes.button - ui.u(20) >= ui.text_u(260);
    sizes.text = sizes.beside ? sizes.inside - sizes.button - ui.u(20) : sizes.inside;
    return sizes;
}

constexpr int row_words_lines = 2;

// Every row is as high as two lines of words need, so that nothing jumps while stories come and go.
float row_height(FrameContext& frame, const RowSizes& sizes) {
    Ui& ui = frame.ui;
    const float words = row_words_lines * line_height(ui, ui.theme.type.words) + line_height(ui, ui.theme.type.hint);
    const float touch = std::max(ui.u(ui.theme.size.button_height), line_height(ui, ui.theme.type.button) + ui.u(20));
    return sizes.beside ? std::max(words, touch) : words + ui.u(10) + touch;
}

float head_height(FrameContext& frame, float width) {
    return paragraph_height(frame.ui, width, frame.tr("log.similar"), frame.ui.theme.type.strong);
}

}  // namespace

float similar_button_width(FrameContext& frame) {
    const std::string widest = frame.tr("log.heard_too", {"999"});
    return button_size(frame.ui, {.label = widest, .icon = Icon::people}).x;
}

float similar_rows_height(FrameContext& frame, float width, std::size_t stories) {
    Ui& ui = frame.ui;
    const RowSizes sizes = measure_row(frame, width);
    const auto rows = static_cast<float>(stories);
    return ui.u(16) + head_height(frame, sizes.inside) + ui.u(6) + rows * row_height(frame, sizes) +
           (rows - 1) * ui.u(14) + ui.u(16);
}

void draw_similar_below(FrameContext& frame, const Rect& panel, const SimilarScene& scene) {
    Ui& ui = frame.ui;
    sunken_panel(ui, panel, ui.u(18));
    const BoundsScope bounds(ui.problems, panel);
    const RowSizes sizes = measure_row(frame, panel.width);
    const float height = row_height(frame, sizes);
    const float x = panel.x + ui.u(22);
    float y = panel.y + ui.u(16);
    y += paragraph(ui, {x, y}, sizes.inside, frame.tr("log.similar"), ui.theme.type.strong, ui.theme.colour.ink);
    y += ui.u(6);
    if (scene.stories().empty()) {
        paragraph(ui, {x, y}, sizes.inside, empty_words(frame, scene), ui.theme.type.hint, ui.theme.colour.ink2,
                  {.lines_max = row_words_lines});
        return;
    }
    for (std::size_t i = 0; i < scene.stories().size() && y + height <= panel.bottom(); ++i) {
        const IdScope scope(ui, "similar", i);
        const SimilarStory& story = scene.stories()[i];
        float text = y;
        text += paragraph(ui, {x, text}, sizes.text, story.words, ui.theme.type.words, ui.theme.colour.ink,
                          {.lines_max = row_words_lines});
        text += paragraph(ui, {x, text}, sizes.text, story.who_when, ui.theme.type.hint, ui.theme.colour.ink2,
                          {.lines_max = 1});
        const float touch = button_height(ui, heard_options(story), sizes.button);
        const Rect place =
            sizes.beside ? Rect{panel.right() - ui.u(16) - sizes.button, y + (height - touch) / 2, sizes.button, touch}
                         : Rect{x, text + ui.u(10), sizes.inside, touch};
        heard_button(frame, place, story);
        y += height + ui.u(14);
    }
}

}  // namespace earshot::app
