// sync/server/sqlite/shared_records.hpp: the records of the shared store and their feed.
//
// push_records() is made inside the caller's transaction, which is the only one that writes records, so that sequences
// become visible in their order.
#pragma once

#include <span>
#include <vector>

#include "sync/server/shared_push.hpp"
#include "sync/server/shared_store.hpp"
#include "sync/store/database.hpp"

namespace earshot::sync {

// The largest clock value that was ever accepted; 0: none.
Result<std::uint64_t> newest_clock_in(Database& database);
Result<std::int64_t> last_sequence_in(Database& database);
// `known` is up to date with the database afterwards, unless the transaction is not committed.
Result<PushOutcome> push_records(Database& database, KnownErasures& known, const EnrolledDevice& from,
                                 std::span<const PushedRecord> records, WallTime now);
Result<std::int64_t> purge_tombstones(Database& database, WallTime deleted_before);
Result<std::int64_t> purged_sequence(Database& database);
// For stores written before the columns of a row said what may be told to whom.
Result<void> write_rows_again(Database& database);
Result<FeedPage> read_erasures(Database& database, std::int64_t cursor);
Result<FeedPage> read_feed(Database& database, const EnrolledDevice& reader, const FeedRequest& request);

}  // namespace earshot::sync
