// sync/server/blobs/folder_blob_store.hpp: blobs as files in a folder.
//
//   blobs/ab/<sha256>   a blob; `ab` are its first two digits, so that no folder grows beyond what people's tools like
//   uploads/<id>        what an upload is: length, hash, device, when it ends, metadata
//   uploads/<id>.part   its bytes so far; their number is the offset
//
// There is no other state: after a crash an upload goes on where its file ends, and one whose blob is there is
// complete. What a power cut spoiled in a part shows when the hash is verified. Several processes may share a folder,
// as servers over one PostgreSQL do: two that append to one upload at the same moment can spoil it, which its hash
// shows.
#pragma once

#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "platform/ports/files.hpp"
#include "platform/ports/random.hpp"
#include "sync/server/blob_store.hpp"

namespace earshot::sync {

// Where a blob lies in a folder that is laid out as blobs/ is.
std::string path_of_blob(std::string_view folder, std::string_view sha256);

class FolderBlobStore : public BlobStore {
public:
    // Makes blobs/ and uploads/ in the folder. The ports must outlive the store.
    static Result<std::unique_ptr<FolderBlobStore>> open(const std::string& folder, platform::Files&,
                                                         platform::Random&);

    Result<std::optional<std::uint64_t>> size(std::string_view sha256) override;
    Result<std::string> read(std::string_view sha256, std::uint64_t from, std::size_t length) override;
    Result<BlobState> examine(std::string_view sha256) override;
    Result<Upload> begin(const NewUpload& what, WallTime now) override;
    Result<std::optional<Upload>> find(std::string_view id, WallTime now) override;
    Result<Upload> append(std::string_view id, std::uint64_t offset, std::string_view bytes, WallTime now) override;
    Result<void> drop(std::string_view id) override;
    Result<void> remove(std::span<const std::string> hashes) override;
    Result<int> expire(WallTime now) override;

private:
    class Hold;

    FolderBlobStore(std::string folder, platform::Files& files, platform::Random& random)
        : folder_(std::move(folder)), files_(files), random_(random) {}
    std::string blob_file(std::string_view sha256) const;
    std::string upload_file(std::string_view id) const;
    std::string part_file(std::string_view id) const;
    Result<std::optional<Upload>> load(std::string_view id, bool& is_blob);
    Result<void> finish(const Upload& upload);
    Result<void> forget(std::string_view id);

    const std::string folder_;
    platform::Files& files_;
    platform::Random& random_;
    std::mutex mutex_;
    std::set<std::string, std::less<>> held_;  // uploads somebody is appending to
};

}  // namespace earshot::sync
