#include "app/widgets/layout_problems.hpp"

#include <fmt/format.h>

#include "platform/base/utf8.hpp"

namespace earshot::app {
namespace {

// More than there are layers of sheets and menus.
constexpr int overlay_layers = 1'000;

constexpr float tolerance = 1.5F;  // pixels; side bearings and rounding

// Lines of two texts may share their empty rims (ascenders rarely reach the top): the middle of the line counts.
Rect core(const Rect& ink) {
    return ink.inset(tolerance, ink.height * 0.22F);
}

std::string shortened(std::string_view words) {
    constexpr std::size_t long_enough = 32;
    const std::string_view start = utf8_prefix(words, long_enough);
    return start.size() < words.size() ? std::string(start) + "…" : std::string(start);
}

float sticks_out(const Rect& inner, const Rect& outer) {
    return std::max(
        {outer.x - inner.x, outer.y - inner.y, inner.right() - outer.right(), inner.bottom() - outer.bottom()});
}

}  // namespace

void LayoutProblems::begin_frame() {
    texts_.clear();
    bounds_.clear();
}

void LayoutProblems::note(std::string_view text, const Rect& ink, const Rect& clip, int layer, bool scrolls) {
    if (!watching_ || ink.empty()) return;
    texts_.push_back({std::string(text), ink, bounds_.empty() ? Rect{} : bounds_.back(), clip,
                      layer + overlays_ * overlay_layers, scrolls, cuts_ > 0});
}

Rect LayoutProblems::place_of(std::string_view words) const {
    for (auto text = texts_.rbegin(); text != texts_.rend(); ++text) {
        if (text->words.starts_with(words) && text->clip.overlaps(text->ink)) return text->ink;
    }
    return {};
}

std::vector<std::string> LayoutProblems::found() const {
    std::vector<std::string> problems;
    for (const Text& text : texts_) {
        const auto place = [](const Rect& rect) { return fmt::format("({:.0f}, {:.0f})", rect.x, rect.y); };
        if (!text.bounds.empty()) {
            if (const float out = sticks_out(core(text.ink), text.bounds); out > tolerance)
                problems.push_back(fmt::format("“{}” sticks {:.0f} px out of its place at {}", shortened(text.words),
                                               out, place(text.ink)));
        }
        const bool in_view = text.clip.overlaps(text.ink);
        if (text.cut) continue;
        if (!text.scrolls) {
            if (const float out = sticks_out(core(text.ink), text.clip); out > tolerance)
                problems.push_back(
                    fmt::format("“{}” is cut by {:.0f} px at {}", shortened(text.words), out, place(text.ink)));
        } else if (in_view) {
            // Scrolled text may be cut above and below, never at its sides.
            const float out = std::max(text.clip.x - text.ink.x, text.ink.right() - text.clip.right());
            if (out > tolerance)
                problems.push_back(
                    fmt::format("“{}” is cut by {:.0f} px at {}", shortened(text.words), out, place(text.ink)));
        }
    }
    for (std::size_t i = 0; i < texts_.size(); ++i) {
        for (std::size_t k = i + 1; k < texts_.size(); ++k) {
            const Text& a = texts_[i];
            const Text& b = texts_[k];
            if (a.layer != b.layer) continue;
            const Rect seen_a = core(a.ink).intersected(a.clip);
            const Rect seen_b = core(b.ink).intersected(b.clip);
            if (seen_a.empty() || seen_b.empty() || !seen_a.overlaps(seen_b)) continue;
            problems.push_back(fmt::format("“{}” and “{}” lie on each other at ({:.0f}, {:.0f})", shortened(a.words),
                                           shortened(b.words), a.ink.x, a.ink.y));
        }
    }
    return problems;
}

}  // namespace earshot::app
