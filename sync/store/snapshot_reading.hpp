// sync/store/snapshot_reading.hpp: a device that was away for too long learns what there is, and unlearns the rest.
//
// All calls are made inside the caller's transaction.
#pragma once

#include "sync/store/outbox.hpp"
#include "sync/store/records.hpp"

namespace earshot::sync {

class SnapshotReading {
public:
    // All must outlive the reading.
    SnapshotReading(Database& database, const FieldDictionary& dictionary, Records& records, Outbox& outbox)
        : database_(database), dictionary_(dictionary), records_(records), outbox_(outbox) {}

    Result<void> begin();
    Result<void> note(const Id& brought);
    // Drops what was not brought, except what the shared store has never confirmed any part of.
    Result<void> end();

    // Whether every field the record has waits or was refused: then it is not from the shared store.
    Result<bool> is_unconfirmed(const Record& record);

private:
    Result<void> drop_kind(Kind kind);
    Result<void> drop_unknown_kinds();

    Database& database_;
    const FieldDictionary& dictionary_;
    Records& records_;
    Outbox& outbox_;
};

}  // namespace earshot::sync
