// sync/store/schema.hpp: the shape of the database: how a connection is set up, and the migrations that lead to today's
// shape.
//
// migrations/NNNN_name.sql are found by pattern, numbered without gaps and never changed once released: PRAGMA
// user_version says how many a database has seen.
#pragma once

#include <span>
#include <string_view>

#include "sync/store/backups.hpp"
#include "sync/store/database.hpp"

namespace earshot::sync {

// Embedded at build time, in order.
std::span<const std::string_view> migrations();

// What every connection needs before its first use: durability, limits, the tokenizer.
Result<void> prepare_connection(Database& database);

// Runs the steps the database has not seen, all or none, after a copy of what was there. Errc::too_new, and nothing
// happened, when it has seen more steps than these. `backups` may be null: no copy.
Result<void> bring_up_to_date(Database& database, Backups* backups, std::span<const std::string_view> steps);

}  // namespace earshot::sync
