// app/views/gallery_view.hpp: the gallery as a screen.
#pragma once

#include "app/views/frame_context.hpp"
#include "app/views/gallery.hpp"

namespace earshot::app {

class GalleryView : public View {
public:
    void draw(FrameContext& frame) override {
        gallery_.german = frame.tr.language() == "de";
        draw_gallery(frame.ui, gallery_);
    }

private:
    GalleryState gallery_;
};

}  // namespace earshot::app
