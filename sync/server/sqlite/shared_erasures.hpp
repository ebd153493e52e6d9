// sync/server/sqlite/shared_erasures.hpp: the erasures of a shared store in SQLite: those it knows, and the file beside
// it that outlives an older backup.
#pragma once

#include <string>
#include <vector>

#include "sync/server/shared_push.hpp"
#include "sync/store/database.hpp"

namespace earshot::sync {

// Reads the erasures that others stored since.
Result<void> catch_up(Database& database, KnownErasures& known);

// Every erasure as a line of JSON: the file beside the store that outlives an older backup.
Result<std::string> erasure_log_of(Database& database);
Result<std::vector<Record>> read_erasure_log(std::string_view text);

}  // namespace earshot::sync
