// app/widgets/ui.hpp: the pen, the theme and the fingers of one frame. Every widget takes it first.
//
// A widget is a function: it gets a rectangle and what to show, draws it, and says what the person did. It remembers
// nothing that would be sad to lose; what Ui keeps between frames (focus, presses, scrolling, half-done movements) may
// vanish any time. Sizes are asked for in units of the design: ui.u(64) is a button's height in pixels.
//
//   if (button(ui, "save", rect, {.label = tr("log.save"), .icon = Icon::check, .look = Look::primary})) ...
//
// Touch and mouse: a press shows at the next frame; it counts when let go over the same control; a movement beyond the
// tap slop belongs to the scroll area below the finger instead. What was drawn last lies on top and gets the touch.
// Threads: the front's. One Ui for each window.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/theme/theme.hpp"
#include "app/widgets/focus.hpp"
#include "app/widgets/layout_problems.hpp"
#include "app/widgets/rect.hpp"
#include "platform/ports/window.hpp"

namespace earshot::app {

class TextCache;
struct ScrollState;

// A list that opens below its control.
struct MenuState {
    bool open = false;
    std::optional<std::size_t> chosen;  // taken by the control at its next frame
};

// How a control takes part in touch and focus.
struct TouchOptions {
    bool enabled = true;
    bool focusable = true;
    WidgetId group = 0;      // controls that are one stop for Tab
    bool preferred = false;  // Tab lands here in its group
    KeepsKeys keeps = KeepsKeys::none;
    bool keeps_drag = false;  // a finger that moves stays with it (text selection)
    bool typing = false;      // Space and Enter are text, not a press
};

// Whether a layer takes touch and keys, or is only seen (sliding away) and leaves them to what lies below.
enum class LayerInput : std::uint8_t { takes, leaves };

// What happened to a control this frame.
struct Touch {
    bool clicked = false;     // let go over it, or Enter or Space while focused
    bool held = false;        // a finger is on it
    bool hovered = false;     // a mouse is over it
    bool focused = false;     // keys go here
    bool ring = false;        // focused, and the ring is to be drawn
    bool pressed = false;     // the finger came down this frame
    bool long_press = false;  // held still for half a second; once
    float glow = 0;           // 1 while pressed, then fading: how much of the pressed look to show
};

struct Ui {
    Ui();
    ~Ui();
    Ui(const Ui&) = delete;
    Ui& operator=(const Ui&) = delete;

    // Around every frame; between ImGui::NewFrame and ImGui::Render.
    void begin_frame(const Theme& theme, const platform::FrameInput& input);
    platform::FrameWish end_frame();

    // --- What every widget reads
    Theme theme;
    Instant now;
    std::string_view composition;  // of an input method

    // Pixels of so many units: at least one, on whole pixels.
    float u(float units) const;
    // The same, unrounded: for strokes.
    float exact(float units) const { return units * theme.unit; }
    // Pixels of so many units that grow with the text: icons beside words.
    float text_u(float units) const;
    Rect screen() const { return screen_; }

    // --- Drawing
    ImDrawList& list() { return *list_; }
    void clip(const Rect& rect);  // and what lies outside is not drawn, until
    void unclip();
    const Rect& clip_rect() const { return clips_.back(); }
    bool visible(const Rect& rect) const { return clip_rect().overlaps(rect); }

    // --- Names. A widget's name is unique among its neighbours; IdScope makes a list's rows neighbours of their own.
    WidgetId id(std::string_view name) const;
    WidgetId id(std::string_view name, std::uint64_t index) const;

    // --- Touch and keys
    Touch touch(WidgetId id, const Rect& rect, const TouchOptions& options = {});
    // Controls drawn until the next call look as if that had happened to them, and take no touch: for the gallery.
    void pretend(const std::optional<Touch>& touch) { pretended_ = touch; }
    // Nothing below this rectangle can be touched.
    void block(const Rect& rect);
    // Escape, or the Back key of a remote: for whoever is on top, once.
    bool escape_pressed();
    // A key with its modifiers, ImGuiMod_Ctrl | ImGuiKey_Enter: pressed now, and this layer is on top.
    bool shortcut(int chord) const;
    FocusOrder& focus() { return focus_; }
    // Since somebody last touched or typed.
    Duration idle() const { return now - last_input_; }

    // --- Layers: what opens above everything (a sheet, a menu) takes touch and keys until it is gone.
    void begin_layer(LayerInput input = LayerInput::takes);
    void end_layer();
    int layer() const { return layer_; }
    bool on_top() const { return layer_ == top_layer_; }
    // Drawn after everything else, above it: the list of a Select.
    void draw_later(std::function<void(Ui&)> draw) { later_.push_back(std::move(draw)); }

