// sync/server/sqlite/schema.hpp: how a connection to the shared store is set up, and the steps to today's shape.
//
// migrations/NNNN_name.sql are found by pattern, numbered without gaps and never changed once released.
#pragma once

#include "sync/store/database.hpp"

namespace earshot::sync {

Result<void> prepare_shared_connection(Database& database);
// Brings an empty or older database up to date in one commit. Errc::too_new for a newer one, corrupt for one that is
// not a shared store.
Result<void> bring_shared_store_up_to_date(Database& database);

}  // namespace earshot::sync
