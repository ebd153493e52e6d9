// sync/server/postgres/tombstones.hpp: records that were deleted long ago are forgotten.
#pragma once

#include "sync/server/postgres/connection.hpp"

namespace earshot::sync::postgres {

Result<std::int64_t> purge_tombstones(Connection& connection, WallTime deleted_before);

}  // namespace earshot::sync::postgres
