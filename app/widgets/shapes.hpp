// app/widgets/shapes.hpp: the few shapes everything is drawn from. Sizes in pixels.
#pragma once

#include <span>

#include "app/widgets/ui.hpp"

namespace earshot::app {

void fill(Ui& ui, const Rect& rect, Colour colour, float radius = 0);
// A line of that thickness along the inner side of the rectangle's edge.
void edge(Ui& ui, const Rect& rect, Colour colour, float thickness, float radius = 0);
// The layers below a raised surface, and its outer edge; then the surface itself.
void raised(Ui& ui, const Rect& rect, Colour colour, float radius, Level level);
// The tail of a speech bubble that has just been drawn: from two points of its edge to the tip. It opens the bubble's
// own edge where there is one.
void bubble_tail(Ui& ui, Vec2 from, Vec2 to, Vec2 tip, Colour colour);
// The focus ring: 3 units wide, 3 off.
void focus_ring(Ui& ui, const Rect& rect, float radius);
void hairline(Ui& ui, Vec2 from, float width);  // to the right
// Lines and curves with round ends, in an opaque colour.
void stroke(Ui& ui, std::span<const Vec2> points, Colour colour, float thickness);

// What is drawn until it ends shows only so much (0 to 1): for cross-fades of pages and figures.
class FadeScope {
public:
    FadeScope(Ui& ui, float opacity) : ui_(ui), opacity_(opacity), first_(ui.list().VtxBuffer.Size) {}
    ~FadeScope();
    FadeScope(const FadeScope&) = delete;
    FadeScope& operator=(const FadeScope&) = delete;

private:
    Ui& ui_;
    float opacity_;
    int first_;
};

// A face of the mood 1 (furious) to 5 (delighted), in a square.
void draw_face(Ui& ui, const Rect& square, int mood, Colour colour);
// The mark: an ear listening.
void draw_mark(Ui& ui, const Rect& square);
// The mark and the word Earshot; gives its width. `height`: of the mark.
float draw_brand(Ui& ui, Vec2 left_middle);
Vec2 brand_size(Ui& ui);
// The picture of an empty screen: one speech bubble listened to by another; 420 by 216 units.
Vec2 listening_size(const Ui& ui);
void draw_listening(Ui& ui, Vec2 top_left);

}  // namespace earshot::app
