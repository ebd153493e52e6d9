// app/widgets/progress_bar.hpp: how much of something is done or used. Always beside words that say it.
#pragma once

#include <span>

#include "app/widgets/ui.hpp"

namespace earshot::app {

void progress_bar(Ui& ui, const Rect& rect, float share);  // 0 to 1

struct BarPart {
    float share;  // of the whole
    Colour colour;
};
void stacked_bar(Ui& ui, const Rect& rect, std::span<const BarPart> parts);

}  // namespace earshot::app
