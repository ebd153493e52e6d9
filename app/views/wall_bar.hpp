// app/views/wall_bar.hpp: the top of the wall: the month, the site, the search.
#pragma once

#include "app/views/wall_scene.hpp"
#include "app/widgets/text_edit.hpp"
#include "app/widgets/ui.hpp"

namespace earshot::app {

class WallBar {
public:
    // One row; two when large text needs them.
    float height(FrameContext& frame, const WallScene& scene, float width) const;
    // Changes frame.state.wall as the person does.
    void draw(FrameContext& frame, const WallScene& scene, const Rect& bar);

private:
    struct Plan {
        float row = 0;  // height
        float brand = 0, stepper = 0, site = 0, find = 0;
        bool named = true;  // the brand with its word
        bool find_in_words = true;
        bool site_below = false;  // in a row of its own
    };
    Plan plan(FrameContext& frame, const WallScene& scene, float width) const;
    void draw_search(FrameContext& frame, const Rect& rect);

    EditorState typing_;
    bool was_searching_ = false;
};

}  // namespace earshot::app
