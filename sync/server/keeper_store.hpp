// sync/server/keeper_store.hpp: what the keeper asks of a shared store beside what devices ask, the same in every home.
//
// Threads, errors  as shared_store.hpp
#pragma once

#include <functional>
#include <span>

#include "platform/ports/random.hpp"
#include "sync/model/erasure.hpp"
#include "sync/server/shared_store.hpp"

namespace earshot::sync {

struct StoreTotals {
    std::int64_t records = 0, stories = 0;
    std::int64_t bytes = 0;             // on disk, with indexes
    std::optional<std::uint64_t> room;  // that is left there; empty where it cannot be told from here
};

class KeeperStore : public SharedStore {
public:
    // The keeper's own erasures, noted in the same commit; a dry run only says what they reach. Errc::invalid for what
    // is not an erasure.
    virtual Result<ErasureReach> forget(std::span<const Record> erasures, WallTime now, bool dry_run) = 0;
    // The salt of this company's erasures; empty when there is none yet.
    virtual Result<std::string> erasure_salt() = 0;

    // What is wrong with the stored data or with the place where it is kept, in plain words; empty: nothing. Reads
    // everything.
    virtual Result<std::vector<std::string>> examine() = 0;
    // Every record as it was at one moment, in feed order, as its wire form, without what consent no longer allows,
    // until the visitor answers with an error.
    virtual Result<void> visit(std::string_view kind, WallTime now,
                               const std::function<Result<void>(std::string_view record)>& visit) = 0;
    // Looks at every record.
    virtual Result<StoreTotals> totals() = 0;
    // Bytes on the disk. At once, as is the next.
    virtual Result<std::int64_t> size() = 0;
    // When the last backup was noted; empty when none was.
    virtual Result<std::optional<WallTime>> last_backup() = 0;
    // Who serves it, in a few words: "yes", "by PostgreSQL 15.8 at db1:5432, 3 other connections of earshot-server".
    virtual Result<std::string> service() = 0;
    // To be called after the store was put back to an older state, which is noted in the same commit: devices then send
    // again what they have.
    virtual Result<void> begin_new_epoch(WallTime now) = 0;
};

// 128 bits of chance as hex digits.
std::string make_epoch(platform::Random& random);

}  // namespace earshot::sync
