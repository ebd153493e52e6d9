#include "app/views/sending_status.hpp"

#include <algorithm>
#include <cmath>

#include "app/views/fitted_button.hpp"
#include "app/views/notice_card.hpp"
#include "app/views/progress_card.hpp"
#include "app/widgets/widgets.hpp"

namespace earshot::app {
namespace {

constexpr std::size_t rows_most = 4;

struct Picture {
    Icon icon;
    bool attention;
};

Picture picture_of(SyncPicture picture) {
    switch (picture) {
        case SyncPicture::all_sent:
            return {Icon::check_all, false};
        case SyncPicture::sending:
            return {Icon::sync, false};
        case SyncPicture::waiting:
            return {Icon::upload, false};
        case SyncPicture::stopped:
            return {Icon::pause, false};
        case SyncPicture::out_of_reach:
            return {Icon::wifi_off, false};
        case SyncPicture::refused:
            return {Icon::alert, true};
        case SyncPicture::denied:
            return {Icon::lock, true};
        case SyncPicture::not_joined:
            return {Icon::store, false};
    }
    return {Icon::sync, false};
}

std::string_view action_label(const SyncWords& words, const Strings& tr) {
    if (words.can_join) return tr("sync.join");
    if (words.can_stop) return tr("sync.stop");
    return words.picture == SyncPicture::stopped ? tr("sync.go_on") : tr("sync.try_now");
}

TextStyle title_style() {
    return {Face::semibold, 23, 30};
}
TextStyle sentence_style() {
    return {Face::regular, 17, 25};
}
TextStyle size_style(const Ui& ui) {
    return ui.theme.type.hint.with(Face::semibold);
}

}  // namespace

void SendingStatus::update(FrameContext& frame) {
    Key key{frame.data.changes(), frame.tr.language()};
    if (key_ == key) return;
    const auto* refused =
        frame.data.stories({.logged_here = true, .delivery = sync::Delivery::refused, .limit = rows_most});
    const auto* waiting =
        frame.data.stories({.logged_here = true, .delivery = sync::Delivery::waiting, .limit = rows_most});
    if (refused == nullptr || waiting == nullptr) return;
    key_ = std::move(key);
    rows_.clear();
    for (const auto* page : {refused, waiting}) {
        for (const sync::StoryRow& row : page->rows)
            rows_.push_back({row.id, present_waiting(row, frame.tr)});
    }
    if (rows_.size() > rows_most) rows_.resize(rows_most);
    const sync::StoreStatus& status = frame.data.snapshot().status;
    const std::int64_t all = status.waiting_stories + status.refused;
    const auto listed = static_cast<std::int64_t>(rows_.size());
    more_ = all > listed && !rows_.empty() ? frame.tr.count("sync.more_waiting", all - listed) : std::string();
}

float SendingStatus::draw(FrameContext& frame, const SyncScene& scene, Vec2 at, float width) {
    const SyncWords& words = scene.sync();
    const float gap = frame.ui.u(12);
    float y = at.y;
    if (scene.notice()) y += notice_card(frame, *scene.notice(), {at.x, y}, width) + gap;
    y += draw_state(frame, words, {at.x, y}, width);
    if (!words.progress.empty()) y += gap + progress_card(frame, words.progress, {at.x, y + gap}, width);
    if (!rows_.empty()) y += gap + draw_rows(frame, {at.x, y + gap}, width);
    y += draw_times(frame, words, {at.x, y}, width);
    return y - at.y;
}

float SendingStatus::draw_state(FrameContext& frame, const SyncWords& words, Vec2 at, float width) {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    ButtonOptions action{.label = action_label(words, frame.tr),
                         .icon = words.can_join   ? Icon::swap
                                 : words.can_stop ? Icon::pause
                                                  : Icon::sync,
                         .look = words.can_stop ? Look::quiet : Look::primary,
                         .padding = 22};
    const bool acts = words.can_join || words.can_try || words.can_stop;
    Vec2 press = acts ? button_size(ui, action) : Vec2{0, 0};
    const float disc = ui.text_u(60);
    const float left = ui.u(22), right = ui.u(20), gap = ui.u(20);
    const float beside_text = width - left - disc - gap - right - (acts ? gap + press.x : 0);
    const bool beside = beside_text >= ui.text_u(220);
    const float text = beside ? beside_text : width - left - disc - gap - right;
    const float title = paragraph_height(ui, text, words.title, title_style());
    const float sentence = paragraph_height(ui, text, words.sentence, sentence_style());
    const float words_height = title + ui.u(3) + sentence;
    float height = std::max(words_height, disc) + ui.u(36);
    height = std::max(height, ui.u(132));
    if (acts && !beside) press = fitted_button(ui, action, text);
    const float below = acts && !beside ? ui.u(12) + press.y : 0;
    const Rect rect{at.x, at.y, width, height + below};

    card(ui, rect);
    const Picture picture = picture_of(words.picture);
    const Rect upper{rect.x, rect.y, rect.width, height - (below > 0 ? ui.u(16) : 0)};
    const Rect circle = Rect{rect.x + left, upper.y, disc, upper.height}.centred({disc, disc});
    fill(ui, circle, picture.attention ? c.attention_soft : c.primary_soft, disc / 2);
    if (ui.theme.is_contrast()) edge(ui, circle, picture.attention ? c.attention : c.primary, ui.exact(2), disc / 2);
    draw_icon(ui, picture.icon, circle.centre(), ui.text_u(32), picture.attention ? c.attention : c.primary);
    const float x = circle.right() + gap;
    float y = upper.y + std::floor((upper.height - words_height) / 2);
    y += paragraph(ui, {x, y}, text, words.title, title_style(), c.ink) + ui.u(3);
    paragraph(ui, {x, y}, text, words.sentence, sentence_style(), c.ink);
    if (!acts) return rect.height;
    const Rect place = beside ? Rect{rect.right() - right - press.x, rect.y, press.x, rect.height}.centred(press)
                              : Rect{x, rect.bottom() - ui.u(16) - press.y, press.x, press.y};
    if (button(ui, "act", place, action)) {
        if (words.can_join) {
            frame.state.sheet.open = false;
            frame.state.screen = Screen::welcome;
        } else if (words.can_stop) {
            frame.intents.push_back(intent::StopSync{});
        } else if (words.picture == SyncPicture::refused) {
            frame.intents.push_back(intent::RetryRefused{});
        } else {
            frame.intents.push_back(intent::SyncNow{});
        }
    }
    return rect.height;
}

float SendingStatus::draw_rows(FrameContext& frame, Vec2 at, float width) {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    const TextStyle words_style = ui.theme.type.words_small;
    const TextStyle hint = ui.theme.type.hint;
    const float left = ui.u(22), right = ui.u(24), gap = ui.u(18);
    const float icon = ui.text_u(ui.theme.size.icon);
    const float x = at.x + left + icon + gap;
    const float room = at.x + width - right - x;

    // The surface needs the height of all rows.
    std::vector<float> heights;
    float all = 0;
    for (const Row& row : rows_) {
        const float size = std::ceil(text_size(ui, row.words.size, size_style(ui)).x);
        const float text = room - size - gap;
        const float below = paragraph_height(ui, text, row.words.what, hint, {.lines_max = 2});
        heights.push_back(std::max(ui.u(76), line_height(ui, words_style) + below + ui.u(24)));
        all += heights.back();
    }
    const float more = more_.empty() ? 0 : line_height(ui, hint) + ui.u(24);
    card(ui, {at.x, at.y, width, all + more});
    float y = at.y;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const IdScope scope(ui, "waiting", i);
        const Row& row = rows_[i];
        const Rect rect{at.x, y, width, heights[i]};
        const Touch touch = ui.touch(ui.id("row"), rect);
        const float radius = ui.u(ui.theme.size.card_radius);
        if (touch.glow > 0) fill(ui, rect.inset(ui.u(4)), faded(c.fill, 0.7F * touch.glow), radius);
        if (touch.ring) focus_ring(ui, rect.inset(ui.u(6)), radius);
        if (i > 0) hairline(ui, {x, y}, room);
        const float size = std::ceil(text_size(ui, row.words.size, size_style(ui)).x);
        const float text = room - size - gap;
        const float below = paragraph_height(ui, text, row.words.what, hint, {.lines_max = 2});
        const float tall = line_height(ui, words_style) + below;
        const float text_y = rect.y + std::floor((rect.height - tall) / 2);
        const Colour colour = row.words.refused ? c.attention : c.ink2;
        draw_icon(ui, row.words.refused ? Icon::alert : Icon::message, {rect.x + left + icon / 2, rect.centre().y},
                  icon, colour);
        label(ui, {x, text_y, text, line_height(ui, words_style)}, row.words.words, words_style, c.ink);
        paragraph(ui, {x, text_y + line_height(ui, words_style)}, text, row.words.what, hint, colour, {.lines_max = 2});
        label(ui, {rect.right() - right - size, rect.y, size, rect.height}, row.words.size, size_style(ui), c.ink,
              Align::right);
        if (touch.clicked) open(frame, row.story);
        y += heights[i];
    }
    if (more > 0) {
        hairline(ui, {x, y}, room);
        label(ui, {x, y, room, more}, more_, hint, c.ink2);
    }
    return all + more;
}

