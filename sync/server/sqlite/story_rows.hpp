// sync/server/sqlite/story_rows.hpp: pages of the list of stories.
#pragma once

#include <span>
#include <vector>

#include "sync/server/shared_store.hpp"
#include "sync/store/database.hpp"

namespace earshot::sync {

Result<ToldPage> read_stories(Database& database, const EnrolledDevice& reader, const StoryRequest& request);
Result<std::vector<Id>> known_among(Database& database, std::span<const Id> ids);

}  // namespace earshot::sync
