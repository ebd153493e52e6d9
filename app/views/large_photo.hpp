// app/views/large_photo.hpp: one photo over the whole screen, until it is touched or Escape is pressed.
//
// A layer above everything drawn before it. Left and right walk through the photos of the story. Where only the small
// picture is here it is shown meanwhile, says so, and asks for the large one.
#pragma once

#include <optional>
#include <span>

#include "app/views/attachments.hpp"

namespace earshot::app {

class LargePhoto {
public:
    // `open`: the attachment shown; none: nothing but the rest of the leaving movement. Closes itself when it is not
    // among the cards any more. Call it every frame, after what it lies above.
    void draw(FrameContext& frame, std::span<const AttachmentCard> cards, std::optional<Id>& open);

private:
    void draw_picture(FrameContext& frame, const AttachmentCard& card, const Rect& place);
    void walk(Ui& ui, std::span<const AttachmentCard> cards, std::optional<Id>& open) const;

    Id last_;
    MediaRequests requests_;
};

}  // namespace earshot::app
