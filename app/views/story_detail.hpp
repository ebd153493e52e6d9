// app/views/story_detail.hpp: one of My stories in full: the words, what became of it, what a leader answered, and the
// way out when it was not accepted.
#pragma once

#include <optional>

#include "app/presenters/story_panel.hpp"
#include "app/views/frame_context.hpp"
#include "app/views/large_photo.hpp"
#include "app/widgets/rect.hpp"

namespace earshot::app {

class StoryDetailPanel {
public:
    enum class Form : std::uint8_t {
        beside,  // a panel beside the list, with a cross
        page,    // instead of the list, with a way back
    };
    // Draws nothing but its surface until the story is known; closes itself when the story is gone.
    void draw(FrameContext& frame, const Rect& place, Form form);
    // A photo of the story seen large, above everything drawn before; every frame.
    void draw_large_photo(FrameContext& frame);

private:
    struct Key {
        std::uint64_t changes = 0;
        Id story;
        CivilTime now;
        std::string language;
        bool operator==(const Key&) const = default;
    };
    void update(FrameContext& frame);
    void draw_head(FrameContext& frame, Rect& inside, Form form) const;
    float draw_body(FrameContext& frame, Vec2 at, float width);
    float draw_refusal(FrameContext& frame, Vec2 at, float width) const;
    void correct(FrameContext& frame) const;

    std::optional<Key> key_;
    std::optional<StoryPanel> panel_;
    sync::StoryRow row_;
    MediaRequests requests_;
    LargePhoto large_photo_;
};

}  // namespace earshot::app