    // --- Movement. From 0 to 1 and back as `on` changes, over that time; asks for frames while it moves.
    float follow(WidgetId id, bool on, Duration in, Duration out);
    // The same for what comes and goes: begins at 0 when it is first `on`, and is forgotten once it is gone.
    float appear(WidgetId id, bool on, Duration in, Duration out);
    // A value that glides to `target`.
    float glide(WidgetId id, float target, Duration time);
    void wake_at(Instant when);
    void wake_after(Duration time) { wake_at(now + time); }

    // --- Text being typed here, this frame: where an input method shows its choices.
    void type_at(const platform::TextInputArea& area) { text_input_ = area; }

    // --- What other widget files keep here between frames
    TextCache& texts() { return *texts_; }
    ScrollState& scroll_state(WidgetId id);
    WidgetId scroll_parent() const { return scroll_parents_.empty() ? 0 : scroll_parents_.back(); }
    void push_scroll_parent(WidgetId id) { scroll_parents_.push_back(id); }
    void pop_scroll_parent() { scroll_parents_.pop_back(); }
    WidgetId dragged_scroll() const { return dragged_scroll_; }
    WidgetId wheel_target() const { return wheel_target_; }
    void register_scroll(WidgetId id, const Rect& rect);
    MenuState& menu(WidgetId id) { return menus_[id]; }

    // --- Texts cut off or on top of each other, found while drawing (see layout_problems.hpp)
    LayoutProblems problems;

    void push_scope(WidgetId id) { scopes_.push_back(id); }
    void pop_scope() { scopes_.pop_back(); }

private:
    struct Hit {
        WidgetId id;
        WidgetId scroll_parent;
        Rect rect;
        int layer;
        bool is_control;
        bool is_scroll;
        bool keeps_drag;
        bool focusable;
    };
    struct Movement {
        float from = 0;
        float to = 0;
        Instant start;
        Duration time{0};
        std::uint64_t used = 0;
    };
    void handle_keys();
    void handle_pointer();
    float advance(Movement& movement);
    void forget_unused();

    ImDrawList* list_ = nullptr;
    Rect screen_;
    std::vector<Rect> clips_;
    std::vector<WidgetId> scopes_;
    std::vector<WidgetId> scroll_parents_;
    std::vector<std::function<void(Ui&)>> later_;

    FocusOrder focus_;
    std::optional<Touch> pretended_;
    bool activate_ = false;  // Enter or Space came down this frame
    bool escape_ = false;
    std::vector<Hit> hits_;
    WidgetId held_ = 0;
    WidgetId held_scroll_ = 0;
    bool held_keeps_drag_ = false;
    WidgetId pressed_now_ = 0;
    WidgetId hovered_ = 0;
    WidgetId dragged_scroll_ = 0;
    WidgetId wheel_target_ = 0;
    WidgetId key_glow_ = 0;  // pressed by a key: shown for a moment
    Vec2 press_at_;
    Instant press_time_;
    bool long_press_told_ = false;
    Instant last_input_;

    int layer_ = 0;
    int layer_max_ = 0;
    int top_layer_ = 0;
    std::vector<int> layers_;
    std::vector<WidgetId> focus_before_layer_;

    std::unordered_map<WidgetId, Movement> movements_;
    std::unordered_map<WidgetId, std::unique_ptr<ScrollState>> scrolls_;
    std::unordered_map<WidgetId, MenuState> menus_;
    std::unique_ptr<TextCache> texts_;
    Instant next_;
    std::optional<platform::TextInputArea> text_input_;
    std::uint64_t frame_ = 0;
};

// Names inside are those of this row, this card.
class IdScope {
public:
    IdScope(Ui& ui, std::string_view name, std::uint64_t index = 0) : ui_(ui) { ui.push_scope(ui.id(name, index)); }
    ~IdScope() { ui_.pop_scope(); }
    IdScope(const IdScope&) = delete;
    IdScope& operator=(const IdScope&) = delete;

private:
    Ui& ui_;
};

class ClipScope {
public:
    ClipScope(Ui& ui, const Rect& rect) : ui_(ui) { ui.clip(rect); }
    ~ClipScope() { ui_.unclip(); }
    ClipScope(const ClipScope&) = delete;
    ClipScope& operator=(const ClipScope&) = delete;

private:
    Ui& ui_;
};

}  // namespace earshot::app
