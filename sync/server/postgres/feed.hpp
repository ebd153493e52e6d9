// sync/server/postgres/feed.hpp: a page of the feed.
#pragma once

#include "sync/server/postgres/connection.hpp"
#include "sync/server/shared_store.hpp"

namespace earshot::sync::postgres {

Result<FeedPage> read_feed(Connection& connection, const EnrolledDevice& reader, std::int64_t cursor,
                           std::int64_t bytes);

}  // namespace earshot::sync::postgres
