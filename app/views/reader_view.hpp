// app/views/reader_view.hpp: one story, read whole: the customer's words as large as fits, what became of the story,
// and what a leader can do: say they heard it too, bring it to the room, reply.
//
// Left and right (keys, remote, a swipe) walk through the stories the wall showed.
#pragma once

#include "app/views/large_photo.hpp"
#include "app/views/reader_scene.hpp"
#include "app/views/wall_idle.hpp"
#include "app/views/wall_words.hpp"
#include "app/widgets/text_edit.hpp"
#include "app/widgets/timeline.hpp"

namespace earshot::app {

class ReaderView : public View {
public:
    void draw(FrameContext& frame) override;

private:
    void draw_bar(FrameContext& frame, const Rect& bar);
    void draw_words(FrameContext& frame, const Rect& rect);
    void draw_inside(FrameContext& frame, Rect inside);
    // Gives their height.
    float draw_chips(FrameContext& frame, const Rect& inside, float y, bool draw);
    void draw_side(FrameContext& frame, const Rect& rect);
    float foot_height(FrameContext& frame, float width);
    void draw_foot(FrameContext& frame, const Rect& rect);
    void draw_reply(FrameContext& frame);
    void go(FrameContext& frame, const std::optional<Id>& story);
    void leave(FrameContext& frame);

    ReaderScene scene_;
    FittedWords words_;
    LargePhoto large_photo_;
    IdleWarning idle_;
    std::uint64_t edition_ = 0;
    std::vector<TimelineStep> steps_;  // points into the scene's page
    std::string heard_too_;            // the button's words
    EditorState typing_;
    bool was_replying_ = false;
    // The reply under way: its text is kept until the reply is on disk.
    struct Sent {
        Id story;
        std::size_t replies_before = 0;
    };
    std::optional<Sent> sent_;
};

}  // namespace earshot::app
