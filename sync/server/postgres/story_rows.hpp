// sync/server/postgres/story_rows.hpp: pages of the list of stories.
#pragma once

#include <span>
#include <vector>

#include "sync/server/postgres/connection.hpp"
#include "sync/server/shared_store.hpp"

namespace earshot::sync::postgres {

Result<ToldPage> read_stories(Connection& connection, const EnrolledDevice& reader, const StoryRequest& request);
Result<std::vector<Id>> known_among(Connection& connection, std::span<const Id> ids);
// For stores written before rows said where a story stands. Inside the caller's transaction.
Result<void> write_rows_again(Connection& connection);

}  // namespace earshot::sync::postgres
