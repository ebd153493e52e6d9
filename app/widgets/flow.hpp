// app/widgets/flow.hpp: places for things of measured size, so that long words and large text never collide.
#pragma once

#include <span>
#include <vector>

#include "app/widgets/rect.hpp"

namespace earshot::app {

// From the top down. height() is what has been used, with the gaps between.
//
//   Column column({x, y, width}, gap);
//   paragraph(ui, column.take(paragraph_height(...)).min(), ...);
class Column {
public:
    Column(const Rect& place, float gap) : place_(place), gap_(gap), y_(place.y) {}
    Rect take(float height) {
        if (used_) y_ += gap_;
        used_ = true;
        const Rect rect{place_.x, y_, place_.width, height};
        y_ += height;
        return rect;
    }
    void skip(float amount) { y_ += amount; }
    float width() const { return place_.width; }
    float y() const { return y_; }
    float height() const { return y_ - place_.y; }

private:
    Rect place_;
    float gap_;
    float y_;
    bool used_ = false;
};

// From left to right, on a new row when the next does not fit; things of a row share its top.
class Flow {
public:
    Flow(const Rect& place, float gap, float row_gap = -1)
        : place_(place), gap_(gap), row_gap_(row_gap < 0 ? gap : row_gap), x_(place.x), y_(place.y) {}
    Rect place(Vec2 size) {
        if (row_height_ > 0 && x_ + size.x > place_.right() + 0.5F) {
            x_ = place_.x;
            y_ += row_height_ + row_gap_;
            row_height_ = 0;
        }
        const Rect rect{x_, y_, std::min(size.x, place_.width), size.y};
        x_ += rect.width + gap_;
        row_height_ = std::max(row_height_, size.y);
        return rect;
    }
    float height() const { return y_ + row_height_ - place_.y; }

private:
    Rect place_;
    float gap_;
    float row_gap_;
    float x_;
    float y_;
    float row_height_ = 0;
};

// Parts of equal width beside each other; as few columns as needed so that none is narrower than `width_min`.
// Each row is as high as `row_height`. Gives the rectangles in reading order.
std::vector<Rect> grid(const Rect& place, std::size_t count, std::size_t columns_max, float width_min, float row_height,
                       float gap);
// Shares of `width` for parts with those natural widths: what is left over is spread evenly; parts that do not fit all
// shrink the widest first.
std::vector<float> shares(std::span<const float> naturals, float width, float gap);

}  // namespace earshot::app
