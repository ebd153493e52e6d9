// app/views/reader_foot.cpp: what a leader can do with the story: the foot of the reader, and the sheet of a reply.
#include <algorithm>
#include <array>

#include "app/views/reader_view.hpp"
#include "app/widgets/button.hpp"
#include "app/widgets/card.hpp"
#include "app/widgets/flow.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/sheet.hpp"
#include "app/widgets/words_editor.hpp"

namespace earshot::app {
namespace {

constexpr float margin = 64;
constexpr float gap = 20;

struct FootButtons {
    ButtonOptions heard, bring, reply;
};

FootButtons buttons_of(const ReaderPage& page, std::string_view heard_too, const Strings& tr) {
    return {.heard = {.label = heard_too, .icon = Icon::people, .look = Look::quiet},
            .bring = {.label = page.in_room ? tr("reader.brought") : tr("reader.bring"),
                      .icon = page.in_room ? Icon::check : Icon::room,
                      .look = Look::quiet,
                      .enabled = !page.in_room},
            .reply = {.label = tr("reader.reply"), .icon = Icon::reply, .look = Look::primary}};
}

// As wide as their words while there is room. Large text loses the icons first, then wraps.
std::array<float, 3> widths_of(Ui& ui, FootButtons& buttons, float width) {
    std::array<float, 3> widths{};
    const auto fits = [&] {
        widths = {button_size(ui, buttons.heard).x, button_size(ui, buttons.bring).x, button_size(ui, buttons.reply).x};
        return widths[0] + widths[1] + widths[2] + 2 * ui.u(gap) <= width;
    };
    if (fits()) return widths;
    for (ButtonOptions* one : {&buttons.heard, &buttons.bring, &buttons.reply})
        one->icon = Icon::none;
    if (fits()) return widths;
    const auto shared = shares(widths, width, ui.u(gap));
    return {shared[0], shared[1], shared[2]};
}

}  // namespace

float ReaderView::foot_height(FrameContext& frame, float width) {
    Ui& ui = frame.ui;
    FootButtons buttons = buttons_of(*scene_.page(), heard_too_, frame.tr);
    const auto widths = widths_of(ui, buttons, width - 2 * ui.u(margin));
    return ui.u(24) +
           std::max({button_height(ui, buttons.heard, widths[0]), button_height(ui, buttons.bring, widths[1]),
                     button_height(ui, buttons.reply, widths[2])});
}

void ReaderView::draw_foot(FrameContext& frame, const Rect& rect) {
    Ui& ui = frame.ui;
    foot_bar(ui, rect);
    FootButtons buttons = buttons_of(*scene_.page(), heard_too_, frame.tr);
    Rect row = rect.inset(ui.u(margin), ui.u(12));
    const auto widths = widths_of(ui, buttons, row.width);
    const Id story = scene_.page()->card.id;
    if (button(ui, "heard", row.cut_left(widths[0]), buttons.heard)) frame.intents.push_back(intent::HeardItToo{story});
    const Rect reply = row.cut_right(widths[2], ui.u(gap));
    if (button(ui, "bring", row.cut_right(widths[1]), buttons.bring))
        frame.intents.push_back(intent::BringToRoom{story});
    if (button(ui, "reply", reply, buttons.reply)) frame.state.reader.replying = true;
}

void ReaderView::draw_reply(FrameContext& frame) {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    const Strings& tr = frame.tr;
    ReaderState& reader = frame.state.reader;
    const ReaderPage& page = *scene_.page();
    if (sent_ && sent_->story != page.card.id) sent_.reset();
    if (sent_ && page.replies.size() > sent_->replies_before) {
        sent_.reset();  // It is on disk.
        reader.reply.clear();
    }
    Sheet sheet(ui, "reply", reader.replying, {.title = tr("reader.reply_title"), .width = 1400});
    if (!reader.replying) was_replying_ = false;
    if (!sheet) return;
    Rect rest = sheet.content();
    rest.cut_bottom(ui.u(margin));
    const TextStyle quote{Face::serif, 36, 50};
    rest.cut_top(paragraph(ui, rest.min(), rest.width, page.card.words, quote, c.ink2, {.lines_max = 2}), ui.u(gap));

    const bool written = reader.reply.find_first_not_of(" \n\t") != std::string::npos;
    const ButtonOptions send{.label = tr("reader.send"),
                             .icon = Icon::send,
                             .look = Look::primary,
                             .enabled = written,
                             .why_not = tr("reader.reply_missing")};
    Rect foot = rest.cut_bottom(button_size(ui, send).y, ui.u(gap));
    const Rect editor = rest;
    const bool take_keys = !was_replying_ && reader.replying && ui.on_top();
    if (take_keys) was_replying_ = true;
    const float radius = ui.u(ui.theme.size.card_radius);
    fill(ui, editor, c.paper, radius);
    edge(ui, editor, c.control, ui.exact(ui.theme.size.edge_control), radius);
    const auto answer = words_editor(ui, "words", editor.inset(ui.u(36), ui.u(24)), reader.reply, typing_,
                                     {.placeholder = tr("reader.reply_hint"), .focus_now = take_keys});
    const bool pressed = button(ui, "send", foot.cut_right(button_size(ui, send).x), send);
    if (written && (pressed || answer.submitted)) {
        frame.intents.push_back(intent::SendReply{page.card.id, reader.reply});
        sent_ = {page.card.id, page.replies.size()};
        reader.replying = false;
    }
}

}  // namespace earshot::app
