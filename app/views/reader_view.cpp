#include "app/views/reader_view.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/widgets/button.hpp"
#include "app/widgets/card.hpp"
#include "app/widgets/chip.hpp"
#include "app/widgets/empty_state.hpp"
#include "app/widgets/flow.hpp"
#include "app/widgets/scroll_area.hpp"
#include "app/widgets/shapes.hpp"

namespace earshot::app {
namespace {

constexpr float margin = 64;
constexpr float gap = 20;
constexpr float side_width = 592;
constexpr float words_smallest = 56;
constexpr float words_line = 1.3F;
// A swipe of this much walks on.
constexpr float swipe_min = 120;
constexpr TextStyle place_style{Face::regular, 32, 42};
constexpr TextStyle who_style{Face::semibold, 34, 44};
constexpr TextStyle small{Face::regular, 28, 38};

Icon icon_of(ReaderStep::Kind kind) {
    switch (kind) {
        case ReaderStep::Kind::logged:
            return Icon::pencil;
        case ReaderStep::Kind::heard_too:
            return Icon::people;
        case ReaderStep::Kind::read:
            return Icon::eye;
        case ReaderStep::Kind::proposed:
        case ReaderStep::Kind::shown:
            return Icon::room;
        case ReaderStep::Kind::chosen:
            return Icon::target;
        case ReaderStep::Kind::not_chosen:
            return Icon::minus;
        case ReaderStep::Kind::fixed:
            return Icon::check;
        case ReaderStep::Kind::reply:
            return Icon::reply;
    }
    return Icon::none;
}

}  // namespace

void ReaderView::draw(FrameContext& frame) {
    Ui& ui = frame.ui;
    scene_.update(frame);
    const ReaderPage* page = scene_.page();
    if (edition_ != scene_.edition()) {
        edition_ = scene_.edition();
        steps_.clear();
        if (page != nullptr) {
            for (const ReaderStep& step : page->steps)
                steps_.push_back({icon_of(step.kind), step.title, step.when, step.done});
            heard_too_ = frame.tr("reader.heard_it_too", {std::to_string(page->card.echoes)});
        }
    }

    Rect rest = ui.screen();
    if (page != nullptr) draw_foot(frame, rest.cut_bottom(foot_height(frame, rest.width), ui.u(gap)));
    rest.cut_top(ui.u(gap));
    draw_bar(frame, rest.cut_top(ui.u(104), ui.u(gap)).inset(ui.u(margin), 0));
    rest = rest.inset(ui.u(margin), 0);
    if (scene_.gone()) {
        if (empty_state(
                ui, "gone", rest,
                {.title = frame.tr("reader.gone"), .action = frame.tr("reader.back"), .icon = Icon::arrow_left}))
            leave(frame);
    }
    if (page != nullptr) {
        const Rect side = rest.cut_right(ui.u(side_width * std::min(ui.theme.text_scale, 1.25F)), ui.u(32));
        draw_words(frame, rest);
        draw_side(frame, side);
        draw_reply(frame);
        large_photo_.draw(frame, page->attachments, frame.state.reader.photo);
    }
    if (ui.escape_pressed()) leave(frame);
    const bool writing = frame.state.reader.replying && !frame.state.reader.reply.empty();
    if (idle_.draw(ui, frame.tr, writing ? idle_writing : idle_reading)) leave(frame);
}

void ReaderView::leave(FrameContext& frame) {
    frame.state.screen = Screen::wall;
    frame.state.reader.replying = false;
    frame.state.reader.photo.reset();
    frame.ui.wake_at(frame.ui.now);
}

void ReaderView::go(FrameContext& frame, const std::optional<Id>& story) {
    if (!story) return;
    open_story(frame.state.reader, *story, frame.state.reader.within);
    frame.ui.wake_at(frame.ui.now);
}

void ReaderView::draw_bar(FrameContext& frame, const Rect& bar) {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    const Strings& tr = frame.tr;
    const ReaderPlace& place = scene_.place();
    const ButtonOptions back{.label = tr("reader.back"), .icon = Icon::arrow_left, .look = Look::plain, .padding = 0};
    ButtonOptions previous{.label = tr("reader.previous"),
                           .icon = Icon::chevron_left,
                           .enabled = place.previous.has_value(),
                           .padding = 34};
    ButtonOptions next{
        .label = tr("reader.next"), .trailing = Icon::chevron_right, .enabled = place.next.has_value(), .padding = 34};
    const std::string after = place.place.empty() ? std::string() : tr("reader.after_list", {place.place});
    std::array runs{TextRun{scene_.list(), Face::semibold, c.ink}, TextRun{after, Face::regular, c.ink2}};
    const auto words_width = [&] { return layout_runs(ui, runs, place_style).width; };
    const auto fits = [&] {
        return button_size(ui, back).x + button_size(ui, previous).x + button_size(ui, next).x + words_width() +
                   ui.u(40 + 20 + 16) <=
               bar.width;
    };
    if (!fits()) {
        // Where large text leaves too little room: arrows say enough, then the number does.
        previous.label = {};
        next.label = {};
        next.icon = std::exchange(next.trailing, Icon::none);
    }
    if (!fits() && !place.place.empty()) runs = {TextRun{}, TextRun{place.place, Face::regular, c.ink2}};

    Rect rest = bar;
    if (button(ui, "back", rest.cut_left(button_size(ui, back).x, ui.u(40)), back)) leave(frame);
    const Rect next_at = rest.cut_right(button_size(ui, next).x, ui.u(16));
    const Rect previous_at = rest.cut_right(button_size(ui, previous).x, ui.u(20));
    const TextLayout& words =
        layout_runs(ui, runs, place_style, {.width = rest.width, .lines_max = 1, .align = Align::right});
    draw_layout(ui, words, {rest.x, rest.y + std::floor((rest.height - words.height()) / 2)}, c.ink2);
    if (button(ui, "previous", previous_at, previous)) go(frame, place.previous);
    if (button(ui, "next", next_at, next)) go(frame, place.next);
}

void ReaderView::draw_words(FrameContext& frame, const Rect& rect) {
    Ui& ui = frame.ui;
    // The card takes left and right for itself, so that a remote walks through the stories from the start.
    const WidgetId id = ui.id("words");
    const WidgetId swipe = ui.id("swipe");
    ui.register_scroll(swipe, rect);
    ui.push_scroll_parent(swipe);
    const Touch touch = ui.touch(id, rect, {.keeps = KeepsKeys::horizontal});
    ui.pop_scroll_parent();
    if (ui.on_top() && !ui.focus().shows_ring() && ui.focus().focused() != id) ui.focus().focus(id, false);
    if (touch.focused && ui.shortcut(ImGuiKey_LeftArrow)) go(frame, scene_.place().previous);
    if (touch.focused && ui.shortcut(ImGuiKey_RightArrow)) go(frame, scene_.place().next);
    if (ui.shortcut(ImGuiKey_PageUp)) go(frame, scene_.place().previous);
    if (ui.shortcut(ImGuiKey_PageDown)) go(frame, scene_.place().next);
    if (ui.dragged_scroll() == swipe && ImGui::IsMouseReleased(ImGuiMouseButton_Left)) {
        const float pull = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0).x;
        if (std::abs(pull) >= ui.u(swipe_min)) go(frame, pull < 0 ? scene_.place().next : scene_.place().previous);
    }
    card(ui, rect);
    if (touch.ring) focus_ring(ui, rect, ui.u(ui.theme.size.card_radius));

