// app/cli/validators.hpp: what an option may say; anything else is wrong usage, told before anything is opened.
#pragma once

#include "app/cli/command.hpp"
#include "sync/store/story_query.hpp"

namespace earshot::app {

std::vector<std::string> story_kinds();
std::vector<std::string> story_sources();
std::string complain_of_blank(const std::string& words);
std::string complain_of_date(const std::string& text);

// The options that choose stories, the same for list and export.
struct StoryFilter {
    std::string search, kind, stage, month, site, source;
    bool at_risk = false;
};
void add_filter(const Command& command, StoryFilter& filter);
sync::StoryQuery query_of(const StoryFilter& filter);

}  // namespace earshot::app
