// app/views/welcome_examples.hpp: what Earshot is for, said in one sentence and two customers' words.
#pragma once

#include "app/views/frame_context.hpp"
#include "app/widgets/rect.hpp"

namespace earshot::app {

// The sentence, and below it as many examples as fit the height. Gives the height used.
float draw_welcome_examples(FrameContext& frame, const Rect& place);
// Of all of it, in a column of that width.
float welcome_examples_height(FrameContext& frame, float width);

}  // namespace earshot::app
