// app/views/similar_panel.hpp: "Has someone else heard this?": stories that sound like the one being typed, each with a
// button to say so.
#pragma once

#include "app/views/similar_scene.hpp"
#include "app/widgets/rect.hpp"

namespace earshot::app {

// Beside the page: cards one below the other, which scroll.
void draw_similar_beside(FrameContext& frame, const Rect& panel, const SimilarScene& scene);

// Below the words: rows with the button at the right, as many as its height was made for.
float similar_rows_height(FrameContext& frame, float width, std::size_t stories);
void draw_similar_below(FrameContext& frame, const Rect& panel, const SimilarScene& scene);

// What the widest button needs.
float similar_button_width(FrameContext& frame);

}  // namespace earshot::app
