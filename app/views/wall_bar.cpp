#include "app/views/wall_bar.hpp"

#include <algorithm>
#include <utility>

#include "app/widgets/button.hpp"
#include "app/widgets/card.hpp"
#include "app/widgets/select.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"
#include "app/widgets/text_field.hpp"

namespace earshot::app {
namespace {

constexpr TextStyle month_style{Face::semibold, 34, 44};
constexpr float step_size = 88;
constexpr float step_margin = 8;
constexpr float step_radius = 18;
constexpr float month_padding = 14;
constexpr float mark_size = 48;
constexpr float search_min = 420;
constexpr float search_max = 760;

float stepper_width(Ui& ui, const WallScene& scene) {
    float month = 0;
    // As wide as the widest month, so that the arrows stay below the finger.
    for (const std::string& name : scene.months())
        month = std::max(month, text_size(ui, name, month_style).x);
    return month + 2 * ui.u(month_padding) + 2 * ui.u(step_size) + 2 * ui.u(step_margin);
}

bool step_button(Ui& ui, std::string_view name, const Rect& rect, Icon icon, bool enabled) {
    const Palette& c = ui.theme.colour;
    const Touch touch = ui.touch(ui.id(name), rect, {.enabled = enabled});
    const float radius = ui.u(step_radius);
    if (enabled) {
        raised(ui, rect, c.card, radius, touch.glow > 0 ? Level::e0 : Level::e1);
        if (touch.glow > 0)
            fill(ui, rect, faded(ui.theme.is_contrast() ? c.primary_soft : c.hairline, touch.glow), radius);
    }
    if (touch.ring) focus_ring(ui, rect, radius);
    draw_icon(ui, icon, rect.centre(), std::min(ui.text_u(44), ui.u(64)), enabled ? c.primary : c.ink3);
    return touch.clicked;
}

void draw_stepper(FrameContext& frame, const WallScene& scene, const Rect& rect) {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    sunken_panel(ui, rect, ui.u(ui.theme.size.button_radius));
    Rect inside = rect.inset(ui.u(step_margin));
    const float step = ui.u(step_size);
    WallState& wall = frame.state.wall;
    if (step_button(ui, "month before", inside.cut_left(step).centred({step, step}), Icon::chevron_left, true))
        scene.step_month(wall, -1);
    const Rect after = inside.cut_right(step).centred({step, step});
    label(ui, inside, scene.month(), month_style, c.ink, Align::centre);
    if (step_button(ui, "month after", after, Icon::chevron_right, !scene.newest_month())) scene.step_month(wall, 1);
}

ButtonOptions search_options(const Strings& tr, bool in_words) {
    ButtonOptions options{.icon = Icon::search, .padding = 25};
    if (in_words) options.label = tr("wall.search");
    return options;
}

SelectOptions site_options(const WallScene& scene) {
    return {.choices = scene.site_choices(), .selected = scene.site_chosen(), .icon = Icon::store};
}

}  // namespace

WallBar::Plan WallBar::plan(FrameContext& frame, const WallScene& scene, float width) const {
    Ui& ui = frame.ui;
    const bool searching = frame.state.wall.searching;
    const float between = ui.u(ui.theme.size.gap);
    Plan plan;
    plan.row = std::max(ui.u(ui.theme.size.button_height), line_height(ui, month_style) + ui.u(16));
    plan.brand = brand_size(ui).x;
    plan.stepper = stepper_width(ui, scene);
    if (scene.site_choices().size() > 2) plan.site = select_size(ui, site_options(scene)).x;
    plan.find = searching ? ui.u(search_min) : button_size(ui, search_options(frame.tr, true)).x;

    const auto needed = [&] {
        const float first = plan.brand > 0 ? plan.brand + between : 0;
        const float site = plan.site > 0 && !plan.site_below ? plan.site + between : 0;
        return first + plan.stepper + between + site + plan.find;
    };
    // Where large text leaves too little room, what says least goes first.
    if (needed() > width) {
        plan.named = false;
        plan.brand = ui.u(mark_size);
    }
    if (needed() > width) plan.brand = 0;
    if (needed() > width && !searching) {
        plan.find_in_words = false;
        plan.find = button_size(ui, search_options(frame.tr, false)).x;
    }
    if (needed() > width) plan.site_below = plan.site > 0;
    if (searching) plan.find = std::min(ui.u(search_max), plan.find + std::max(0.0F, width - needed()));
    return plan;
}

float WallBar::height(FrameContext& frame, const WallScene& scene, float width) const {
    const Plan parts = plan(frame, scene, width);
    return parts.site_below ? 2 * parts.row + frame.ui.u(frame.ui.theme.size.gap) : parts.row;
}

void WallBar::draw(FrameContext& frame, const WallScene& scene, const Rect& bar) {
    Ui& ui = frame.ui;
    WallState& wall = frame.state.wall;
    const Plan parts = plan(frame, scene, bar.width);
    const float between = ui.u(ui.theme.size.gap);
    Rect below = bar;
    Rect rest = below.cut_top(parts.row, between);
    if (parts.named) {
        draw_brand(ui, {rest.x, rest.centre().y});
    } else if (parts.brand > 0) {
        draw_mark(ui, Rect{rest.x, rest.y, parts.brand, rest.height}.centred({parts.brand, parts.brand}));
    }
    const Rect finder = rest.cut_right(parts.find, between);
    Rect site{};
    if (parts.site > 0)
        site =
            parts.site_below ? below.cut_right(std::min(parts.site, bar.width)) : rest.cut_right(parts.site, between);
    // In reading order, for Tab.
    draw_stepper(frame, scene, rest.cut_right(std::min(parts.stepper, rest.width)));
    if (!site.empty()) {
        if (const auto chosen = select(ui, "site", site, site_options(scene))) scene.choose_site(wall, *chosen);
    }
    if (wall.searching) {
        draw_search(frame, finder);
        return;
    }
    was_searching_ = false;
    if (button(ui, "search", finder, search_options(frame.tr, parts.find_in_words)) ||
        ui.shortcut(ImGuiMod_Ctrl | ImGuiKey_F)) {
        wall.searching = true;
        ui.wake_at(ui.now);
    }
}

void WallBar::draw_search(FrameContext& frame, const Rect& rect) {
    Ui& ui = frame.ui;
    WallState& wall = frame.state.wall;
    const auto answer = text_field(ui, "words", rect, wall.search, typing_,
                                   {.placeholder = frame.tr("wall.search_hint"),
                                    .icon = Icon::search,
                                    .clearable = true,
                                    .focus_now = !was_searching_});
    if (answer.changed) start_over(wall);
    const bool opened = !std::exchange(was_searching_, true);
    if (answer.focused && ui.escape_pressed()) {
        wall.search.clear();
        start_over(wall);
        wall.searching = false;
    } else if (!opened && !answer.focused && wall.search.empty()) {
        wall.searching = false;
    }
    if (answer.changed || !wall.searching) ui.wake_at(ui.now);
}

}  // namespace earshot::app
