// app/cli/story_text.hpp: stories for a terminal of 80 columns, and as JSON for scripts.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sync/store/device_store.hpp"

namespace earshot::app {

// Everything the store knows of one story.
struct StoryPicture {
    sync::StoryRow row;
    sync::Record story;
    std::vector<sync::Record> echoes, replies, receipts, attachments;
    std::vector<sync::MediaState> media;  // of each attachment's file
    std::vector<sync::KeptEarlierValue> earlier;
};

// "waiting", "delivered", ...
std::string_view name_of(sync::Delivery delivery);

// One line a story, empty for none. Ids are as short as tells them apart.
std::string table_of_rows(std::span<const sync::StoryRow> rows);
std::string json_of_row(const sync::StoryRow& row);
std::string text_of_story(const StoryPicture& picture);
std::string json_of_story(const StoryPicture& picture);

}  // namespace earshot::app
