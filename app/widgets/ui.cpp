#include "app/widgets/ui.hpp"

#include <cmath>

#include <imgui_internal.h>

#include "app/theme/motion.hpp"
#include "app/widgets/scroll_area.hpp"
#include "app/widgets/text_cache.hpp"
#include "platform/base/assert.hpp"
#include "platform/base/hash.hpp"

namespace earshot::app {
namespace {

// A finger may tremble this far (2.2 mm on a tablet) before a touch becomes a drag.
constexpr float tap_slop = 12;
// What no widget asked for during this many frames is forgotten.
constexpr std::uint64_t forget_after = 1'200;

WidgetId mix(WidgetId scope, std::string_view name, std::uint64_t index) {
    WidgetId hash = fnv1a_64(name) ^ (scope * 0x9E3779B97F4A7C15ULL) ^ (index * 0xC2B2AE3D27D4EB4FULL);
    hash ^= hash >> 29;
    return hash != 0 ? hash : 1;
}

constexpr int layer_none = -1;  // seen, not touched
constexpr WidgetId glow_salt = 0x5bd1e995;

}  // namespace

Ui::Ui() : texts_(std::make_unique<TextCache>()) {}
Ui::~Ui() = default;

float Ui::u(float units) const {
    if (units == 0) return 0;
    const float pixels = std::round(units * theme.unit);
    return units > 0 ? std::max(1.0F, pixels) : pixels;
}

float Ui::text_u(float units) const {
    return std::max(1.0F, std::round(units * theme.unit * theme.text_scale));
}

WidgetId Ui::id(std::string_view name) const {
    return mix(scopes_.empty() ? 0 : scopes_.back(), name, 0);
}
WidgetId Ui::id(std::string_view name, std::uint64_t index) const {
    return mix(scopes_.empty() ? 0 : scopes_.back(), name, index);
}

void Ui::begin_frame(const Theme& frame_theme, const platform::FrameInput& input) {
    theme = frame_theme;
    now = input.now;
    composition = input.composition;
    screen_ = {0, 0, input.width, input.height};
    frame_ += 1;
    next_ = Instant::never();
    text_input_.reset();
    list_ = ImGui::GetBackgroundDrawList();
    // Textured lines would need blended sampling; soft edges are drawn as triangles.
    list_->Flags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AllowVtxOffset;
    // Curves deviate at most a sixth of a pixel from the true circle.
    list_->_Data->CircleSegmentMaxError = 0.15F;
    clips_.assign(1, screen_);
    scopes_.clear();
    scroll_parents_.clear();
    layers_.clear();
    later_.clear();
    hits_.clear();
    layer_ = 0;
    layer_max_ = 0;
    pretended_.reset();
    problems.begin_frame();
    texts_->begin_frame();
    list_->AddRectFilled(screen_.min(), screen_.max(), theme.colour.paper);

    const ImGuiIO& io = ImGui::GetIO();
    const bool moved = io.MouseDelta.x != 0 || io.MouseDelta.y != 0;
    const bool typed = !io.InputQueueCharacters.empty() || !composition.empty();
    bool key = false;
    for (int k = ImGuiKey_NamedKey_BEGIN; k < ImGuiKey_NamedKey_END && !key; ++k)
        key = ImGui::IsKeyDown(static_cast<ImGuiKey>(k));
    if (frame_ == 1 || moved || typed || key || io.MouseWheel != 0) last_input_ = now;
    handle_keys();
}

void Ui::handle_keys() {
    activate_ = false;
    escape_ = false;
    key_glow_ = 0;
    const auto pressed = [](ImGuiKey key, bool repeat) { return ImGui::IsKeyPressed(key, repeat); };
    if (pressed(ImGuiKey_Tab, true) && !ImGui::GetIO().KeyCtrl && !ImGui::GetIO().KeyAlt)
        focus_.tab(ImGui::GetIO().KeyShift);
    const KeepsKeys keeps = focus_.focused_keeps();
    const auto walk = [&](ImGuiKey key, ImGuiKey pad, Direction direction) {
        if (pressed(key, true) || pressed(pad, true)) focus_.arrow(direction);
    };
    if (keeps == KeepsKeys::none) {
        walk(ImGuiKey_LeftArrow, ImGuiKey_GamepadDpadLeft, Direction::left);
        walk(ImGuiKey_RightArrow, ImGuiKey_GamepadDpadRight, Direction::right);
    }
    if (keeps != KeepsKeys::arrows) {
        walk(ImGuiKey_UpArrow, ImGuiKey_GamepadDpadUp, Direction::up);
        walk(ImGuiKey_DownArrow, ImGuiKey_GamepadDpadDown, Direction::down);
    }
    // With Ctrl or Alt it is a shortcut, and not for what has the focus.
    const bool chord = ImGui::GetIO().KeyCtrl || ImGui::GetIO().KeyAlt;
    const bool activates =
        pressed(ImGuiKey_Enter, false) || pressed(ImGuiKey_KeypadEnter, false) || pressed(ImGuiKey_Space, false);
    activate_ = (activates && !chord) || pressed(ImGuiKey_GamepadFaceDown, false);
    escape_ = pressed(ImGuiKey_Escape, false) || pressed(ImGuiKey_AppBack, false) ||
              pressed(ImGuiKey_GamepadFaceRight, false);
}

bool Ui::escape_pressed() {
    if (!on_top()) return false;
    return std::exchange(escape_, false);
}

bool Ui::shortcut(int chord) const {
    return on_top() && ImGui::IsKeyChordPressed(chord);
}

void Ui::clip(const Rect& rect) {
    const Rect inside = rect.intersected(clips_.back());
    clips_.push_back(inside);
    list_->PushClipRect(inside.min(), inside.max(), false);
}

void Ui::unclip() {
    EARSHOT_ASSERT(clips_.size() > 1);
    clips_.pop_back();
    list_->PopClipRect();
}

Touch Ui::touch(WidgetId id, const Rect& rect, const TouchOptions& options) {
    if (pretended_) return options.enabled ? *pretended_ : Touch{};
    const Rect reach = rect.intersected(clip_rect());
    hits_.push_back({.id = id,
                     .scroll_parent = scroll_parent(),
                     .rect = reach,
                     .layer = layer_,
                     .is_control = options.enabled,
                     .is_scroll = false,
                     .keeps_drag = options.keeps_drag,
                     .focusable = options.focusable && options.enabled});
    if (options.focusable && options.enabled) {
        focus_.add({.id = id,
                    .group = options.group,
                    .scroll = scroll_parent(),
                    .layer = layer_,
                    .rect = rect,
                    .preferred = options.preferred,
                    .keeps = options.keeps});
    }
    Touch result;
    if (!options.enabled) return result;
    const bool reachable = on_top();
    const bool inside = reach.contains(ImGui::GetIO().MousePos);
    result.focused = reachable && focus_.focused() == id;
    result.ring = result.focused && focus_.shows_ring();
    result.pressed = reachable && pressed_now_ == id;
    result.hovered = reachable && hovered_ == id && (held_ == 0 || held_ == id);
    if (held_ == id && reachable) {
        result.held = inside && ImGui::IsMouseDown(ImGuiMouseButton_Left);
        result.clicked = inside && ImGui::IsMouseReleased(ImGuiMouseButton_Left) && !long_press_told_;
        if (result.held && !long_press_told_) {
            if (now - press_time_ >= motion::long_press) {
                result.long_press = true;
            } else {
                wake_at(press_time_ + motion::long_press);
            }
        }
    }
    if (result.focused && activate_ && !options.typing) {
        activate_ = false;
        result.clicked = true;
        key_glow_ = id;
    }
    result.glow = result.held || key_glow_ == id ? 1 : 0;
    result.glow = std::max(result.glow, follow(id ^ glow_salt, result.glow > 0, Duration{0}, motion::press_out));
    return result;
}

void Ui::block(const Rect& rect) {
    hits_.push_back({.id = 0,
                     .scroll_parent = scroll_parent(),
                     .rect = rect.intersected(clip_rect()),
                     .layer = layer_,
                     .is_control = false,
                     .is_scroll = false,
                     .keeps_drag = false,
                     .focusable = false});
}

void Ui::register_scroll(WidgetId id, const Rect& rect) {
    hits_.push_back({.id = id,
                     .scroll_parent = id,
                     .rect = rect.intersected(clip_rect()),
                     .layer = layer_,
                     .is_control = false,
                     .is_scroll = true,
                     .keeps_drag = false,
                     .focusable = false});
}

void Ui::begin_layer(LayerInput input) {
    layers_.push_back(layer_);
    layer_ = input == LayerInput::takes ? ++layer_max_ : layer_none;
    // A layer is drawn wherever its opener stands, unclipped by it.
    clips_.push_back(screen_);
    list_->PushClipRect(screen_.min(), screen_.max(), false);
}

void Ui::end_layer() {
    EARSHOT_ASSERT(!layers_.empty());
    layer_ = layers_.back();
    layers_.pop_back();
    unclip();
}

void Ui::wake_at(Instant when) {
    next_ = std::min(next_, when);
}

ScrollState& Ui::scroll_state(WidgetId id) {
    auto& state = scrolls_[id];
    if (state == nullptr) state = std::make_unique<ScrollState>();
    state->used = frame_;
    return *state;
}

float Ui::advance(Movement& movement) {
    movement.used = frame_;
    if (theme.less_movement || movement.time.count() <= 0) return movement.to;
    const float t = static_cast<float>((now - movement.start).count()) / static_cast<float>(movement.time.count());
    if (t >= 1) return movement.to;
    wake_after(motion::frame);
    const bool leaving = movement.to < movement.from;
    const float eased = leaving ? motion::ease_in(std::max(0.0F, t)) : motion::ease_out(std::max(0.0F, t));
    return movement.from + (movement.to - movement.from) * eased;
}

float Ui::glide(WidgetId id, float target, Duration time) {
    auto [entry, fresh] = movements_.try_emplace(id);
    Movement& movement = entry->second;
    if (fresh) movement = {.from = target, .to = target, .start = now};
    if (movement.to != target) {
        const float current = advance(movement);
        movement = {.from = current, .to = target, .start = now, .time = time};
    }
    return advance(movement);
}

float Ui::appear(WidgetId id, bool on, Duration in, Duration out) {
    if (!movements_.contains(id)) {
        if (!on) return 0;
        movements_[id] = {.from = 0, .to = 1, .start = now, .time = in};
    }
    const float there = follow(id, on, in, out);
    if (!on && there <= 0) movements_.erase(id);
    return there;
}

float Ui::follow(WidgetId id, bool on, Duration in, Duration out) {
    return glide(id, on ? 1.0F : 0.0F, on ? in : out);
}

void Ui::handle_pointer() {
    const ImGuiIO& io = ImGui::GetIO();
    const auto topmost = [&](Vec2 at, bool scroll_only) -> const Hit* {
        for (auto hit = hits_.rbegin(); hit != hits_.rend(); ++hit) {
            if (hit->layer != layer_max_ || !hit->rect.contains(at)) continue;
            if (scroll_only && hit->scroll_parent == 0) return nullptr;
            return &*hit;
        }
        return nullptr;
    };
    const WidgetId hovered_before = hovered_;
    const Hit* under = ImGui::IsMousePosValid(&io.MousePos) ? topmost(io.MousePos, false) : nullptr;
    hovered_ = under != nullptr && under->is_control && io.MouseSource != ImGuiMouseSource_TouchScreen ? under->id : 0;
    wheel_target_ = under != nullptr ? under->scroll_parent : 0;
    if (hovered_ != hovered_before) wake_at(now);
    pressed_now_ = 0;
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
        const Hit* hit = topmost(io.MouseClickedPos[0], false);
        held_ = hit != nullptr && hit->is_control ? hit->id : 0;
        held_scroll_ = hit != nullptr ? hit->scroll_parent : 0;
        held_keeps_drag_ = hit != nullptr && hit->keeps_drag;
        pressed_now_ = held_;
        press_at_ = io.MouseClickedPos[0];
        press_time_ = now;
        long_press_told_ = false;
        dragged_scroll_ = 0;
        focus_.focus(held_ != 0 && hit->focusable ? held_ : 0, false);
        wake_at(now);
        return;
    }
    if (ImGui::IsMouseReleased(ImGuiMouseButton_Left) || !ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
        if (held_ != 0 || dragged_scroll_ != 0) wake_at(now);
        held_ = 0;
        held_scroll_ = 0;
        dragged_scroll_ = 0;
        return;
    }
    if (held_ != 0 && now - press_time_ >= motion::long_press) long_press_told_ = true;
    const float dx = io.MousePos.x - press_at_.x;
    const float dy = io.MousePos.y - press_at_.y;
    if (held_scroll_ != 0 && dragged_scroll_ == 0 && !held_keeps_drag_ && std::hypot(dx, dy) > u(tap_slop)) {
        dragged_scroll_ = held_scroll_;
        held_ = 0;
        wake_at(now);
    }
}

