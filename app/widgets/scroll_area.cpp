#include "app/widgets/scroll_area.hpp"

#include <cmath>
#include <utility>

#include "app/theme/motion.hpp"

namespace earshot::app {
namespace {

constexpr float glide_half_life = 0.18F;  // seconds until a glide has lost half its speed
constexpr float glide_min = 12;           // units a second: slower stands still
constexpr float glide_max = 9'000;
constexpr float wheel_step = 72;  // units for one notch
constexpr float bar_width = 4;
constexpr Duration bar_stays{900};

}  // namespace

ScrollArea::ScrollArea(Ui& ui, std::string_view name, const Rect& rect)
    : ui_(ui), id_(ui.id(name)), around_(ui.scroll_parent()), rect_(rect), state_(ui.scroll_state(id_)) {
    ui.register_scroll(id_, rect);
    move();
    ui.push_scroll_parent(id_);
    ui.clip(rect);
}

ScrollArea::~ScrollArea() {
    if (!ended_) end(state_.content);
}

float ScrollArea::width() const {
    return rect_.width;
}

void ScrollArea::move() {
    const ImGuiIO& io = ImGui::GetIO();
    const float limit = std::max(0.0F, state_.content - rect_.height);
    const float before = state_.offset;
    if (ui_.dragged_scroll() == id_) {
        const float y = io.MousePos.y;
        if (!state_.dragging) {
            state_.dragging = true;
            state_.drag_from = state_.offset + y;
            state_.velocity = 0;
        } else {
            state_.offset = state_.drag_from - y;
            const float seconds = static_cast<float>((ui_.now - state_.last_time).count()) / 1000;
            if (seconds > 0) {
                const float speed = (state_.last_y - y) / seconds;
                const float limit_speed = ui_.u(glide_max);
                // The last movements count most: a finger that stops before it lifts leaves the page still.
                state_.velocity = std::clamp(0.35F * state_.velocity + 0.65F * speed, -limit_speed, limit_speed);
            }
        }
        state_.last_y = y;
        state_.last_time = ui_.now;
    } else {
        if (state_.dragging) {
            state_.dragging = false;
            const bool stopped = ui_.now - state_.last_time > Duration{80};
            if (stopped || ui_.theme.less_movement) state_.velocity = 0;
            state_.last_time = ui_.now;
        }
        if (std::abs(state_.velocity) > ui_.u(glide_min)) {
            const float seconds = std::min(0.05F, static_cast<float>((ui_.now - state_.last_time).count()) / 1000);
            state_.offset += state_.velocity * seconds;
            state_.velocity *= std::exp2(-seconds / glide_half_life);
            state_.last_time = ui_.now;
            ui_.wake_after(motion::frame);
        } else {
            state_.velocity = 0;
        }
        if (ui_.wheel_target() == id_ && io.MouseWheel != 0 && ui_.on_top()) {
            state_.offset -= io.MouseWheel * ui_.u(wheel_step);
            state_.velocity = 0;
        }
    }
    const float held = std::clamp(state_.offset, 0.0F, limit);
    if (held != state_.offset) {
        state_.offset = held;
        state_.velocity = 0;
    }
    state_.offset = std::round(state_.offset);
    if (state_.offset != before) state_.moved_at = ui_.now;
}

void ScrollArea::reveal(float y, float height) {
    revealed_ = true;
    const float margin = std::min(ui_.u(12), rect_.height / 8);
    const float limit = std::max(0.0F, state_.content - rect_.height);
    float offset = state_.offset;
    if (y + height + margin > rect_.bottom()) offset += y + height + margin - rect_.bottom();
    if (y - margin < rect_.y) offset = state_.offset - (rect_.y - (y - margin));
    offset = std::clamp(std::round(offset), 0.0F, limit);
    if (around_ != 0) ui_.scroll_state(around_).wanted = {y - (offset - state_.offset), height};
    if (offset == state_.offset) return;
    state_.offset = offset;
    state_.velocity = 0;
    state_.moved_at = ui_.now;
    ui_.wake_at(ui_.now);
}

void ScrollArea::end(float content_height) {
    ended_ = true;
    const float content = std::round(content_height);
    if (content != state_.content) {
        state_.content = content;
        ui_.wake_at(ui_.now);
    }
    if (const auto wanted = std::exchange(state_.wanted, std::nullopt)) reveal(wanted->y, wanted->height);
    // Unless somebody knows better what of it to show: where typing goes may be higher than the screen.
    const auto stop = ui_.focus().focused_in(id_);
    if (stop && ui_.focus().moved() && !revealed_) reveal(stop->y, stop->height);
    ui_.unclip();
    ui_.pop_scroll_parent();
    ui_.focus().lift(id_, ui_.scroll_parent(), rect_);
    draw_bar();
}

void ScrollArea::draw_bar() {
    if (state_.content <= rect_.height) return;
    // Shown while it moves, then fading; a sliver stays, so that one sees there is more.
    const bool recent = ui_.now - state_.moved_at < bar_stays || state_.dragging;
    if (recent) ui_.wake_at(state_.moved_at + bar_stays);
    const float strength = 0.35F + 0.4F * ui_.follow(id_ ^ 0xba2, recent, Duration{0}, motion::selection);
    const float width = ui_.u(bar_width);
    const float track = rect_.height - ui_.u(8);
    const float length = std::max(ui_.u(32), track * rect_.height / state_.content);
    const float along = state_.offset / (state_.content - rect_.height) * (track - length);
    const Rect bar{rect_.right() - width - ui_.u(1), rect_.y + ui_.u(4) + std::round(along), width, std::round(length)};
    ui_.list().AddRectFilled(bar.min(), bar.max(), faded(ui_.theme.colour.control, strength), width / 2);
}

VisibleRows visible_rows(const ScrollArea& area, float y, float row_height, std::size_t count) {
    const auto row_at = [&](float at) {
        const float row = std::floor((at - y) / row_height);
        return static_cast<std::size_t>(std::clamp(row, 0.0F, static_cast<float>(count)));
    };
    const std::size_t first = row_at(area.rect().y);
    const std::size_t last = std::min(count, row_at(area.rect().bottom()) + 1);
    return {first > 0 ? first - 1 : 0, std::min(count, last + 1)};
}

}  // namespace earshot::app