    draw_inside(frame, rect.inset(ui.u(52), 0));
}

void ReaderView::draw_inside(FrameContext& frame, Rect inside) {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    const ReaderPage& page = *scene_.page();
    const float above = ui.u(32);
    const float below = ui.u(26);
    const float between = ui.u(14);
    const float chips = draw_chips(frame, inside, inside.y, false);
    const float who = page.who.empty() ? 0 : paragraph_height(ui, inside.width, page.who, who_style);
    const float heard = paragraph_height(ui, inside.width, page.heard, small);
    const float room = inside.height - above - below - chips - who - heard - 2 * between;
    words_.fit(ui, page.card.words, {inside.width, room}, {96, words_smallest, words_line});
    const auto draw_who = [&](float y) {
        if (who > 0) paragraph(ui, {inside.x, y}, inside.width, page.who, who_style, c.ink);
        paragraph(ui, {inside.x, y + who}, inside.width, page.heard, small, c.ink2);
        return who + heard;
    };
    if (!words_.shortened()) {
        const BoundsScope bounds(ui.problems, inside);
        const float y = inside.y + above + draw_chips(frame, inside, inside.y + above, true) + between;
        words_.draw(ui, {inside.x, y}, c.ink);
        draw_who(inside.bottom() - below - who - heard);
        return;
    }
    // Long words, or large text: all of it scrolls, and nothing is cut off.
    ScrollArea area(ui, "whole", {inside.x, inside.y, inside.width + ui.u(40), inside.height});
    const TextStyle style{Face::serif, words_smallest / ui.theme.text_scale,
                          std::round(words_smallest * words_line) / ui.theme.text_scale};
    float y = area.top() + above;
    y += draw_chips(frame, inside, y, true) + between;
    y += paragraph(ui, {inside.x, y}, inside.width, page.card.words, style, c.ink) + between;
    y += draw_who(y) + below;
    area.end(y - area.top());
}

