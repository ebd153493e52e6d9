// app/widgets/focus.hpp: which control the keyboard speaks to.
//
// Every control names itself each frame in reading order. Tab and Shift+Tab walk that order; arrows go to the nearest
// control in that direction, members of the same group first (a group is one stop for Tab). Only the topmost layer
// takes part: below a sheet nothing can be reached. The ring shows once a key was used and hides at the next touch.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "app/widgets/rect.hpp"

namespace earshot::app {

using WidgetId = std::uint64_t;

// Which keys a focused control keeps for itself.
enum class KeepsKeys : std::uint8_t { none, horizontal, arrows };

struct FocusStop {
    WidgetId id = 0;
    WidgetId group = 0;   // 0: none
    WidgetId scroll = 0;  // the scroll area it lies in; 0: none
    int layer = 0;
    Rect rect;
    bool preferred = false;  // where Tab lands in its group
    KeepsKeys keeps = KeepsKeys::none;
};

enum class Direction : std::uint8_t { left, right, up, down };

class FocusOrder {
public:
    // A control says that it is there, this frame.
    void add(const FocusStop& stop) { now_.push_back(stop); }
    // After the last control: this frame's order is what keys of the next one walk.
    void end_frame(int top_layer);

    // Keys; each tells whether the focus moved.
    bool tab(bool backwards);
    bool arrow(Direction direction);

    WidgetId focused() const { return focused_; }
    bool shows_ring() const { return ring_; }
    // The focus moved by a key since the last frame: whoever scrolls brings it into view.
    bool moved() const { return moved_; }

    // Where the focused control stands this frame, when it lies in that scroll area.
    std::optional<Rect> focused_in(WidgetId scroll) const;

    // The scroll area `from` lies in the scroll area `to`: what is focused in it stands, for that one, inside `rect`.
    void lift(WidgetId from, WidgetId to, const Rect& rect);

    void focus(WidgetId id, bool ring);
    void hide_ring() { ring_ = false; }
    void clear() { focus(0, false); }
    KeepsKeys focused_keeps() const;

private:
    const FocusStop* current() const;
    void go(WidgetId id);
    const FocusStop* entry_of_group(std::size_t member, bool backwards) const;

    std::vector<FocusStop> now_;
    std::vector<FocusStop> order_;  // of the frame before, top layer only
    WidgetId focused_ = 0;
    Rect last_rect_;  // where the focus was, should its control vanish
    bool ring_ = false;
    bool moved_ = false;
    bool move_is_new_ = false;
};

}  // namespace earshot::app
