// app/views/wall_view.hpp: the journey wall: what customers said in a month, stage by stage, a few cards at a time.
//
// For a touch screen across the room; everything can also be reached by mouse, keyboard and remote. Two touches lead to
// any story of the month: its stage, then its card (or a swipe and its card). A swipe turns the page.
#pragma once

#include "app/views/wall_bar.hpp"
#include "app/views/wall_cards.hpp"
#include "app/views/wall_scene.hpp"
#include "app/widgets/stage_ribbon.hpp"

namespace earshot::app {

class WallView : public View {
public:
    void draw(FrameContext& frame) override;

private:
    // A page on its way in: it comes from the side the finger pulled it from.
    struct Slide {
        bool waiting = false;  // for the cards of the new page
        int direction = 0;     // +1: the next page, from the right
        float from = 0;        // pixels off its place
        Instant start;
    };
    // Heights of what lies above and below the cards, with the gaps towards them, in pixels.
    struct Parts {
        float ribbon = 0, attention = 0, notes = 0;
    };
    Parts parts_of(Ui& ui, float width) const;
    void draw_page(FrameContext& frame, Rect page, const Parts& parts, bool swipes);
    void draw_ribbon(FrameContext& frame, const Rect& rect);
    void draw_cards(FrameContext& frame, const Rect& zone, bool swipes);
    void follow_finger(FrameContext& frame, const Rect& zone);
    void turn(FrameContext& frame, int direction, float offset);
    float slide_offset(Ui& ui, float width);
    void refresh_ribbon();

    WallScene scene_;
    WallBar bar_;
    WallCards cards_;
    FittedWords waiting_words_;  // of the customer who waits longest
    std::uint64_t edition_ = 0;
    std::vector<std::string> counts_;  // what ribbon_ points at
    std::vector<Stage> ribbon_;
    std::optional<Id> first_card_;
    Slide slide_;
    float pulled_ = 0;  // how far the finger has the cards, in pixels
};

}  // namespace earshot::app
