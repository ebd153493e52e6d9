#include "app/widgets/shapes.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

constexpr float pi = std::numbers::pi_v<float>;

// Points along curves, as SVG paths describe them; in the coordinates of the drawing, scaled when stroked.
class Path {
public:
    explicit Path(Vec2 start) { points_.push_back(start); }

    void line_to(Vec2 to) { points_.push_back(to); }
    void quadratic_to(Vec2 control, Vec2 to) {
        const Vec2 from = points_.back();
        for (int i = 1; i <= steps; ++i) {
            const float t = static_cast<float>(i) / steps;
            const float s = 1 - t;
            points_.push_back({s * s * from.x + 2 * s * t * control.x + t * t * to.x,
                               s * s * from.y + 2 * s * t * control.y + t * t * to.y});
        }
    }
    void cubic_to(Vec2 first, Vec2 second, Vec2 to) {
        const Vec2 from = points_.back();
        for (int i = 1; i <= steps; ++i) {
            const float t = static_cast<float>(i) / steps;
            const float s = 1 - t;
            const float a = s * s * s;
            const float b = 3 * s * s * t;
            const float c = 3 * s * t * t;
            const float d = t * t * t;
            points_.push_back({a * from.x + b * first.x + c * second.x + d * to.x,
                               a * from.y + b * first.y + c * second.y + d * to.y});
        }
    }
    // The arc of a circle, clockwise or not, the longer or the shorter way.
    void arc_to(float radius, bool longer, bool clockwise, Vec2 to) {
        const Vec2 from = points_.back();
        const float dx = (from.x - to.x) / 2;
        const float dy = (from.y - to.y) / 2;
        const float half = std::hypot(dx, dy);
        const float r = std::max(radius, half);
        const float rise = std::sqrt(std::max(0.0F, r * r - half * half)) / half * (longer == clockwise ? -1.0F : 1.0F);
        const Vec2 centre{(from.x + to.x) / 2 + rise * dy, (from.y + to.y) / 2 - rise * dx};
        const float start = std::atan2(from.y - centre.y, from.x - centre.x);
        float sweep = std::atan2(to.y - centre.y, to.x - centre.x) - start;
        if (clockwise && sweep < 0) sweep += 2 * pi;
        if (!clockwise && sweep > 0) sweep -= 2 * pi;
        const int count = std::max(steps, static_cast<int>(std::abs(sweep) * 12));
        for (int i = 1; i <= count; ++i) {
            const float angle = start + sweep * static_cast<float>(i) / static_cast<float>(count);
            points_.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
        }
    }
    void draw(Ui& ui, Vec2 origin, float scale, Colour colour, float thickness) {
        for (Vec2& point : points_)
            point = {origin.x + point.x * scale, origin.y + point.y * scale};
        stroke(ui, points_, colour, thickness * scale);
    }

private:
    static constexpr int steps = 18;
    std::vector<Vec2> points_;
};

void draw_ear(Ui& ui, Vec2 origin, float scale) {
    const Palette& colour = ui.theme.colour;
    Path outer({9, 20});
    outer.arc_to(15.5F, true, true, {36, 30.5F});
    outer.cubic_to({32, 34.5F}, {31, 36}, {29.4F, 39.5F});
    outer.arc_to(7.6F, false, true, {15.2F, 36.5F});
    outer.draw(ui, origin, scale, colour.primary, 4.6F);
    Path inner({17.4F, 20.5F});
    inner.arc_to(7.2F, false, true, {31.6F, 21.5F});
    inner.cubic_to({31.6F, 24.5F}, {30, 26}, {28, 27.6F});
    inner.draw(ui, origin, scale, colour.primary, 4.6F);
    ui.list().AddCircleFilled({origin.x + 21.6F * scale, origin.y + 27.6F * scale}, 4 * scale, colour.marigold);
}

}  // namespace

