#include "app/views/story_detail.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/views/fitted_button.hpp"
#include "app/views/story_row.hpp"
#include "app/widgets/widgets.hpp"

namespace earshot::app {
namespace {

TextStyle words_style(const Ui& ui) {
    return {ui.theme.type.words.face, 22, 33};
}

float mood_width(Ui& ui, const StoryCard& card) {
    return ui.text_u(28) + ui.u(8) + std::ceil(text_size(ui, card.mood_name, ui.theme.type.hint.with(Face::medium)).x);
}

// Kind, mood and stage; gives the height. Draws only when asked to.
float chips(Ui& ui, Vec2 at, float width, const StoryCard& card, bool draw) {
    Flow flow({at.x, at.y, width, 0}, ui.u(10), ui.u(6));
    const ChipOptions kind{.label = card.kind_name, .kind = kind_named(card.kind)};
    const Vec2 kind_size = chip_size(ui, kind);
    const Rect kind_rect = flow.place(kind_size);
    if (draw) chip(ui, kind_rect.min(), kind);
    if (card.mood > 0) {
        const TextStyle style = ui.theme.type.hint.with(Face::medium);
        Rect rect = flow.place({mood_width(ui, card), kind_size.y});
        if (draw) {
            const float side = ui.text_u(28);
            const Rect face = rect.cut_left(side, ui.u(8));
            draw_face(ui, face.centred({side, side}), card.mood, ui.theme.colour.ink2);
            label(ui, rect, card.mood_name, style, ui.theme.colour.ink2);
        }
    }
    if (!card.stage_name.empty()) {
        const ChipOptions stage{.label = card.stage_name, .light = true};
        const Rect rect = flow.place(chip_size(ui, stage));
        if (draw) chip(ui, rect.min(), stage);
    }
    return flow.height();
}

float draw_reply(Ui& ui, Vec2 at, float width, const StoryPanel::Reply& reply) {
    const Palette& c = ui.theme.colour;
    const TextStyle words = ui.theme.type.words_small;
    const TextStyle head = ui.theme.type.hint;
    const float side = ui.u(18);
    const float inside = width - 2 * side;
    const float icon = ui.text_u(22);
    const float when = std::ceil(text_size(ui, reply.when, head).x);
    const float from_width = inside - icon - ui.u(10);
    // The date stands beside the name where both fit, else below it.
    const float from = std::ceil(text_size(ui, reply.from, head.with(Face::semibold)).x);
    const bool one_row = from + ui.u(16) + when <= from_width;
    const float from_height =
        one_row ? line_height(ui, head) : paragraph_height(ui, from_width, reply.from, head.with(Face::semibold));
    const float head_height = one_row ? from_height : from_height + line_height(ui, head);
    const float words_height = paragraph_height(ui, inside, reply.words, words);
    const float height = ui.u(14) + head_height + ui.u(8) + words_height + ui.u(16);
    const Rect rect{at.x, at.y, width, height};

    fill(ui, rect, c.primary_soft, ui.u(16));
    if (ui.theme.is_contrast()) edge(ui, rect, c.hairline, ui.exact(2), ui.u(16));
    const float x = rect.x + ui.u(24), foot = rect.y + ui.exact(2);
    bubble_tail(ui, {x, foot}, {x + ui.exact(24), foot}, {x + ui.exact(12), rect.y - ui.exact(11)}, c.primary_soft);
    float y = rect.y + ui.u(14);
    draw_icon(ui, Icon::reply, {rect.x + side + icon / 2, y + line_height(ui, head) / 2}, icon, c.primary);
    const float text = rect.x + side + icon + ui.u(10);
    paragraph(ui, {text, y}, from_width, reply.from, head.with(Face::semibold), c.primary);
    if (one_row) {
        label(ui, {text, y, from_width, line_height(ui, head)}, reply.when, head, c.primary, Align::right);
    } else {
        paragraph(ui, {text, y + from_height}, from_width, reply.when, head, c.primary);
    }
    y += head_height + ui.u(8);
    paragraph(ui, {rect.x + side, y}, inside, reply.words, words, c.ink);
    return height;
}

}  // namespace

void StoryDetailPanel::update(FrameContext& frame) {
    const Id story = *frame.state.stories.selected;
    Key key{frame.data.changes(), story, frame.now, frame.tr.language()};
    if (key_ == key) return;
    if (!key_ || key_->story != story) {
        panel_.reset();  // Never one story's words under another's place.
        frame.state.stories.photo.reset();
        requests_.forget();
    }
    key_ = std::move(key);
    const sync::StoryDetail* detail = frame.data.story(story);
    if (detail == nullptr) {
        if (frame.data.waiting() == 0) frame.state.stories.selected.reset();
        return;
    }
    row_ = detail->row;
    panel_ = present_panel(*detail, frame.names, frame.now, frame.tr);
    for (const AttachmentCard& card : panel_->attachments)
        if (card.is_photo()) requests_.ask(frame, card.thumbnail_to_ask_for);
}

void StoryDetailPanel::draw_large_photo(FrameContext& frame) {
    std::optional<Id>& open = frame.state.stories.photo;
    if (!frame.state.stories.selected || !panel_) open.reset();
    if (panel_) large_photo_.draw(frame, panel_->attachments, open);
}

void StoryDetailPanel::correct(FrameContext& frame) const {
    LogState& log = frame.state.log;
    if (!log.form.is_empty() && log.form.id != row_.id) {
        frame.intents.push_back(intent::Say{std::string(frame.tr("stories.finish_first"))});
        return;
    }
    log = {};
    log.form = form_to_correct(row_);
    frame.state.screen = Screen::log;
}

void StoryDetailPanel::draw(FrameContext& frame, const Rect& place, Form form) {
    Ui& ui = frame.ui;
    update(frame);
    raised(ui, place, ui.theme.colour.card, ui.u(ui.theme.size.panel_radius), Level::e2);
    if (!frame.state.stories.selected) return;
    if (ui.escape_pressed()) {
        frame.state.stories.selected.reset();
        return;
    }
    const IdScope scope(ui, "detail");
    Rect inside = place;
    inside.cut_top(ui.u(16));
    inside.cut_bottom(ui.u(16));
    inside.cut_left(ui.u(24));
    inside.cut_right(ui.u(16));
    draw_head(frame, inside, form);
    if (!panel_) return;

    const ButtonOptions correct_options{
        .label = frame.tr("stories.correct"), .icon = Icon::pencil, .look = Look::outlined, .colour = 0};
    const bool pinned = panel_->can_correct && inside.height > ui.u(360);
    const float button_tall = button_height(ui, correct_options, inside.width - ui.u(8));
    if (pinned) {
        Rect foot = inside.cut_bottom(button_tall, ui.u(12));
        foot.width -= ui.u(8);
        const Vec2 size = fitted_button(ui, correct_options, foot.width);
        if (button(ui, "correct", foot.cut_left(size.x), correct_options)) correct(frame);
    }
    ScrollArea area(ui, "detail", inside);
    const float width = area.width() - ui.u(12);
    float height = draw_body(frame, {inside.x, area.top()}, width);
    if (panel_->can_correct && !pinned) {
        height += ui.u(14);
        if (button(ui, "correct", {inside.x, area.top() + height, width, button_tall}, correct_options)) correct(frame);
        height += button_tall + ui.u(6);
    }
    area.end(height);
}

void StoryDetailPanel::draw_head(FrameContext& frame, Rect& inside, Form form) const {
    Ui& ui = frame.ui;
    const float touch = ui.u(ui.theme.size.touch);
    if (form == Form::page) {
        const ButtonOptions back{
            .label = frame.tr("stories.back"), .icon = Icon::arrow_left, .look = Look::plain, .padding = 8};
        const Vec2 size = fitted_button(ui, back, inside.width);
        const Rect rect = inside.cut_top(size.y, ui.u(4));
        if (button(ui, "close", {rect.x - ui.u(8), rect.y, size.x, rect.height}, back))
            frame.state.stories.selected.reset();
    }
    const float close = form == Form::beside ? touch : 0;
    const float width = inside.width - close;
    const float height = panel_ ? chips(ui, {0, 0}, width, panel_->card, false) : 0;
    Rect row = inside.cut_top(std::max(form == Form::beside ? touch : 0, height), ui.u(4));
    if (panel_) chips(ui, {row.x, row.y + std::floor((row.height - height) / 2)}, width, panel_->card, true);
    if (form == Form::beside && icon_button(ui, "close", {row.right() - close, row.y, close, touch}, Icon::close))
        frame.state.stories.selected.reset();
}

float StoryDetailPanel::draw_refusal(FrameContext& frame, Vec2 at, float width) const {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    const float side = ui.u(16);
    const float inside = width - 2 * side;
    const float icon = ui.text_u(ui.theme.size.icon);
    const float text = inside - icon - ui.u(10);
    const TextStyle style = ui.theme.type.hint;
    const float words = paragraph_height(ui, text, panel_->refusal, style.with(Face::semibold));
    const ButtonOptions again{.label = frame.tr("stories.try_again"), .icon = Icon::sync, .look = Look::attention};
    const float button_tall = button_height(ui, again, inside);
    const Rect rect{at.x, at.y, width, side + words + ui.u(12) + button_tall + side};
    fill(ui, rect, c.attention_soft, ui.u(16));
    edge(ui, rect, c.attention, ui.theme.line(), ui.u(16));
    draw_icon(ui, Icon::alert, {rect.x + side + icon / 2, rect.y + side + line_height(ui, style) / 2}, icon,
              c.attention);
    paragraph(ui, {rect.x + side + icon + ui.u(10), rect.y + side}, text, panel_->refusal, style.with(Face::semibold),
              c.attention);
    if (button(ui, "try again", {rect.x + side, rect.bottom() - side - button_tall, inside, button_tall}, again))
        frame.intents.push_back(intent::RetryRefused{});
    return rect.height;
}

float StoryDetailPanel::draw_body(FrameContext& frame, Vec2 at, float width) {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    const StoryCard& card = panel_->card;
    float y = at.y;
    y += paragraph(ui, {at.x, y}, width, card.words, words_style(ui), c.ink) + ui.u(8);
    y += paragraph(ui, {at.x, y}, width, card.who_when, ui.theme.type.hint, c.ink2);
    if (!panel_->heard_too.empty()) y += paragraph(ui, {at.x, y}, width, panel_->heard_too, ui.theme.type.hint, c.ink2);
    if (!panel_->refusal.empty()) y += ui.u(14) + draw_refusal(frame, {at.x, y + ui.u(14)}, width);
    y += ui.u(12);
    const float attached = draw_attachments(frame, {at.x, y}, width, panel_->attachments, AttachmentsForm::small,
                                            frame.state.stories.photo);
    if (attached > 0) y += attached + ui.u(14);

    std::vector<TimelineStep> steps;
    for (const ReceiptStep& step : panel_->steps) {
        const bool to_come = !step.done && step.state == StoryState::fixed;
        steps.push_back({.icon = to_come ? Icon::hourglass : icon_of(step.state),
                         .what = step.strong,
                         .more = step.rest,
                         .done = step.done});
    }
    y += timeline(ui, {at.x, y}, width, steps);
    for (const StoryPanel::Reply& reply : panel_->replies)
        y += ui.u(20) + draw_reply(ui, {at.x, y + ui.u(20)}, width, reply);
    return y - at.y;
}

}  // namespace earshot::app
