// sync/server/postgres/schema.hpp: the steps to today's shape of the store, and its epoch.
//
// migrations/NNNN_name.sql are found by pattern, numbered without gaps and never changed once released. Several
// processes may start at once: an advisory lock lets one of them take the steps, in one commit, and the others find
// them taken.
#pragma once

#include "platform/ports/random.hpp"
#include "sync/server/postgres/connection.hpp"

namespace earshot::sync::postgres {

// Whether the database holds a store at all.
Result<bool> holds_store(Connection& connection);

// Brings an empty or older database up to date. A store that was put back from a dump finds itself in another place
// than the one it notes as its birthplace, and begins a new epoch by itself.
//
// Errc::too_new for a newer store, corrupt for a database with tables of somebody else.
Result<void> bring_store_up_to_date(Connection& connection, platform::Random& random);

Result<std::string> meta_of(Connection& connection, std::string_view name);
// The largest clock value that was ever accepted; 0: none.
Result<std::uint64_t> newest_clock_in(Connection& connection);
// Another history of the store begins, and the audit says so, in one commit.
Result<void> begin_epoch(Connection& connection, std::string_view epoch, WallTime now);
Result<void> put_meta(Connection& connection, std::string_view name, std::string_view value);

}  // namespace earshot::sync::postgres
