#include "sync/server/blobs/media_copy.hpp"

#include "platform/host/sha256.hpp"
#include "sync/server/blobs/folder_blob_store.hpp"

namespace earshot::sync {
namespace {

BlobState copy_one(const std::string& from, const std::string& to, const std::string& sha256, platform::Files& files,
                   Result<void>& outcome) {
    const auto bytes = files.read(from);
    if (!bytes) return bytes.error().code == Errc::not_found ? BlobState::missing : BlobState::damaged;
    if (platform::sha256_hex(*bytes) != sha256) return BlobState::damaged;
    outcome = files.make_folder(to.substr(0, to.rfind('/')));
    if (outcome) outcome = files.write_atomic(to, *bytes);
    if (!outcome) return BlobState::sound;
    const auto written = platform::sha256_of_file(files, to);
    if (!written || *written != sha256)
        outcome =
            Error{Errc::io, to + " does not read as it was written. Look at the disk it lies on, then copy again."};
    return BlobState::sound;
}

template <class IsThere>
Result<MediaCopy> copy_all(const std::string& from, const std::string& to, KeeperStore& store, platform::Files& files,
                           WallTime now, const FilesDone& told, IsThere is_there) {
    EARSHOT_TRY(std::vector<NamedBlob> named, named_blobs(store, now));
    MediaCopy copy;
    std::int64_t done = 0;
    const auto count = static_cast<std::int64_t>(named.size());
    for (NamedBlob& blob : named) {
        if (!platform::is_sha256_hex(blob.sha256)) continue;  // Nothing a stranger wrote becomes part of a path.
        const std::string source = path_of_blob(from, blob.sha256), target = path_of_blob(to, blob.sha256);
        EARSHOT_TRY(const bool there, is_there(source, target, blob.sha256));
        if (there) {
            copy.here_already += 1;
        } else {
            Result<void> outcome;
            const BlobState state = copy_one(source, target, blob.sha256, files, outcome);
            EARSHOT_CHECK(outcome);
            if (state == BlobState::sound) copy.copied += 1;
            if (state == BlobState::missing) copy.missing.push_back(std::move(blob));
            if (state == BlobState::damaged) copy.damaged.push_back(std::move(blob));
        }
        told(++done, count);
    }
    return copy;
}

}  // namespace

Result<MediaCopy> copy_media_to(const std::string& copy, KeeperStore& store, const std::string& data,
                                platform::Files& files, WallTime now, const FilesDone& told) {
    EARSHOT_CHECK(files.make_folder(copy));
    const auto is_there = [&](const std::string& source, const std::string& target,
                              const std::string&) -> Result<bool> {
        const auto there = files.size(target);
        if (!there && there.error().code == Errc::not_found) return false;
        if (!there) return there.error();
        const auto wanted = files.size(source);
        return !wanted || *wanted == *there;
    };
    EARSHOT_TRY(MediaCopy made, copy_all(data + "/blobs", copy, store, files, now, told, is_there));
    EARSHOT_TRY(const auto gone, store.media_to_drop());
    for (const std::string& sha256 : gone) {
        if (!platform::is_sha256_hex(sha256)) continue;
        const auto removed = files.remove(path_of_blob(copy, sha256));
        if (!removed && removed.error().code != Errc::not_found) return removed.error();
        if (removed) made.removed += 1;
    }
    return made;
}

Result<MediaCopy> bring_media_from(const std::string& copy, KeeperStore& store, const std::string& data,
                                   platform::Files& files, WallTime now, const FilesDone& told) {
    const auto is_there = [&](const std::string&, const std::string& target,
                              const std::string& sha256) -> Result<bool> {
        const auto hash = platform::sha256_of_file(files, target);
        return hash && *hash == sha256;
    };
    return copy_all(copy, data + "/blobs", store, files, now, told, is_there);
}

}  // namespace earshot::sync
