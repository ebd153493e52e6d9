// app/views/welcome_view.hpp: the first screen of a new device: what Earshot is for, and three ways in: join with a
// code, look around in the demo company, or start without either.
//
// Also where a device goes that joins with another code; then there is a way back.
#pragma once

#include "app/views/frame_context.hpp"
#include "app/widgets/rect.hpp"
#include "app/widgets/text_edit.hpp"

namespace earshot::app {

class WelcomeView : public View {
public:
    void draw(FrameContext& frame) override;

private:
    void draw_bar(FrameContext& frame, const Rect& bar);
    float join_height(FrameContext& frame, float width);
    void draw_join(FrameContext& frame, bool take_keys, const Rect& card_rect);

    EditorState server_state_;
    bool prefilled_ = false;
};

}  // namespace earshot::app
