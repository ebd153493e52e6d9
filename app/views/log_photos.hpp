// app/views/log_photos.hpp: the photos of the story being written: the button that asks for one, and those it has, each
// with a cross that takes it away again.
//
//   [photo x] [photo x] [photo x]                       in rows where one is not enough
//   ...                                   [Photo]
#pragma once

#include "app/views/frame_context.hpp"
#include "app/widgets/rect.hpp"

namespace earshot::app {

Vec2 photo_button_size(FrameContext& frame);
// Opens the sheet "Add a photo", or says that the story has enough.
void draw_photo_button(FrameContext& frame, const Rect& rect);

// In one row.
float log_photos_width(FrameContext& frame);
// 0: the story has none, and none is on its way.
float log_photos_height(FrameContext& frame, float width);
void draw_log_photos(FrameContext& frame, const Rect& place);

}  // namespace earshot::app
