// app/views/attachments.hpp: what hangs on a story, as it stands on a page: photos to look at, cards of documents and
// voice notes, and where a photo has not come yet a card that says so.
//
//   large photo            of the wall: the first photo, across the column
//   photo photo photo      the others, or all of them in a row of small ones
//   [icon] name, facts     documents and voice notes
#pragma once

#include <optional>
#include <span>

#include "app/presenters/attachment_card.hpp"
#include "app/views/frame_context.hpp"
#include "app/widgets/rect.hpp"

namespace earshot::app {

enum class AttachmentsForm : std::uint8_t {
    large_first,  // for a reader
    small,        // for whoever logged it, who wants to know what became of them
};

// Draws them into a column of that width and gives their height; 0 when there are none. A touch on a photo opens it.
float draw_attachments(FrameContext& frame, Vec2 at, float width, std::span<const AttachmentCard> cards,
                       AttachmentsForm form, std::optional<Id>& open);

// A photo of which at least the small picture is here, whole.
bool is_shown(const FrameContext& frame, const AttachmentCard& card);
// Of another photo: that it is not, and what comes next.
struct PhotoAbsence {
    std::string_view first, then;
};
PhotoAbsence absence_of(const FrameContext& frame, const AttachmentCard& card);

// The best there is of a photo now, wanted with its longer side of so many pixels; null: nothing yet.
ImTextureData* picture_of(FrameContext& frame, const AttachmentCard& card, int side);

// Asks once for what is not fetched by itself.
class MediaRequests {
public:
    void ask(FrameContext& frame, const std::string& sha256);
    void forget() { asked_.clear(); }

private:
    std::vector<std::string> asked_;
};

}  // namespace earshot::app