namespace {

bool is_whole(float value) {
    return value == std::round(value);
}

// What of a rectangle lies outside of `hole`.
void fill_around(ImDrawList& list, Rect rect, const Rect& hole, Colour colour) {
    const auto part = [&](const Rect& piece) {
        if (!piece.empty()) list.AddRectFilled(piece.min(), piece.max(), colour);
    };
    if (!rect.overlaps(hole)) return part(rect);
    part(rect.cut_top(std::max(0.0F, hole.y - rect.y)));
    part(rect.cut_bottom(std::max(0.0F, rect.bottom() - hole.bottom())));
    part(rect.cut_left(std::max(0.0F, hole.x - rect.x)));
    part(rect.cut_right(std::max(0.0F, rect.right() - hole.right())));
}

// A large rounded rectangle as three upright ones and four quarter discs: those are drawn many times faster than one
// polygon of the same shape. On whole pixels the parts meet without a seam. What lies in the hole will be covered.
void fill_in_parts(Ui& ui, const Rect& rect, Colour colour, float radius, const Rect& hole) {
    ImDrawList& list = ui.list();
    const Rect middle = rect.inset(radius);
    fill_around(list, {middle.x, rect.y, middle.width, radius}, hole, colour);
    fill_around(list, {rect.x, middle.y, rect.width, middle.height}, hole, colour);
    fill_around(list, {middle.x, middle.bottom(), middle.width, radius}, hole, colour);
    const Vec2 centres[] = {{middle.right(), middle.bottom()},
                            {middle.x, middle.bottom()},
                            {middle.x, middle.y},
                            {middle.right(), middle.y}};
    for (int quarter = 0; quarter < 4; ++quarter) {
        list.PathLineTo(centres[quarter]);
        list.PathArcToFast(centres[quarter], radius, quarter * 3, quarter * 3 + 3);
        list.PathFillConvex(colour);
    }
}

void fill_outside(Ui& ui, const Rect& rect, Colour colour, float radius, const Rect& hole) {
    if (rect.empty()) return;
    constexpr float large = 30'000;  // square pixels
    radius = std::min({radius, rect.width / 2, rect.height / 2});
    const bool whole = is_whole(rect.x) && is_whole(rect.y) && is_whole(rect.width) && is_whole(rect.height);
    if (radius >= 1 && whole && is_whole(radius) && rect.width * rect.height > large) {
        fill_in_parts(ui, rect, colour, radius, hole);
    } else {
        ui.list().AddRectFilled(rect.min(), rect.max(), colour, radius);
    }
}

}  // namespace

void fill(Ui& ui, const Rect& rect, Colour colour, float radius) {
    fill_outside(ui, rect, colour, radius, {});
}

void edge(Ui& ui, const Rect& rect, Colour colour, float thickness, float radius) {
    if (rect.empty()) return;
    const Rect middle = rect.inset(thickness / 2);
    ImDrawList& list = ui.list();
    list.PathRect(middle.min(), middle.max(),
                  std::clamp(radius - thickness / 2, 0.0F, std::min(middle.width, middle.height) / 2));
    list.PathStroke(colour, ImDrawFlags_Closed, thickness);
}

void raised(Ui& ui, const Rect& rect, Colour colour, float radius, Level level) {
    const Elevation elevation = elevation_of(ui.theme.name, level);
    const Rect hidden = rect.inset(std::ceil(radius));
    for (const ShadowLayer& layer : elevation.layers) {
        const float grow = ui.u(layer.grow);
        fill_outside(ui, rect.grown(grow).moved(0, ui.u(layer.dy)),
                     faded(elevation.shade, static_cast<float>(layer.alpha) / 1000), radius + grow, hidden);
    }
    if (elevation.edge > 0) {
        const float thickness = ui.exact(elevation.edge);
        edge(ui, rect.grown(thickness), elevation.edge_colour, thickness, radius + thickness);
    }
    fill(ui, rect, colour, radius);
}

void bubble_tail(Ui& ui, Vec2 from, Vec2 to, Vec2 tip, Colour colour) {
    ui.list().AddTriangleFilled(from, to, tip, colour);
    if (!ui.theme.is_contrast()) return;
    const std::array<Vec2, 3> sides{from, tip, to};
    stroke(ui, sides, ui.theme.colour.hairline, ui.exact(elevation_of(ui.theme.name, Level::e2).edge));
}

void focus_ring(Ui& ui, const Rect& rect, float radius) {
    const float thickness = ui.u(ui.theme.size.focus_ring);
    const float off = ui.u(ui.theme.size.focus_offset);
    edge(ui, rect.grown(off + thickness), ui.theme.colour.focus, thickness, radius > 0 ? radius + off + thickness : 0);
}

FadeScope::~FadeScope() {
    if (opacity_ >= 1) return;
    ImVector<ImDrawVert>& vertices = ui_.list().VtxBuffer;
    for (int i = first_; i < vertices.Size; ++i)
        vertices[i].col = faded(vertices[i].col, opacity_);
}

void hairline(Ui& ui, Vec2 from, float width) {
    ui.list().AddRectFilled({from.x, from.y}, {from.x + width, from.y + std::max(1.0F, std::round(ui.theme.line()))},
                            ui.theme.colour.hairline);
}

void stroke(Ui& ui, std::span<const Vec2> points, Colour colour, float thickness) {
    if (points.empty()) return;
    ImDrawList& list = ui.list();
    if (points.size() > 1)
        list.AddPolyline(points.data(), static_cast<int>(points.size()), colour, ImDrawFlags_None, thickness);
    // Discs at the ends; the colour is opaque, so drawing twice leaves no mark.
    list.AddCircleFilled(points.front(), thickness / 2, colour);
    if (points.size() > 1) list.AddCircleFilled(points.back(), thickness / 2, colour);
}

