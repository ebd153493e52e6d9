// app/presenters/story_filters.hpp: the three filters of My stories as lists to choose from, and what a choice means.
//
// Choice 0 is always "any".
#pragma once

#include <string>
#include <vector>

#include "app/presenters/vocabulary.hpp"
#include "sync/store/story_query.hpp"

namespace earshot::app {

struct StoryFilters {
    std::vector<std::string> months, stages, states;

    bool operator==(const StoryFilters&) const = default;
};
// The twelve months up to now; a chosen month that is older is listed too.
StoryFilters present_filters(const sync::StoryQuery& query, const Vocabulary& names, Month now, const Strings& tr);

int month_choice(const sync::StoryQuery& query, Month now);
int stage_choice(const sync::StoryQuery& query, const Vocabulary& names);
int state_choice(const sync::StoryQuery& query);
void choose_month(sync::StoryQuery& query, int choice, Month now);
void choose_stage(sync::StoryQuery& query, int choice, const Vocabulary& names);
void choose_state(sync::StoryQuery& query, int choice);

// Anything that keeps stories out of the list.
bool is_filtered(const sync::StoryQuery& query);
void clear_filters(sync::StoryQuery& query);

}  // namespace earshot::app
