#include "app/views/tablet_bar.hpp"

#include <algorithm>
#include <array>

#include "app/widgets/button.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/sync_badge.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

struct BarTab {
    Screen screen;
    const char* name;
    std::string_view words;
    Icon icon;
};

// What is shown of the bar, from everything to the least.
struct Shown {
    bool place = true, wordmark = true, badge_words = true, tab_words = true, word_of_shown_tab = true;
};
constexpr std::array<Shown, 6> givings_way{
    {{},
     {.place = false},
     {.place = false, .wordmark = false},
     {.place = false, .wordmark = false, .badge_words = false},
     {.place = false, .wordmark = false, .badge_words = false, .tab_words = false},
     {.place = false, .wordmark = false, .badge_words = false, .tab_words = false, .word_of_shown_tab = false}}};

float mark_side(Ui& ui) {
    return ui.text_u(34);
}

TabOptions tab_options(const BarTab& tab, const Shown& shown, Screen screen) {
    const bool on = tab.screen == screen;
    return {.label = shown.tab_words || (on && shown.word_of_shown_tab) ? tab.words : std::string_view(),
            .icon = tab.icon,
            .on = on};
}

SyncBadgeOptions badge_options(const SyncWords& words, const Shown& shown) {
    return {.waiting = static_cast<int>(words.number),
            .label = shown.badge_words ? std::string_view(words.badge) : std::string_view(),
            .attention = words.attention};
}

struct Widths {
    float brand = 0, place = 0, badge = 0;
    std::array<float, 2> tabs{};
    float gap = 0, between = 0;

    float all() const { return brand + gap + tabs[0] + between + tabs[1] + between + place + badge; }
};

Vec2 place_size(Ui& ui, std::string_view place) {
    const Vec2 text = text_size(ui, place, ui.theme.type.tab);
    return {ui.text_u(22) + ui.u(10) + text.x + ui.u(40), text.y};
}

Widths measure(Ui& ui, const Shown& shown, std::span<const BarTab> tabs, Screen screen, std::string_view place,
               const SyncWords& words) {
    Widths widths;
    widths.brand = shown.wordmark ? brand_size(ui).x : mark_side(ui);
    widths.gap = ui.u(shown.place ? 36 : 12);
    widths.between = ui.u(shown.place ? 8 : 0);
    for (std::size_t i = 0; i < tabs.size(); ++i)
        widths.tabs[i] = tab_size(ui, tab_options(tabs[i], shown, screen)).x;
    if (shown.place) widths.place = place_size(ui, place).x;
    widths.badge = sync_badge_size(ui, badge_options(words, shown)).x;
    return widths;
}

void draw_place(Ui& ui, const Rect& rect, std::string_view place) {
    const float icon = ui.text_u(22);
    Rect inside = rect.inset(ui.u(20), 0);
    const Rect pin = inside.cut_left(icon, ui.u(10));
    draw_icon(ui, Icon::pin, pin.centre(), icon, ui.theme.colour.ink2);
    label(ui, inside, place, ui.theme.type.tab, ui.theme.colour.ink2);
}

}  // namespace

float TabletBar::height(Ui& ui) {
    const float words = line_height(ui, ui.theme.type.tab) + ui.u(28);
    return std::max(ui.u(ui.theme.size.bar_top), words);
}

void TabletBar::draw(FrameContext& frame, const Rect& bar) {
    scene_.update(frame);
    Ui& ui = frame.ui;
    UiState& state = frame.state;
    const std::array<BarTab, 2> tabs{{{Screen::log, "tab log", frame.tr("bar.log"), Icon::pencil},
                                      {Screen::stories, "tab stories", frame.tr("bar.stories"), Icon::book}}};
    const std::string& place = scene_.device().name;
    const SyncWords& words = scene_.sync();

    Rect inside = bar;
    inside.cut_left(ui.u(ui.theme.size.page_margin));
    inside.cut_right(ui.u(16));
    const Shown* shown = &givings_way.back();
    Widths widths;
    for (const Shown& candidate : givings_way) {
        widths = measure(ui, candidate, tabs, state.screen, place, words);
        shown = &candidate;
        if (widths.all() <= inside.width) break;
    }

    const Rect brand = inside.cut_left(widths.brand, widths.gap);
    if (shown->wordmark) {
        draw_brand(ui, {brand.x, brand.centre().y});
    } else {
        draw_mark(ui, brand.centred({brand.width, brand.width}));
    }
    for (std::size_t i = 0; i < tabs.size(); ++i) {
        const TabOptions options = tab_options(tabs[i], *shown, state.screen);
        const Rect rect = inside.cut_left(widths.tabs[i], widths.between);
        const Rect touch = rect.centred({rect.width, tab_size(ui, options).y});
        if (tab(ui, tabs[i].name, touch, options)) {
            state.screen = tabs[i].screen;
            state.log.take_keys = state.screen == Screen::log;
        }
    }
    const SyncBadgeOptions badge = badge_options(words, *shown);
    const Rect badge_rect = inside.cut_right(widths.badge, widths.between);
    if (shown->place) draw_place(ui, inside.cut_right(widths.place), place);
    if (sync_badge(ui, "sync", badge_rect.centred(sync_badge_size(ui, badge)), badge)) state.sheet.open = true;
}

}  // namespace earshot::app
