// app/views/photo_sheet_view.hpp: Add a photo: the newest pictures of this machine, to choose one from.
//
// A sheet above every screen of the tablet; draws nothing while it is closed. A touch on a picture takes it and closes
// the sheet; closing it otherwise changes nothing.
#pragma once

#include "app/views/frame_context.hpp"
#include "app/widgets/scroll_area.hpp"

namespace earshot::app {

class PhotoSheetView : public View {
public:
    void draw(FrameContext& frame) override;

private:
    void draw_pictures(FrameContext& frame, const FoundPictures& found, const Rect& content) const;
    void draw_none(FrameContext& frame, const FoundPictures& found, const Rect& content);
    void draw_tile(FrameContext& frame, const FoundPicture& picture, const Rect& rect) const;

    bool was_open_ = false;
    // What it says when there are none, made once for each folder and language.
    std::string none_, none_folder_, none_language_;
};

}  // namespace earshot::app
