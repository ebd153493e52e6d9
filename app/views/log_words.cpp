#include "app/views/log_words.hpp"

#include <algorithm>
#include <cmath>

#include "app/views/log_foot.hpp"
#include "app/views/log_photos.hpp"
#include "app/widgets/widgets.hpp"

namespace earshot::app {
namespace {

constexpr std::size_t words_most = 20'000;  // characters; the field takes 65,536 bytes
constexpr std::size_t who_most = 120;

float side(const Ui& ui) {
    return ui.u(28);
}

// From the edges of the card to what stands below the words.
float offer_side(const Ui& ui) {
    return ui.u(20);
}
float button_side(const Ui& ui) {
    return ui.u(16);
}

float who_icon(const Ui& ui) {
    return ui.text_u(20);
}

WordsEditorOptions who_options(const FrameContext& frame) {
    return {.placeholder = frame.tr("log.who"),
            .style = frame.ui.theme.type.hint,
            .marks = {},
            .length_max = who_most,
            .focus_now = false};
}

// Room for an offer is counted in before there is one: the card need not grow when one comes.
float offer_height(const Ui& ui) {
    return std::max(ui.u(ui.theme.size.button_height), line_height(ui, ui.theme.type.button) + ui.u(28));
}

// An offer as it is shown: with a way back where it asks whether somebody is sure.
struct OfferShown {
    std::string_view words, action, back;
    Icon icon = Icon::none;
    bool attention = false;
};

ButtonOptions action_options(const OfferShown& offer) {
    return {.label = offer.action, .look = offer.attention ? Look::attention : Look::primary, .padding = 20};
}
ButtonOptions back_options(const Ui& ui, const OfferShown& offer) {
    return {.label = offer.back, .look = Look::plain, .colour = ui.theme.colour.attention, .padding = 14};
}

struct OfferSizes {
    float icon, words, words_height, action, back, button_height, height, width;
    bool below;  // the buttons stand below the words
};

OfferSizes measure_offer(Ui& ui, const OfferShown& offer, float width) {
    OfferSizes sizes{};
    const Vec2 action = button_size(ui, action_options(offer));
    sizes.icon = ui.text_u(ui.theme.size.icon);
    sizes.action = action.x;
    sizes.back = offer.back.empty() ? 0 : button_size(ui, back_options(ui, offer)).x + ui.u(6);
    const float around = ui.u(18) + sizes.icon + ui.u(12) + ui.u(18) + ui.u(6);
    sizes.words = std::ceil(text_size(ui, offer.words, ui.theme.type.strong).x);
    sizes.button_height = std::max(ui.u(52), action.y - ui.u(12));
    sizes.below = around + sizes.words + sizes.back + sizes.action > width;
    if (sizes.below) sizes.words = std::min(sizes.words, width - around);
    sizes.words_height = paragraph_height(ui, sizes.words, offer.words, ui.theme.type.strong);
    sizes.width = sizes.below ? width : around + sizes.words + sizes.back + sizes.action;
    sizes.height = sizes.below ? ui.u(12) + sizes.words_height + ui.u(8) + sizes.button_height + ui.u(6)
                               : std::max(sizes.words_height, sizes.button_height) + ui.u(12);
    return sizes;
}

OfferShown shown_of(const FrameContext& frame, const LogOffer& offer) {
    const bool sure = frame.state.log.discarding && offer.kind == LogOfferKind::discard_draft;
    if (sure) return {frame.tr("log.discard_sure"), offer.action, frame.tr("log.keep"), Icon::trash, true};
    switch (offer.kind) {
        case LogOfferKind::hide_personal_data:
            return {offer.words, offer.action, {}, Icon::eye_off, true};
        case LogOfferKind::discard_draft:
            return {offer.words, offer.action, {}, Icon::history, false};
        case LogOfferKind::stop_correcting:
            return {offer.words, offer.action, {}, Icon::pencil, false};
    }
    return {};
}

}  // namespace

void LogWords::update(FrameContext& frame) {
    LogState& log = frame.state.log;
    if (searched_ != log.form.words) {
        searched_ = log.form.words;
        log.discarding = false;
        personal_ = find_personal_data(searched_);
        marks_.clear();
        for (const PersonalMark& mark : personal_)
            marks_.push_back({mark.begin, mark.end});
    }
    photos_.update(frame);
    offer_ = present_log_offer(personal_, log.form.correcting, log.recovered_from, frame.now, frame.tr);
}

bool LogWords::who_beside(FrameContext& frame, float width) const {
    Ui& ui = frame.ui;
    const float question = text_size(ui, frame.tr("log.question"), ui.theme.type.label).x;
    const float who = text_size(ui, frame.tr("log.who"), ui.theme.type.hint).x;
    return question + ui.u(24) + who_icon(ui) + ui.u(24) + who <= width;
}

// Of the question and who said it.
float LogWords::head_height(FrameContext& frame, float width) const {
    Ui& ui = frame.ui;
    const float question = paragraph_height(ui, width, frame.tr("log.question"), ui.theme.type.label);
    return who_beside(frame, width) ? question : question + ui.u(6) + line_height(ui, ui.theme.type.hint);
}

// What stands below the words: the offer and the button for a photo, side by side where both fit.
struct LogWords::Foot {
    Vec2 button;
    float offer_width = 0;   // room for the offer
    float offer_height = 0;  // the row it stands in; there also while there is none
    bool beside = true;
    float height = 0;
    float photos = 0;           // height of the photos; 0: none
    bool photos_above = false;  // in rows of their own; else where the offer would stand
};

LogWords::Foot LogWords::foot_of(FrameContext& frame, float card_width, bool with_mark) const {
    Ui& ui = frame.ui;
    Foot foot;
    const float width = card_width - offer_side(ui) - button_side(ui);
    foot.button = photo_button_size(frame);
    foot.button.x = std::min(foot.button.x, width);
    foot.offer_width = width - foot.button.x - ui.u(14);
    foot.offer_height = std::max(offer_height(ui), foot.button.y);
    if (offer_) {
        const OfferShown offer = shown_of(frame, *offer_);
        foot.beside = !measure_offer(ui, offer, foot.offer_width).below;
        if (!foot.beside) foot.offer_width = card_width - 2 * offer_side(ui);
        foot.offer_height = std::max(foot.offer_height, measure_offer(ui, offer, foot.offer_width).height);
    }
    foot.height = foot.offer_height + (foot.beside ? 0 : ui.u(10) + foot.button.y);
    const float photos_width = photos_.width(frame);
    foot.photos_above = offer_ || with_mark || photos_width > foot.offer_width - (side(ui) - offer_side(ui));
    foot.photos = photos_.height(frame, foot.photos_above ? card_width - 2 * side(ui) : photos_width);
    return foot;
}

void LogWords::measure(FrameContext& frame, LogMeasures& m, float card_width) const {
    Ui& ui = frame.ui;
    const float width = card_width - 2 * side(ui);
    m.words_line = line_height(ui, ui.theme.type.words_writing);
    m.words_written = words_editor_height(ui, frame.state.log.form.words, width,
                                          {.placeholder = frame.tr("log.placeholder"), .style = {}, .marks = marks_});
    // Above each other, as they stand once an offer comes: the page is not laid out anew then.
    const Foot foot = foot_of(frame, card_width, true);
    m.words_around = ui.u(24) + head_height(frame, width) + ui.u(10) + ui.u(8) + foot.height +
                     (foot.photos > 0 ? foot.photos + ui.u(10) : 0) + ui.u(14);
}

void LogWords::draw(FrameContext& frame, const Rect& card_rect, float mark_height) {
    Ui& ui = frame.ui;
    LogState& log = frame.state.log;
    card(ui, card_rect);
    Rect inside = card_rect.inset(side(ui), 0);
    inside.cut_top(ui.u(24));
    const float head = head_height(frame, inside.width);
    const bool beside = who_beside(frame, inside.width);
    const Rect top = inside.cut_top(head, ui.u(10));
    paragraph(ui, top.min(), top.width, frame.tr("log.question"), ui.theme.type.label, ui.theme.colour.ink2);
    const float hint = line_height(ui, ui.theme.type.hint);
    const float question = std::ceil(text_size(ui, frame.tr("log.question"), ui.theme.type.label).x) + ui.u(24);
    const Rect who = beside ? Rect{top.x + question, top.y, top.width - question, hint}
                            : Rect{top.x, top.bottom() - hint, top.width, hint};

    inside.cut_bottom(ui.u(14));
    const Foot foot = foot_of(frame, card_rect.width, mark_height > 0);
    // The mark stands where the offer would, while there is none and it fits; else it has a row of its own.
    const bool mark_beside = mark_height > 0 && !offer_ && saved_mark_width(frame) <= foot.offer_width;
    if (mark_height > 0 && !mark_beside) draw_saved_mark(frame, inside.cut_bottom(mark_height), true);
    Rect below = inside.cut_bottom(foot.height);
    inside.cut_bottom(ui.u(8));
    const bool photos_above = foot.photos > 0 && foot.photos_above;
    const Rect photos_place = photos_above ? inside.cut_bottom(foot.photos, ui.u(10)) : Rect{};
    words_editor(ui, "words", inside, log.form.words, words_state_,
                 {.placeholder = frame.tr("log.placeholder"),
                  .style = {},
                  .marks = marks_,
                  .length_max = words_most,
                  .focus_now = std::exchange(log.take_keys, false)});
    draw_who(frame, who, beside);
    if (photos_above) photos_.draw(frame, photos_place);
    const Rect row = foot.beside ? below : below.cut_top(foot.offer_height);
    if (foot.photos > 0 && !photos_above)
        photos_.draw(frame, {row.x, row.bottom() - foot.photos, foot.offer_width, foot.photos});
    if (mark_beside) draw_saved_mark(frame, {row.x, row.y, foot.offer_width, row.height}, true);
    if (offer_) draw_offer(frame, {card_rect.x + offer_side(ui), row.y, foot.offer_width, row.height});
    draw_photo_button(frame, {card_rect.right() - button_side(ui) - foot.button.x, below.bottom() - foot.button.y,
                              foot.button.x, foot.button.y});
}

void LogWords::draw_who(FrameContext& frame, const Rect& place, bool right) {
    Ui& ui = frame.ui;
    LogForm& form = frame.state.log.form;
    WordsEditorOptions options = who_options(frame);
    const std::string_view shown = form.customer.empty() ? options.placeholder : std::string_view(form.customer);
    const float icon = who_icon(ui);
    const float room = place.width - icon - ui.u(8);
    const float text = std::min(room, std::ceil(text_size(ui, shown, *options.style).x) + ui.u(6));
    const Rect editor = right ? Rect{place.right() - text, place.y, text, place.height}
                              : Rect{place.x + icon + ui.u(8), place.y, room, place.height};
    // One line of text is less than a finger: what lies around it is touched for it.
    const Rect reach{editor.x - icon - ui.u(16), place.y - ui.u(20), editor.width + icon + ui.u(32),
                     place.height + ui.u(30)};
    const Touch around = ui.touch(ui.id("who around"), reach, {.focusable = false});
    draw_icon(ui, Icon::person, {editor.x - ui.u(8) - icon / 2, place.centre().y}, icon,
              around.glow > 0 ? ui.theme.colour.primary : ui.theme.colour.ink3);
    options.focus_now = around.clicked;
    const WordsEditorAnswer answer = words_editor(ui, "who", editor, form.customer, who_state_, options);
    if (answer.changed) std::erase(form.customer, '\n');
}

void LogWords::draw_offer(FrameContext& frame, const Rect& place) {
    Ui& ui = frame.ui;
    const OfferShown offer = shown_of(frame, *offer_);
    const OfferSizes sizes = measure_offer(ui, offer, place.width);
    const Palette& c = ui.theme.colour;
    const Colour colour = offer.attention ? c.attention : c.primary;
    const Rect pill{place.x, place.bottom() - sizes.height, sizes.width, sizes.height};
    fill(ui, pill, offer.attention ? c.attention_soft : c.primary_soft, ui.u(16));
    edge(ui, pill, colour, ui.theme.line(), ui.u(16));
    const float top = sizes.below ? pill.y + ui.u(12) : pill.y + std::floor((pill.height - sizes.words_height) / 2);
    const float x = pill.x + ui.u(18);
    draw_icon(ui, offer.icon, {x + sizes.icon / 2, top + line_height(ui, ui.theme.type.strong) / 2}, sizes.icon,
              colour);
    paragraph(ui, {x + sizes.icon + ui.u(12), top}, sizes.words, offer.words, ui.theme.type.strong, colour);

    Rect row{pill.x, pill.bottom() - ui.u(6) - sizes.button_height, pill.width - ui.u(6), sizes.button_height};
    const Rect action = row.cut_right(sizes.action);
    if (sizes.back > 0 && button(ui, "back", row.cut_right(sizes.back), back_options(ui, offer)))
        frame.state.log.discarding = false;
    if (button(ui, "offer", action, action_options(offer))) accept(frame, offer_->kind);
}

void LogWords::accept(FrameContext& frame, LogOfferKind kind) {
    LogState& log = frame.state.log;
    switch (kind) {
        case LogOfferKind::hide_personal_data:
            log.form.words = hide_personal_data(log.form.words, personal_, personal_words(frame.tr));
            return;
        case LogOfferKind::discard_draft:
            if (!log.discarding) {
                log.discarding = true;
                return;
            }
            frame.intents.push_back(intent::DiscardDraft{});
            return;
        case LogOfferKind::stop_correcting:
            frame.intents.push_back(intent::DiscardDraft{});
            return;
    }
}

}  // namespace earshot::app
