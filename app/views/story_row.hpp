// app/views/story_row.hpp: one story in the list of My stories: the words, who and when; and what has become of it.
//
// Both lie side by side where there is room, else one below the other. Height and drawing come from the same measures.
#pragma once

#include "app/presenters/story_card.hpp"
#include "app/theme/icons.hpp"
#include "app/widgets/rect.hpp"

namespace earshot::app {

struct Ui;

Icon icon_of(StoryState state);

float story_row_height(Ui& ui, const StoryCard& card, float width);
// True when it was touched.
bool draw_story_row(Ui& ui, const Rect& rect, const StoryCard& card, bool selected, bool arrow);

}  // namespace earshot::app
