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

// A file that the disk does not give back is damaged too: writing it anew may mend it.
BlobState state_of(const std::string& path, const std::string& sha256, const platform::Files& files) {
    const auto hash = platform::sha256_of_file(files, path);
    if (!hash && hash.error().code == Errc::not_found) return BlobState::missing;
    return hash && *hash == sha256 ? BlobState::sound : BlobState::damaged;
}

enum class Sources : std::uint8_t { trusted, measured };  // of files that are sound where they were to go

bool differ_in_length(const std::string& one, const std::string& other, const platform::Files& files) {
    const auto length = files.size(one), wanted = files.size(other);
    return length && wanted && *length != *wanted;
}

Result<MediaCopy> copy_all(const std::string& from, const std::string& to, KeeperStore& store, platform::Files& files,
                           WallTime now, const FilesDone& told, Sources sources) {
    EARSHOT_TRY(const std::vector<NamedBlob> named, named_blobs(store, now));
    MediaCopy copy;
    std::int64_t done = 0;
    const auto count = static_cast<std::int64_t>(named.size());
    for (const NamedBlob& blob : named) {
        if (!platform::is_sha256_hex(blob.sha256)) continue;  // Nothing a stranger wrote becomes part of a path.
        const std::string source = path_of_blob(from, blob.sha256), target = path_of_blob(to, blob.sha256);
        const BlobState there = state_of(target, blob.sha256, files);
        if (there == BlobState::sound) {
            copy.here_already += 1;
            if (sources == Sources::measured && differ_in_length(source, target, files)) copy.damaged.push_back(blob);
        } else {
            Result<void> outcome;
            const BlobState found = copy_one(source, target, blob.sha256, files, outcome);
            EARSHOT_CHECK(outcome);
            if (found == BlobState::sound) (there == BlobState::missing ? copy.copied : copy.mended) += 1;
            if (found == BlobState::missing) (there == BlobState::missing ? copy.missing : copy.lost).push_back(blob);
            if (found == BlobState::damaged) copy.damaged.push_back(blob);
        }
        told(++done, count);
    }
    return copy;
}

}  // namespace

Result<MediaCopy> copy_media_to(const std::string& copy, KeeperStore& store, const std::string& data,
                                platform::Files& files, WallTime now, const FilesDone& told) {
    EARSHOT_CHECK(files.make_folder(copy));
    EARSHOT_TRY(MediaCopy made, copy_all(data + "/blobs", copy, store, files, now, told, Sources::measured));
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
    return copy_all(copy, data + "/blobs", store, files, now, told, Sources::trusted);
}

}  // namespace earshot::sync