float SendingStatus::draw_times(FrameContext& frame, const SyncWords& words, Vec2 at, float width) {
    Ui& ui = frame.ui;
    if (words.last_agreed.empty() && words.next_try.empty()) return 0;
    const Palette& c = ui.theme.colour;
    const TextStyle style = ui.theme.type.hint;
    const float icon = ui.text_u(ui.theme.size.icon);
    const float x = at.x + ui.u(22) + icon + ui.u(18);
    const float room = at.x + width - ui.u(24) - x;
    const float next = std::ceil(text_size(ui, words.next_try, style.with(Face::semibold)).x);
    const float last = std::ceil(text_size(ui, words.last_agreed, style).x);
    const bool one_row = last + ui.u(16) + next <= room;
    const float last_height = words.last_agreed.empty() ? 0 : paragraph_height(ui, room, words.last_agreed, style);
    const float next_height =
        words.next_try.empty() ? 0 : paragraph_height(ui, room, words.next_try, style.with(Face::semibold));
    const float tall = one_row ? std::max(last_height, next_height) : last_height + next_height;
    const float height = std::max(ui.u(56), tall + ui.u(20));
    float y = at.y + std::floor((height - tall) / 2);
    draw_icon(ui, Icon::history, {at.x + ui.u(22) + icon / 2, at.y + height / 2}, icon, c.ink2);
    paragraph(ui, {x, y}, room, words.last_agreed, style, c.ink2);
    if (one_row) {
        label(ui, {x, at.y, room, height}, words.next_try, style.with(Face::semibold), c.ink2, Align::right);
    } else {
        paragraph(ui, {x, y + last_height}, room, words.next_try, style.with(Face::semibold), c.ink2);
    }
    return height;
}

void SendingStatus::open(FrameContext& frame, const Id& story) {
    frame.state.sheet.open = false;
    frame.state.screen = Screen::stories;
    frame.state.stories.selected = story;
}

}  // namespace earshot::app