platform::FrameWish Ui::end_frame() {
    for (std::size_t i = 0; i < later_.size(); ++i) {
        const auto draw = std::move(later_[i]);
        draw(*this);
    }
    later_.clear();
    EARSHOT_ASSERT(layers_.empty() && clips_.size() == 1 && scopes_.empty() && scroll_parents_.empty());
    handle_pointer();
    const int former_top = top_layer_;
    top_layer_ = layer_max_;
    focus_.end_frame(top_layer_);
    if (top_layer_ > former_top) {
        // What opens takes the keys; what was focused below gets them back when it closes.
        const bool ring = focus_.shows_ring();
        focus_before_layer_.resize(static_cast<std::size_t>(top_layer_), 0);
        focus_before_layer_.back() = focus_.focused();
        focus_.clear();
        if (ring) focus_.tab(false);
        wake_at(now);
    } else if (top_layer_ < former_top) {
        const auto level = static_cast<std::size_t>(top_layer_);
        if (level < focus_before_layer_.size()) {
            focus_.focus(focus_before_layer_[level], focus_.shows_ring());
            focus_before_layer_.resize(level);
        }
        wake_at(now);
    }
    if (frame_ % 256 == 0) forget_unused();
    return {.next = next_, .text_input = text_input_};
}

void Ui::forget_unused() {
    const auto old = [&](std::uint64_t used) { return used + forget_after < frame_; };
    std::erase_if(movements_, [&](const auto& entry) { return old(entry.second.used); });
    std::erase_if(scrolls_, [&](const auto& entry) { return old(entry.second->used); });
    texts_->forget_unused();
}

}  // namespace earshot::app
