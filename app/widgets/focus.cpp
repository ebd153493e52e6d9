#include "app/widgets/focus.hpp"

#include <cmath>
#include <limits>

namespace earshot::app {
namespace {

// How far a control lies in a direction; infinity when it does not. What lies straight ahead is preferred to what is
// nearer but aside.
float distance(const Rect& from, const Rect& to, Direction direction) {
    const bool horizontal = direction == Direction::left || direction == Direction::right;
    const float sign = direction == Direction::left || direction == Direction::up ? -1.0F : 1.0F;
    const Vec2 a = from.centre();
    const Vec2 b = to.centre();
    const float ahead = sign * (horizontal ? b.x - a.x : b.y - a.y);
    const float gap_ahead = sign > 0 ? (horizontal ? to.x - from.right() : to.y - from.bottom())
                                     : (horizontal ? from.x - to.right() : from.y - to.bottom());
    if (ahead <= 1 || gap_ahead < -0.5F * (horizontal ? from.width : from.height))
        return std::numeric_limits<float>::infinity();
    const float overlap = horizontal ? std::min(from.bottom(), to.bottom()) - std::max(from.y, to.y)
                                     : std::min(from.right(), to.right()) - std::max(from.x, to.x);
    const float aside = overlap > 0 ? 0 : -overlap;
    const float off_centre = std::abs(horizontal ? b.y - a.y : b.x - a.x);
    return std::max(0.0F, gap_ahead) + 3 * aside + 0.1F * off_centre;
}

}  // namespace

void FocusOrder::end_frame(int top_layer) {
    order_.clear();
    for (const FocusStop& stop : now_)
        if (stop.layer == top_layer) order_.push_back(stop);
    now_.clear();
    moved_ = move_is_new_;
    move_is_new_ = false;
    if (const FocusStop* stop = current()) last_rect_ = stop->rect;
}

const FocusStop* FocusOrder::current() const {
    for (const FocusStop& stop : order_)
        if (stop.id == focused_) return &stop;
    return nullptr;
}

KeepsKeys FocusOrder::focused_keeps() const {
    const FocusStop* stop = current();
    return stop != nullptr ? stop->keeps : KeepsKeys::none;
}

std::optional<Rect> FocusOrder::focused_in(WidgetId scroll) const {
    for (const FocusStop& stop : now_)
        if (stop.id == focused_ && stop.scroll == scroll) return stop.rect;
    return std::nullopt;
}

void FocusOrder::lift(WidgetId from, WidgetId to, const Rect& rect) {
    for (FocusStop& stop : now_) {
        if (stop.id != focused_ || stop.scroll != from) continue;
        stop.scroll = to;
        stop.rect = stop.rect.intersected(rect);
    }
}

void FocusOrder::focus(WidgetId id, bool ring) {
    focused_ = id;
    ring_ = ring;
    moved_ = id != 0;
    move_is_new_ = id != 0;
}

void FocusOrder::go(WidgetId id) {
    focus(id, true);
}

// The member of the same group that Tab stops at.
const FocusStop* FocusOrder::entry_of_group(std::size_t member, bool backwards) const {
    const FocusStop& found = order_[member];
    if (found.group == 0) return &found;
    const FocusStop* first = nullptr;
    for (const FocusStop& stop : order_) {
        if (stop.group != found.group) continue;
        if (stop.preferred) return &stop;
        if (first == nullptr) first = &stop;
    }
    return backwards && first == nullptr ? &found : first;
}

bool FocusOrder::tab(bool backwards) {
    if (order_.empty()) return false;
    const std::size_t count = order_.size();
    std::size_t at = count;
    for (std::size_t i = 0; i < count; ++i)
        if (order_[i].id == focused_) at = i;
    if (at == count) {
        const std::size_t edge = backwards ? count - 1 : 0;
        go(entry_of_group(edge, backwards)->id);
        return true;
    }
    const WidgetId group = order_[at].group;
    for (std::size_t step = 1; step <= count; ++step) {
        const std::size_t next = backwards ? (at + count - step % count) % count : (at + step) % count;
        if (group != 0 && order_[next].group == group) continue;
        go(entry_of_group(next, backwards)->id);
        return true;
    }
    ring_ = true;
    return false;
}

bool FocusOrder::arrow(Direction direction) {
    const FocusStop* from = current();
    if (from == nullptr) return tab(false);
    const auto nearest = [&](bool in_group) {
        const FocusStop* best = nullptr;
        float best_distance = std::numeric_limits<float>::infinity();
        for (const FocusStop& stop : order_) {
            const bool same_group = from->group != 0 && stop.group == from->group;
            if (&stop == from || same_group != in_group) continue;
            const float d = distance(from->rect, stop.rect, direction);
            if (d < best_distance) {
                best_distance = d;
                best = &stop;
            }
        }
        return best;
    };
    const FocusStop* best = nearest(true);
    if (best == nullptr) best = nearest(false);
    if (best == nullptr) {
        ring_ = true;
        return false;
    }
    go(best->id);
    return true;
}

}  // namespace earshot::app
