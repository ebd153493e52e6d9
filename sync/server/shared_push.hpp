// sync/server/shared_push.hpp: what a push does to the shared store: who may write what, how far ahead a stamp may be,
// what erasures take, and how records merge. The same in every home of the store, which only says how its rows are
// found and written.
//
// A record nobody has pushed before is inserted without being looked for first; only one that is there already is read,
// merged and written again. Finding everybody under a reference, and what hangs on their stories, reads the records of
// those kinds once; erasures are rare, and every other push pays one look at an index.
//
// Threads  none inside; all of it happens inside the caller's transaction, the only one that writes records.
#pragma once

#include <set>
#include <span>
#include <vector>

#include "sync/model/erasure.hpp"
#include "sync/server/shared_row.hpp"
#include "sync/server/stamp_limit.hpp"

namespace earshot::sync {

// The rows of one store, as one transaction sees them, with what it has written itself.
class SharedRows {
public:
    virtual ~SharedRows() = default;

    // At least its kind, origin, body and when it was deleted.
    virtual Result<std::optional<SharedRow>> find(const Id& id) = 0;
    // At the end of the feed. False when there is such a row: then nothing happened.
    virtual Result<bool> insert(const Id& id, SharedRow row) = 0;
    // In the place of the row that is there, at the end of the feed.
    virtual Result<void> update(const Id& id, SharedRow row) = 0;
    // The same value lost twice is kept once.
    virtual Result<void> keep_earlier_values(const Record& record, const std::vector<EarlierValue>& earlier) = 0;
    // The values this record had before, in the fields that an erasure of this depth takes.
    virtual Result<void> drop_earlier_values(const Record& record, Erased depth) = 0;
    // Records that name this customer in a personal field; earlier values that do are dropped.
    virtual Result<std::vector<Id>> find_customer(std::string_view salt, std::string_view customer_hash) = 0;
    // What hangs on these stories: echoes, replies, receipts, attachments.
    virtual Result<std::vector<Id>> find_hanging(const std::set<Id>& stories) = 0;
    // As RoleOf in permissions.hpp.
    virtual Result<std::optional<Role>> role_of(const Id& device) = 0;
};

// The erasures of the store up to a sequence. Kept between pushes; emptied when a push failed.
struct KnownErasures {
    ErasureBook book;
    std::int64_t sequence = 0;
};

struct PushOutcome {
    std::vector<Verdict> verdicts;
    std::vector<Id> changed;  // records that are not as they were
    bool erasures = false;    // one came that reaches further than those before
    ErasureReach reach;       // of those
};

// A record on its way into the store, and the row it becomes there if nothing stands in its way.
struct PushedRecord {
    Record record;
    std::optional<SharedRow> row = {};  // of a sound record only; empty: made when it is needed
};
// Looks at records and makes their rows before it is their turn: writers wait for one another, this need not. Of many
// records none is made, since the memory of all would be held at once.
std::vector<PushedRecord> prepare(std::vector<Record> records);

// `known` has every erasure of the store, `limit` its newest clock value; afterwards also those of this push.
Result<PushOutcome> push_onto(SharedRows& rows, KnownErasures& known, const EnrolledDevice& from,
                              std::span<const PushedRecord> records, StampLimit& limit, WallTime now);

}  // namespace earshot::sync
