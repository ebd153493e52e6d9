// sync/server/blobs/media_copy.hpp: a copy of the shared store's photos and other files in a folder, and the way back.
//
// The folder is laid out as blobs/ is (<ab>/<sha256>), so a copy that any tool made of blobs/ is as good. A file never
// changes under its name: one that is there is read, and copied again only when it is not what its name says, so a copy
// that was interrupted goes on where it stopped and one that rots is mended. A file gets its name only when it is
// whole, on disk, and read back with the hash it goes by; a sound one is never written over.
//
// What was deleted or forgotten leaves the folder too, and never comes back from it: only what living attachments of
// the store name is copied, in either direction. Files that the store knows nothing of are left alone.
//
// Threads  none inside; the store may be served meanwhile
// Errors   io and full name the file; what was copied before stays. A damaged file stops nothing.
#pragma once

#include <string>
#include <vector>

#include "platform/ports/files.hpp"
#include "sync/server/blobs/media_examination.hpp"

namespace earshot::sync {

struct MediaCopy {
    std::int64_t copied = 0;
    std::int64_t mended = 0;        // were there, but damaged
    std::int64_t here_already = 0;  // and sound
    std::int64_t removed = 0;
    // Each in one of these at most.
    std::vector<NamedBlob> missing;  // where they were looked for, and where they were to go
    std::vector<NamedBlob> damaged;  // where they were looked for; not copied
    std::vector<NamedBlob> lost;     // missing where they were looked for, and damaged where they were to go
};

// From blobs/ of the data folder. Where the copy is sound the store's own file is not read, only measured: whether that
// one is sound too is for examine_media() to say.
Result<MediaCopy> copy_media_to(const std::string& copy, KeeperStore& store, const std::string& data,
                                platform::Files& files, WallTime now, const FilesDone& told);
// Into blobs/ of the data folder: what is missing or damaged there.
Result<MediaCopy> bring_media_from(const std::string& copy, KeeperStore& store, const std::string& data,
                                   platform::Files& files, WallTime now, const FilesDone& told);

}  // namespace earshot::sync