void draw_face(Ui& ui, const Rect& square, int mood, Colour colour) {
    const float scale = square.width / 34;
    const Vec2 origin = square.min();
    const float thickness = 2.3F;
    ImDrawList& list = ui.list();
    const auto at = [&](float x, float y) { return Vec2{origin.x + x * scale, origin.y + y * scale}; };
    list.AddCircle(at(17, 17), 14.6F * scale, colour, 0, thickness * scale);
    list.AddCircleFilled(at(12, 15), 1.9F * scale, colour);
    list.AddCircleFilled(at(22, 15), 1.9F * scale, colour);
    struct Mouth {
        Vec2 from, control, to;
    };
    static constexpr float mouths[5][6] = {{11, 25.5F, 17, 18, 23, 25.5F},
                                           {11.5F, 24.5F, 17, 20.5F, 22.5F, 24.5F},
                                           {11.5F, 23, 17, 23, 22.5F, 23},
                                           {11, 21.5F, 17, 26.5F, 23, 21.5F},
                                           {10, 20.5F, 17, 30, 24, 20.5F}};
    const float* m = mouths[std::clamp(mood, 1, 5) - 1];
    Path mouth({m[0], m[1]});
    mouth.quadratic_to({m[2], m[3]}, {m[4], m[5]});
    mouth.draw(ui, origin, scale, colour, thickness);
    if (mood == 1) {
        Path left({9.5F, 11});
        left.line_to({14, 13.4F});
        left.draw(ui, origin, scale, colour, thickness);
        Path right({24.5F, 11});
        right.line_to({20, 13.4F});
        right.draw(ui, origin, scale, colour, thickness);
    }
}

void draw_mark(Ui& ui, const Rect& square) {
    draw_ear(ui, square.min(), square.width / 48);
}

namespace {

struct BrandSizes {
    float mark, gap;
    TextStyle text;
};
BrandSizes brand_sizes(const Ui& ui) {
    if (ui.theme.is_wall()) return {48, 16, {Face::serif_bold, 36, 36}};
    return {34, 12, {Face::serif_bold, 25, 25}};
}

}  // namespace

Vec2 brand_size(Ui& ui) {
    const BrandSizes sizes = brand_sizes(ui);
    const Vec2 word = text_size(ui, "Earshot", sizes.text);
    return {ui.text_u(sizes.mark) + ui.u(sizes.gap) + word.x, std::max(ui.text_u(sizes.mark), word.y)};
}

float draw_brand(Ui& ui, Vec2 left_middle) {
    const BrandSizes sizes = brand_sizes(ui);
    const float mark = ui.text_u(sizes.mark);
    draw_mark(ui, {left_middle.x, left_middle.y - mark / 2, mark, mark});
    const Vec2 word = text_size(ui, "Earshot", sizes.text);
    const float x = left_middle.x + mark + ui.u(sizes.gap);
    label(ui, {x, left_middle.y - word.y / 2, word.x, word.y}, "Earshot", sizes.text, ui.theme.colour.ink);
    return x + word.x - left_middle.x;
}

Vec2 listening_size(const Ui& ui) {
    return {ui.u(420), ui.u(216)};
}

void draw_listening(Ui& ui, Vec2 top_left) {
    const Palette& colour = ui.theme.colour;
    ImDrawList& list = ui.list();
    const float s = ui.theme.unit;
    const auto at = [&](float x, float y) { return Vec2{top_left.x + x * s, top_left.y + y * s}; };
    const auto box = [&](float x, float y, float width, float height) {
        return Rect{top_left.x + x * s, top_left.y + y * s, width * s, height * s};
    };
    const Colour back = ui.theme.is_contrast() ? colour.sunken : colour.fill;
    fill(ui, box(30, 26, 226, 126), back, 24 * s);
    list.AddTriangleFilled(at(74, 150), at(110, 150), at(78, 178), back);
    const Colour lines = mixed(back, colour.control, 0.38F);
    for (const auto& [y, to] : {std::pair{62.0F, 222.0F}, {89.0F, 222.0F}, {116.0F, 150.0F}})
        stroke(ui, std::vector{at(62, y), at(to, y)}, lines, 7 * s);
    const Rect front = box(176, 56, 214, 130);
    fill(ui, front, colour.card, 24 * s);
    edge(ui, front.grown(s), colour.hairline, 2 * s, 25 * s);
    list.AddTriangleFilled(at(336, 184), at(302, 184), at(334, 208), colour.card);
    stroke(ui, std::vector{at(302, 186), at(334, 208), at(336, 186)}, colour.hairline, 2 * s);
    draw_ear(ui, at(239, 72), 1.92F * s);
}

}  // namespace earshot::app
