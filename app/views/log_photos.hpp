// app/views/log_photos.hpp: the photos of the story being written: the button that asks for one, and those it has, each
// with a cross that takes it away again. Before them those that a story which is being corrected had already; they
// stay.
//
//   [photo] [photo x] [photo x]                         in rows where one is not enough
//   [The photo has not arrived yet.]                    of those it had, where they cannot be seen
//   ...                                   [Photo]
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/views/attachments.hpp"
#include "app/views/frame_context.hpp"
#include "app/widgets/rect.hpp"

namespace earshot::app {

Vec2 photo_button_size(FrameContext& frame);
// Opens the sheet "Add a photo", or says that the story has enough.
void draw_photo_button(FrameContext& frame, const Rect& rect);

class LogPhotos {
public:
    // Looks up what the story had already: before the others, every frame.
    void update(FrameContext& frame);

    // In one row.
    float width(FrameContext& frame) const;
    // 0: the story has none, and none is on its way.
    float height(FrameContext& frame, float width) const;
    void draw(FrameContext& frame, const Rect& place) const;

private:
    struct Key {
        std::uint64_t changes = 0;
        Id story;
        std::string language;

        bool operator==(const Key&) const = default;
    };

    std::optional<Key> key_;           // of what `had_` was made from; none: the story is new
    std::vector<AttachmentCard> had_;  // photos only
    MediaRequests requests_;
};

}  // namespace earshot::app
