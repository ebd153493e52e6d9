#include "app/views/log_foot.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "app/widgets/button.hpp"
#include "app/widgets/card.hpp"
#include "app/widgets/text.hpp"
#include "app/widgets/toggle.hpp"

namespace earshot::app {
namespace {

TextStyle title_style(const Ui& ui) {
    return {Face::medium, 18, ui.theme.type.body.line - 2};
}

float mark_icon(const Ui& ui) {
    return ui.text_u(30);
}

SavedMark mark_of(const FrameContext& frame) {
    const LogState& log = frame.state.log;
    return present_saved_mark(log.draft, log.draft_trouble, frame.sync, frame.tr);
}

struct MarkLook {
    Icon icon;
    Colour colour;
};

MarkLook look_of(const Ui& ui, DraftState state) {
    switch (state) {
        case DraftState::saved:
            return {Icon::check_circle, ui.theme.colour.primary};
        case DraftState::failed:
            return {Icon::alert, ui.theme.colour.attention};
        case DraftState::empty:
        case DraftState::writing:
            break;
    }
    return {Icon::pencil, ui.theme.colour.ink2};
}

ToggleOptions risk_options(const FrameContext& frame, bool on) {
    return {.label = frame.tr("log.at_risk"),
            .detail = on ? frame.tr("log.at_risk_then") : std::string_view(),
            .icon = on ? Icon::flag : Icon::flag_line,
            .attention = true};
}

ButtonOptions save_options(const FrameContext& frame, std::string_view missing) {
    const LogState& log = frame.state.log;
    ButtonOptions options{.label = frame.tr(log.form.correcting ? "log.save_changes" : "log.save"),
                          .icon = Icon::check,
                          .look = Look::primary,
                          .big = true};
    if (log.saving) options.label = frame.tr("log.saving");
    if (missing.empty() && log.adding > 0) missing = "photo.adding";
    options.enabled = missing.empty() && !log.saving;
    if (!missing.empty()) options.why_not = frame.tr(missing);
    return options;
}

// What keeps the story from being saved stands where the mark is, once somebody tried to.
bool shows_missing(const FrameContext& frame) {
    return frame.state.log.show_missing && !missing_in(frame.state.log.form).empty();
}

}  // namespace

void measure_log_foot(FrameContext& frame, LogMeasures& m, float width) {
    Ui& ui = frame.ui;
    const float mark_words =
        std::max(text_size(ui, frame.tr("log.mark_saved"), title_style(ui)).x,
                 std::min(text_size(ui, frame.tr("log.send_later"), ui.theme.type.hint).x, ui.text_u(300)));
    m.mark = mark_icon(ui) + ui.u(14) + std::ceil(mark_words);
    m.mark_height = std::max(ui.u(44), line_height(ui, title_style(ui)) + ui.u(16));
    m.risk = toggle_size(ui, risk_options(frame, true)).x;
    m.risk_height = toggle_height(ui, risk_options(frame, true), std::min(m.risk, width));
    // As wide as its widest words, so that it does not change under a finger.
    m.save = ui.u(220);
    m.save_height = ui.u(ui.theme.size.button_big_height);
    for (const std::string_view missing : {"", "log.missing_words", "log.missing_kind", "photo.adding"}) {
        const ButtonOptions options = save_options(frame, missing);
        const float wanted = button_size(ui, options).x;
        m.save = std::max(m.save, wanted);
        m.save_height = std::max(m.save_height, button_height(ui, options, std::min(wanted, width)));
    }
    m.foot_gap = ui.u(24);
    m.foot_edge = ui.u(24);
    m.foot = ui.u(ui.theme.size.bar_foot);
}

float saved_mark_width(FrameContext& frame) {
    Ui& ui = frame.ui;
    const SavedMark mark = mark_of(frame);
    if (mark.state == DraftState::failed) return FLT_MAX;
    const std::string_view title =
        shows_missing(frame) ? frame.tr(missing_in(frame.state.log.form)) : std::string_view(mark.title);
    return ui.text_u(ui.theme.size.icon) + ui.u(10) + std::ceil(text_size(ui, title, ui.theme.type.hint).x);
}

void draw_saved_mark(FrameContext& frame, const Rect& rect, bool brief) {
    Ui& ui = frame.ui;
    SavedMark mark = mark_of(frame);
    MarkLook look = look_of(ui, mark.state);
    if (shows_missing(frame)) {
        mark.title = frame.tr(missing_in(frame.state.log.form));
        look = {Icon::alert, ui.theme.colour.attention};
    }
    const float icon = brief ? ui.text_u(ui.theme.size.icon) : mark_icon(ui);
    const float gap = ui.u(brief ? 10 : 14);
    const float x = rect.x + icon + gap;
    const float width = rect.right() - x;
    draw_icon(ui, look.icon, {rect.x + icon / 2, rect.centre().y}, icon, look.colour);
    if (brief && mark.state != DraftState::failed) {
        label(ui, {x, rect.y, width, rect.height}, mark.title, ui.theme.type.hint, ui.theme.colour.ink2);
        return;
    }
    const float title = paragraph_height(ui, width, mark.title, title_style(ui));
    const TextOptions sentence{.lines_max = 2};
    const float below = paragraph_height(ui, width, mark.sentence, ui.theme.type.hint, sentence);
    const float y = rect.y + std::floor((rect.height - title - below) / 2);
    paragraph(ui, {x, y}, width, mark.title, title_style(ui),
              look.icon == Icon::alert ? ui.theme.colour.attention : ui.theme.colour.ink);
    paragraph(ui, {x, y + title}, width, mark.sentence, ui.theme.type.hint, ui.theme.colour.ink2, sentence);
}

void draw_may_leave(FrameContext& frame, const Rect& rect) {
    LogForm& form = frame.state.log.form;
    if (toggle(frame.ui, "at risk", rect, form.at_risk, risk_options(frame, form.at_risk)))
        form.at_risk = !form.at_risk;
}

void draw_log_foot(FrameContext& frame, const LogLayout& layout) {
    Ui& ui = frame.ui;
    foot_bar(ui, layout.foot);
    ui.block(layout.foot);
    if (layout.mark_in_foot) draw_saved_mark(frame, layout.mark, false);
    if (layout.risk_in_foot) {
        const ToggleOptions widest = risk_options(frame, true);
        const float height = toggle_height(ui, widest, layout.risk.width);
        draw_may_leave(frame, layout.risk.centred({layout.risk.width, height}));
    }
    const ButtonOptions save = save_options(frame, missing_in(frame.state.log.form));
    const float height = std::max(ui.u(ui.theme.size.button_big_height), button_height(ui, save, layout.save.width));
    const bool pressed = button(ui, "save", layout.save.centred({layout.save.width, height}), save);
    if (pressed || ui.shortcut(ImGuiMod_Ctrl | ImGuiKey_Enter)) frame.intents.push_back(intent::SaveStory{});
}

}  // namespace earshot::app
