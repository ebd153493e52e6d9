// sync/server/postgres/blobs.hpp: which device may fetch which blob, and which blobs nobody needs any more.
#pragma once

#include "sync/server/postgres/connection.hpp"

namespace earshot::sync::postgres {

// A living attachment names it, or the device has brought it.
Result<bool> may_fetch_blob(Connection& connection, const Id& device, std::string_view sha256);
Result<void> note_blob_brought(Connection& connection, const Id& device, std::string_view sha256);
// Those that only deleted attachments name.
Result<std::vector<std::string>> blobs_to_drop(Connection& connection);

}  // namespace earshot::sync::postgres
