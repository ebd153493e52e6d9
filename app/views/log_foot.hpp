// app/views/log_foot.hpp: below the story being written: is it saved, may the customer leave, save it.
#pragma once

#include "app/views/frame_context.hpp"
#include "app/views/log_layout.hpp"

namespace earshot::app {

// `width`: of the page, where the question whether they may leave stands when the foot is too narrow for it.
void measure_log_foot(FrameContext& frame, LogMeasures& measures, float width);
// The least width of the brief mark on one line; what failed has more to say and takes all there is.
float saved_mark_width(FrameContext& frame);
// The saved mark in one or two lines; `brief`: only its title.
void draw_saved_mark(FrameContext& frame, const Rect& rect, bool brief);
void draw_log_foot(FrameContext& frame, const LogLayout& layout);
void draw_may_leave(FrameContext& frame, const Rect& rect);

}  // namespace earshot::app
