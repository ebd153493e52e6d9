// sync/server/postgres/feed.hpp: a page of the feed.
#pragma once

#include "sync/server/postgres/connection.hpp"
#include "sync/server/shared_store.hpp"

namespace earshot::sync::postgres {

Result<FeedPage> read_feed(Connection& connection, const EnrolledDevice& reader, const FeedRequest& request);
Result<FeedPage> read_erasures(Connection& connection, std::int64_t cursor);

}  // namespace earshot::sync::postgres
