// sync/server/blobs/media_examination.hpp: which files the shared store's attachments name, and whether each is here
// and what it should be.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sync/server/blob_store.hpp"
#include "sync/server/keeper_store.hpp"

namespace earshot::sync {

// A file that a living attachment names.
struct NamedBlob {
    std::string sha256;
    std::string name;  // as a keeper may look for it: "lamp.jpg, of story 019a4f2e-..."
};
// By hash, each once.
Result<std::vector<NamedBlob>> named_blobs(KeeperStore& store, WallTime now);

struct MediaExamination {
    std::int64_t named = 0;
    std::vector<NamedBlob> missing;  // still on the device that made them, or lost
    std::vector<NamedBlob> damaged;
};

// Told after each file.
using FilesDone = std::function<void(std::int64_t done, std::int64_t of)>;

// Reads every named file to its end.
Result<MediaExamination> examine_media(KeeperStore& store, BlobStore& blobs, WallTime now, const FilesDone& told);

}  // namespace earshot::sync
