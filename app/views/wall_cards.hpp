// app/views/wall_cards.hpp: the cards of the wall: a hero and up to two others, and the page arrows that peek in from
// both sides of the screen.
#pragma once

#include <array>
#include <optional>

#include "app/presenters/wall_page.hpp"
#include "app/views/wall_words.hpp"

namespace earshot::app {

class WallCards {
public:
    // How many cards a page has, so that large text keeps its room.
    static std::size_t cards_of(const Ui& ui);
    // Lower than this the words have no room; pixels.
    static float height_min(const Ui& ui);

    // The card that was touched. `offset`: how far a finger or a page change has moved them, in pixels.
    std::optional<Id> draw(Ui& ui, const Rect& place, const WallPage& page, float offset);

private:
    bool draw_card(Ui& ui, const Rect& rect, const WallPage& page, std::size_t index);
    void draw_base(Ui& ui, const Rect& base, const StoryCard& card, std::string_view too, bool hero);

    std::array<FittedWords, wall_cards_max> words_;
};

// Half of a card that lies beyond the edge of the screen, with what it leads to. True when touched.
bool wall_side(Ui& ui, std::string_view name, const Rect& rect, const WallSide& side, bool at_left);

}  // namespace earshot::app
