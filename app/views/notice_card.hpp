// app/views/notice_card.hpp: what was found out and mended by itself: said once, until it is put away.
#pragma once

#include "app/presenters/sync_words.hpp"
#include "app/views/frame_context.hpp"
#include "app/widgets/rect.hpp"

namespace earshot::app {

// In a column of that width; gives its height.
float notice_card(FrameContext& frame, const NoticeWords& notice, Vec2 at, float width);

}  // namespace earshot::app
