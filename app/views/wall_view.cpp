#include "app/views/wall_view.hpp"

#include <algorithm>
#include <cmath>

#include "app/theme/motion.hpp"
#include "app/views/wall_foot.hpp"
#include "app/widgets/empty_state.hpp"
#include "app/widgets/scroll_area.hpp"

namespace earshot::app {
namespace {

constexpr float margin = 64;
constexpr float margin_cards = 148;  // the page arrows peek in beside them
constexpr float side_width = 200;    // of which the screen shows the inner part
constexpr float side_seen = 120;
constexpr float gap = 24;
// A pull of this much turns the page, a shorter one springs back.
constexpr float pull_min = 120;
// A page that has not come by then needs no movement any more.
constexpr Duration slide_patience{500};

}  // namespace

void WallView::draw(FrameContext& frame) {
    Ui& ui = frame.ui;
    scene_.update(frame, WallCards::cards_of(ui));
    if (edition_ != scene_.edition()) refresh_ribbon();

    Rect page = ui.screen();
    page.cut_top(ui.u(gap));
    page.cut_bottom(ui.u(gap));
    const float bar = bar_.height(frame, scene_, page.width - 2 * ui.u(margin));
    bar_.draw(frame, scene_, page.cut_top(bar, ui.u(20)).inset(ui.u(margin), 0));
    const Parts parts = parts_of(ui, page.width);
    const float least = parts.ribbon + WallCards::height_min(ui) + parts.attention + parts.notes;
    if (least <= page.height + 1) {
        draw_page(frame, page, parts, true);
    } else {
        // Large text: nothing is left out, the page scrolls below the bar.
        ScrollArea area(ui, "page", {page.x, page.y, page.width, ui.screen().bottom() - page.y});
        draw_page(frame, {page.x, area.top(), page.width, least}, parts, false);
        area.end(least + ui.u(gap));
    }
}

WallView::Parts WallView::parts_of(Ui& ui, float width) const {
    const float inner = width - 2 * ui.u(margin);
    Parts parts;
    if (!ribbon_.empty()) parts.ribbon = stage_ribbon_height(ui, ribbon_, inner) + ui.u(gap);
    if (scene_.attention()) parts.attention = ui.u(gap) + wall_attention_height(ui);
    parts.notes = ui.u(16) + wall_notes_height(ui, scene_, inner);
    return parts;
}

void WallView::draw_page(FrameContext& frame, Rect page, const Parts& parts, bool swipes) {
    Ui& ui = frame.ui;
    const auto inner = [&](Rect row, float above) {
        row.cut_top(above);
        return row.inset(ui.u(margin), 0);
    };
    if (parts.ribbon > 0) draw_ribbon(frame, inner(page.cut_top(parts.ribbon - ui.u(gap), ui.u(gap)), 0));
    const Rect notes = inner(page.cut_bottom(parts.notes), ui.u(16));
    const Rect attention = inner(page.cut_bottom(parts.attention), ui.u(gap));
    // In reading order, so that Tab walks the wall as the eye does.
    if (scene_.ready()) draw_cards(frame, page, swipes);
    if (scene_.attention() && wall_attention(ui, attention, *scene_.attention(), waiting_words_, frame.tr))
        scene_.open_attention(frame.state);
    if (wall_notes(ui, notes, scene_)) scene_.show_silence(frame.state.wall);
}

void WallView::refresh_ribbon() {
    edition_ = scene_.edition();
    counts_.clear();
    ribbon_.clear();
    for (const WallStage& stage : scene_.stages())
        counts_.push_back(std::to_string(stage.stories));
    for (std::size_t i = 0; i < counts_.size(); ++i)
        ribbon_.push_back({.label = scene_.stages()[i].name, .count = counts_[i]});
}

void WallView::draw_ribbon(FrameContext& frame, const Rect& rect) {
    WallState& wall = frame.state.wall;
    const auto& stages = scene_.stages();
    const auto at = std::find_if(stages.begin(), stages.end(), [&](const WallStage& s) { return s.key == wall.stage; });
    const auto selected =
        at == stages.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - stages.begin()));
    const auto pressed = stage_ribbon(frame.ui, "stages", rect, ribbon_, selected);
    if (!pressed || pressed == selected) return;
    slide_ = {.waiting = true, .direction = !selected || *pressed > *selected ? 1 : -1, .start = frame.ui.now};
    scene_.choose_stage(wall, stages[*pressed].key);
    frame.ui.wake_at(frame.ui.now);
}

