// sync/server/upkeep.hpp: what a shared store does by itself, whether or not a device asks.
//
//   each minute   tombstones that are old enough are purged, some at a time
//   each hour     the bytes of media that were deleted or erased go, and uploads that nobody finished
//   each day      what was erased is overwritten where it lay in a large store
//
// Guarantees   All of it is due at the start. Setting the clock changes nothing about when. Trouble with one of them is
//              logged and keeps no other from being done; it is tried again a minute later.
// Threads      one at a time
#pragma once

#include <array>

#include "platform/ports/clock.hpp"
#include "sync/server/blob_store.hpp"
#include "sync/server/shared_store.hpp"

namespace earshot::sync {

class Upkeep {
public:
    // All must outlive it. `blobs` is null where no media are kept. `tombstones_kept` is how long a device may be away
    // and still unlearn what was deleted meanwhile.
    Upkeep(SharedStore& store, BlobStore* blobs, const platform::Clock& clock, Duration tombstones_kept)
        : store_(store), blobs_(blobs), clock_(clock), tombstones_kept_(tombstones_kept) {}

    // Does what is due, however long it takes; when to come again.
    Instant step(Instant now);

private:
    struct Duty {
        const char* name;
        Duration every;
        Result<void> (Upkeep::*carry_out)();
        Instant due{};
    };

    Result<void> purge_tombstones();
    Result<void> remove_media();
    Result<void> expire_uploads();
    Result<void> overwrite_erased();

    SharedStore& store_;
    BlobStore* const blobs_;
    const platform::Clock& clock_;
    const Duration tombstones_kept_;
    std::array<Duty, 4> duties_{{
        {"purge", Duration{60'000}, &Upkeep::purge_tombstones},
        {"media", Duration{3'600'000}, &Upkeep::remove_media},
        {"uploads", Duration{3'600'000}, &Upkeep::expire_uploads},
        {"overwrite_erased", Duration{86'400'000}, &Upkeep::overwrite_erased},
    }};
};

}  // namespace earshot::sync
