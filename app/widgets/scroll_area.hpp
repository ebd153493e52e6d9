// app/widgets/scroll_area.hpp: content higher than its place, moved by finger, wheel and keys.
//
// A finger drags it and lets it glide; the focus walking out of view takes it along. What a ScrollArea remembers is
// only where it stands.
//
//   ScrollArea area(ui, "stories", rect);
//   float y = area.top();
//   for (...) { row(ui, {rect.x, y, area.width(), h}); y += h; }
//   area.end(y - area.top());
#pragma once

#include <optional>

#include "app/widgets/ui.hpp"

namespace earshot::app {

struct ScrollState {
    float offset = 0;    // pixels scrolled past
    float content = 0;   // height at the last frame
    float velocity = 0;  // pixels a second, while gliding
    float drag_from = 0;
    float last_y = 0;
    Instant last_time;
    Instant moved_at{-10'000};
    bool dragging = false;
    std::uint64_t used = 0;
    struct Stretch {
        float y = 0, height = 0;
    };
    std::optional<Stretch> wanted;  // what an area inside this one wants to be seen
};

class ScrollArea {
public:
    ScrollArea(Ui& ui, std::string_view name, const Rect& rect);
    ~ScrollArea();
    ScrollArea(const ScrollArea&) = delete;
    ScrollArea& operator=(const ScrollArea&) = delete;

    // Where content begins, in screen pixels: above the rectangle once scrolled.
    float top() const { return rect_.y - state_.offset; }
    // Of the content: leaves the scrollbar's place free only when there is one.
    float width() const;
    const Rect& rect() const { return rect_; }
    bool visible(float y, float height) const { return y + height > rect_.y && y < rect_.bottom(); }
    // Brings that stretch of content (screen pixels) into view, also where this area stands inside another.
    void reveal(float y, float height);
    void end(float content_height);

private:
    void move();
    void draw_bar();

    Ui& ui_;
    WidgetId id_;
    WidgetId around_;  // the area this one stands in; 0: none
    Rect rect_;
    ScrollState& state_;
    bool ended_ = false, revealed_ = false;
};

// Rows of equal height, of which only the visible ones (and one more at each end, for the keyboard) are drawn.
struct VisibleRows {
    std::size_t first = 0;
    std::size_t last = 0;  // one past
};
VisibleRows visible_rows(const ScrollArea& area, float y, float row_height, std::size_t count);

}  // namespace earshot::app