float ReaderView::draw_chips(FrameContext& frame, const Rect& inside, float y, bool draw) {
    Ui& ui = frame.ui;
    const StoryCard& story = scene_.page()->card;
    Flow flow({inside.x, y, inside.width, 0}, ui.u(16), ui.u(12));
    const auto add = [&](const ChipOptions& options) {
        if (options.label.empty()) return;
        const Rect place = flow.place(chip_size(ui, options));
        if (draw) chip(ui, place.min(), options);
    };
    add({.label = story.kind_name, .kind = kind_named(story.kind)});
    add({.label = story.mood_name, .mood = story.mood});
    add({.label = story.stage_name, .icon = Icon::compass, .primary = true});
    if (story.at_risk) add({.label = frame.tr("reader.at_risk"), .icon = Icon::flag, .attention = true});
    return flow.height();
}

void ReaderView::draw_side(FrameContext& frame, const Rect& rect) {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    const ReaderPage& page = *scene_.page();
    const float radius = ui.u(ui.theme.size.card_radius);
    // Wider than its content by what shadows and the scrollbar need.
    ScrollArea area(ui, "side", {rect.x - ui.u(8), rect.y, rect.width + ui.u(8 + 40), rect.height});
    Column column({rect.x, area.top(), rect.width, 0}, ui.u(gap));

    const float attached = draw_attachments(frame, {rect.x, area.top()}, rect.width, page.attachments,
                                            AttachmentsForm::large_first, frame.state.reader.photo);
    if (attached > 0) column.take(attached);

    const float inner = column.width() - ui.u(24 + 32);
    const float steps = timeline_height(ui, steps_, inner, {.discs = true});
    const Rect panel = column.take(steps + ui.u(28));
    sunken_panel(ui, panel, radius);
    timeline(ui, {panel.x + ui.u(24), panel.y + ui.u(14)}, inner, steps_, {.discs = true});

    const float margin_inside = ui.u(32);
    const auto block = [&](std::string_view head, std::string_view words, const TextStyle& style, bool reply) {
        if (words.empty()) return;
        const float width = column.width() - 2 * margin_inside;
        const float head_height = paragraph_height(ui, width, head, small.with(Face::semibold));
        const float words_height = paragraph_height(ui, width, words, style);
        const Rect place = column.take(head_height + words_height + ui.u(24 + 6 + 28));
        if (reply) {
            fill(ui, place, c.primary_soft, radius);
            if (ui.theme.is_contrast()) edge(ui, place, c.primary, ui.exact(2), radius);
        } else {
            card(ui, place);
        }
        const Vec2 at{place.x + margin_inside, place.y + ui.u(24)};
        paragraph(ui, at, width, head, small.with(Face::semibold), reply ? c.primary : c.ink2);
        paragraph(ui, {at.x, at.y + head_height + ui.u(6)}, width, words, style, c.ink);
    };
    for (const ReaderReply& reply : page.replies)
        block(reply.from, reply.words, {Face::regular, 32, 44}, true);
    block(frame.tr("reader.what_happened"), page.what_happened, {Face::regular, 30, 42}, false);
    block(frame.tr("reader.action_taken"), page.action_taken, {Face::regular, 30, 42}, false);
    area.end(column.height());
}

}  // namespace earshot::app
