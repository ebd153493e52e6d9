// app/cli/validators.hpp: what an option may say; anything else is wrong usage, told before anything is opened.
#pragma once

#include <CLI/CLI.hpp>

#include "sync/store/story_query.hpp"

namespace earshot::app {

CLI::Validator story_kind();
CLI::Validator story_source();
CLI::Validator not_blank();
CLI::Validator date();

// The options that choose stories, the same for list and export.
struct StoryFilter {
    std::string search, kind, stage, month, site, source;
    bool at_risk = false;
};
void add_filter(CLI::App& command, StoryFilter& filter);
sync::StoryQuery query_of(const StoryFilter& filter);

}  // namespace earshot::app