void WallView::draw_cards(FrameContext& frame, const Rect& zone, bool swipes) {
    Ui& ui = frame.ui;
    const WallPage& page = scene_.page();
    const Rect left{ui.u(side_seen) - ui.u(side_width), zone.y, ui.u(side_width), zone.height};
    const Rect right{zone.right() - ui.u(side_seen), zone.y, ui.u(side_width), zone.height};
    const Rect middle = zone.inset(ui.u(margin_cards), 0);
    const WidgetId swipe = swipes ? ui.id("swipe") : ui.scroll_parent();
    if (swipes) {
        follow_finger(frame, zone);
        ui.register_scroll(swipe, zone);
    }
    ui.push_scroll_parent(swipe);
    if (wall_side(ui, "back", left, page.back, true)) turn(frame, -1, 0);
    const auto touched = cards_.draw(ui, middle, page, pulled_ + slide_offset(ui, zone.width));
    if (wall_side(ui, "on", right, page.on, false)) turn(frame, 1, 0);
    ui.pop_scroll_parent();
    if (const auto& nothing = scene_.emptiness()) {
        if (empty_state(ui, "nothing", middle,
                        {.title = nothing->words, .action = nothing->action, .icon = Icon::arrow_right}))
            scene_.leave_emptiness(frame.state.wall);
    }
    if (ui.shortcut(ImGuiKey_PageUp)) turn(frame, -1, 0);
    if (ui.shortcut(ImGuiKey_PageDown)) turn(frame, 1, 0);
    if (touched) {
        scene_.open_card(frame.state, *touched);
        ui.wake_at(ui.now);
    }
}

void WallView::follow_finger(FrameContext& frame, const Rect& zone) {
    Ui& ui = frame.ui;
    if (ui.dragged_scroll() != ui.id("swipe")) {
        pulled_ = 0;
        return;
    }
    pulled_ = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0).x;
    if (!ImGui::IsMouseReleased(ImGuiMouseButton_Left)) return;
    const float pull = std::exchange(pulled_, 0.0F);
    const int direction = pull < 0 ? 1 : -1;
    const WallSide& side = direction > 0 ? scene_.page().on : scene_.page().back;
    if (std::abs(pull) >= ui.u(pull_min) && side.to != WallSide::To::nowhere) {
        turn(frame, direction, std::clamp(pull, -zone.width, zone.width));
    } else {
        slide_ = {.from = pull, .start = ui.now};
    }
}

void WallView::turn(FrameContext& frame, int direction, float offset) {
    const WallSide& side = direction > 0 ? scene_.page().on : scene_.page().back;
    if (side.to == WallSide::To::nowhere) return;
    scene_.turn(frame.state.wall, side, direction);
    slide_ = {.waiting = true, .direction = direction, .from = offset, .start = frame.ui.now};
    frame.ui.wake_at(frame.ui.now);
}

float WallView::slide_offset(Ui& ui, float width) {
    const std::optional<Id> first =
        scene_.page().cards.empty() ? std::nullopt : std::optional(scene_.page().cards.front().id);
    const bool other = first != first_card_;
    first_card_ = first;
    if (slide_.waiting) {
        if (!other) {
            if (ui.now - slide_.start > slide_patience) slide_ = {};
            return slide_.from;  // the former page, where the finger left it
        }
        slide_ = {.from = slide_.from + static_cast<float>(slide_.direction) * width, .start = ui.now};
    }
    if (slide_.from == 0 || ui.theme.less_movement) return 0;
    const float t = static_cast<float>((ui.now - slide_.start).count()) / static_cast<float>(motion::page.count());
    if (t >= 1) {
        slide_ = {};
        return 0;
    }
    ui.wake_after(motion::frame);
    return std::round(slide_.from * (1 - motion::ease_out(t)));
}

}  // namespace earshot::app
