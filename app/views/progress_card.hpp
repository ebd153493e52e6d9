// app/views/progress_card.hpp: one row for each transfer under way: what, a bar, how much of how much, and how long the
// rest will take.
#pragma once

#include <span>

#include "app/presenters/sync_words.hpp"
#include "app/views/frame_context.hpp"
#include "app/widgets/rect.hpp"

namespace earshot::app {

// In a column of that width; gives its height.
float progress_card(FrameContext& frame, std::span<const ProgressWords> rows, Vec2 at, float width);

}  // namespace earshot::app
