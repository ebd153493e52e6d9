// sync/store/schema.hpp: the shape of the database: how a connection is set up, and the migrations that lead to today's
// shape.
//
// migrations/NNNN_name.sql are found by pattern, numbered without gaps and never changed once released: PRAGMA
// user_version says how many a database has seen.
#pragma once

#include <span>
#include <string_view>

#include "sync/store/database.hpp"

namespace earshot::sync {

// Embedded at build time, in order.
std::span<const std::string_view> migrations();

// What every connection needs before its first use: durability, limits, the tokenizer.
Result<void> prepare_connection(Database& database);

// How many migrations the database has seen; 0 for an empty one. Errc::corrupt when it is not Earshot's.
Result<int> schema_version(Database& database);

// Runs the steps after `version`; inside the caller's transaction.
Result<void> migrate(Database& database, int version, std::span<const std::string_view> steps);

}  // namespace earshot::sync
