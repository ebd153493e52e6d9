#include "app/widgets/progress_bar.hpp"

#include <cmath>

#include "app/widgets/shapes.hpp"

namespace earshot::app {
namespace {

void track(Ui& ui, const Rect& rect) {
    const Palette& c = ui.theme.colour;
    fill(ui, rect, c.sunken, rect.height / 2);
    if (ui.theme.is_contrast()) edge(ui, rect, c.hairline, ui.exact(2), rect.height / 2);
}

}  // namespace

void progress_bar(Ui& ui, const Rect& rect, float share) {
    track(ui, rect);
    const float width = std::round(rect.width * std::clamp(share, 0.0F, 1.0F));
    if (width > 0)
        fill(ui, {rect.x, rect.y, std::max(width, rect.height), rect.height}, ui.theme.colour.primary, rect.height / 2);
}

void stacked_bar(Ui& ui, const Rect& rect, std::span<const BarPart> parts) {
    track(ui, rect);
    float x = rect.x;
    ImDrawList& list = ui.list();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const float width = std::round(rect.width * std::clamp(parts[i].share, 0.0F, 1.0F));
        const float end = std::min(x + width, rect.right());
        if (end <= x) continue;
        const ImDrawFlags corners = i == 0 ? ImDrawFlags_RoundCornersLeft : ImDrawFlags_RoundCornersNone;
        list.AddRectFilled({x, rect.y}, {end, rect.bottom()}, parts[i].colour, rect.height / 2, corners);
        x = end + ui.u(2);
    }
}

}  // namespace earshot::app
