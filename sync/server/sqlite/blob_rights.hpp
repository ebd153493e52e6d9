// sync/server/sqlite/blob_rights.hpp: which device may fetch which blob.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/base/id.hpp"
#include "sync/store/database.hpp"

namespace earshot::sync {

// A living attachment names it, or the device has brought it.
Result<bool> may_fetch_blob(Database& database, const Id& device, std::string_view sha256);
// Inside the caller's transaction.
Result<void> note_blob_brought(Database& database, const Id& device, std::string_view sha256);
// Those that only deleted attachments name. Looks at what was deleted, not at everything there is.
Result<std::vector<std::string>> blobs_to_drop(Database& database);

}  // namespace earshot::sync
