// sync/server/media_examination.hpp: which files the shared store's attachments name, and which of them are not here.
#pragma once

#include "sync/server/blob_store.hpp"
#include "sync/server/keeper_store.hpp"

namespace earshot::sync {

struct MediaExamination {
    std::int64_t named = 0;    // blobs that living attachments name
    std::int64_t missing = 0;  // of them: still on the device that made them, or lost
};

Result<MediaExamination> examine_media(KeeperStore& store, BlobStore& blobs, WallTime now);

}  // namespace earshot::sync
