// app/widgets/rect.hpp: a rectangle in pixels, and cutting it into the parts of a screen.
//
//   Rect page = ui.screen();
//   Rect top = page.cut_top(ui.u(76));      // the bar; page is now what lies below
//   Rect side = page.cut_right(ui.u(388));
#pragma once

#include <algorithm>

#include <imgui.h>

namespace earshot::app {

using Vec2 = ImVec2;

struct Rect {
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;

    float right() const { return x + width; }
    float bottom() const { return y + height; }
    Vec2 min() const { return {x, y}; }
    Vec2 max() const { return {right(), bottom()}; }
    Vec2 centre() const { return {x + width / 2, y + height / 2}; }
    bool empty() const { return width <= 0 || height <= 0; }
    bool contains(Vec2 point) const { return point.x >= x && point.x < right() && point.y >= y && point.y < bottom(); }
    bool overlaps(const Rect& o) const { return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom(); }
    Rect intersected(const Rect& o) const {
        const float left = std::max(x, o.x);
        const float top = std::max(y, o.y);
        return {left, top, std::max(0.0F, std::min(right(), o.right()) - left),
                std::max(0.0F, std::min(bottom(), o.bottom()) - top)};
    }
    Rect inset(float all) const { return inset(all, all); }
    Rect inset(float horizontal, float vertical) const {
        return {x + horizontal, y + vertical, width - 2 * horizontal, height - 2 * vertical};
    }
    Rect grown(float all) const { return inset(-all); }
    Rect moved(float dx, float dy) const { return {x + dx, y + dy, width, height}; }
    // A rectangle of that size in the middle of this one.
    Rect centred(Vec2 size) const { return {x + (width - size.x) / 2, y + (height - size.y) / 2, size.x, size.y}; }

    // Each takes a part away from an edge, optionally with a gap beside it, and gives the part.
    Rect cut_top(float amount, float gap = 0) {
        const Rect part{x, y, width, amount};
        y += amount + gap;
        height -= amount + gap;
        return part;
    }
    Rect cut_bottom(float amount, float gap = 0) {
        height -= amount + gap;
        return {x, bottom() + gap, width, amount};
    }
    Rect cut_left(float amount, float gap = 0) {
        const Rect part{x, y, amount, height};
        x += amount + gap;
        width -= amount + gap;
        return part;
    }
    Rect cut_right(float amount, float gap = 0) {
        width -= amount + gap;
        return {right() + gap, y, amount, height};
    }
    bool operator==(const Rect&) const = default;
};

}  // namespace earshot::app
