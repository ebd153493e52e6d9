// app/views/device_settings.hpp: what this tablet is called and holds, how it looks, which language it speaks.
#pragma once

#include "app/views/sync_scene.hpp"
#include "app/widgets/rect.hpp"
#include "app/widgets/text_edit.hpp"

namespace earshot::app {

class DeviceSettings {
public:
    // In a column of that width; gives its height.
    float draw(FrameContext& frame, const DeviceWords& words, Vec2 at, float width);

private:
    float draw_name(FrameContext& frame, const DeviceWords& words, Vec2 at, float width);
    float draw_renaming(FrameContext& frame, Vec2 at, float width);
    float draw_storage(FrameContext& frame, const DeviceWords& words, Vec2 at, float width);
    float draw_text_size(FrameContext& frame, Vec2 at, float width);
    float draw_colours(FrameContext& frame, Vec2 at, float width);
    float draw_language(FrameContext& frame, Vec2 at, float width);
    float draw_about(FrameContext& frame, Vec2 at, float width);

    EditorState name_state_;
    bool take_keys_ = false;
};

}  // namespace earshot::app
