// sync/server/blob_store.hpp: the bytes of photos, voice notes and other attachments, each kept once under its hash.
//
//   begin() -> append() ... append() -> the hash is verified -> the blob is there
//
// An upload is a blob on its way in: only what has arrived in full and has the hash that was announced becomes a blob.
//
// Guarantees   B1  A blob that is there is whole, has the SHA-256 it goes by, and is on disk.
//              B2  append() that reports an upload as complete has made its blob durable, file and folder.
//              B3  Content that is there already is not taken again: such an upload is complete from the start.
//              B4  Nothing a stranger sends becomes part of a path: a blob is named by 64 hex digits, an upload by an
//              id
//                  of our own making; anything else is simply not there.
//              B5  An upload nobody finishes is forgotten `upload_life` after it began, with its bytes.
// Threads      Any. Two appends to one upload at the same time: the second is Errc::busy.
// Errors       not_found (no such blob or upload), invalid (the content has another hash than announced: the upload is
//              dropped), busy, full, io.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "platform/base/id.hpp"
#include "platform/base/result.hpp"
#include "platform/base/time.hpp"

namespace earshot::sync {

inline constexpr Duration upload_life{7 * 24 * 3'600'000};

struct NewUpload {
    Id device;  // who sends it, and the only one who may go on with it
    std::uint64_t length = 0;
    std::string sha256;
    std::string metadata;  // as it came, to be told again (tus: Upload-Metadata)
};

struct Upload {
    std::string id;
    NewUpload what;
    std::uint64_t offset = 0;  // bytes that have arrived
    WallTime expires;

    bool is_complete() const { return offset == what.length; }
};

enum class BlobState : std::uint8_t {
    missing,
    sound,
    damaged,  // it cannot be read, or has another hash than it goes by: the disk changed it, or somebody did
};

class BlobStore {
public:
    virtual ~BlobStore() = default;

    // Its size; empty when it is not there.
    virtual Result<std::optional<std::uint64_t>> size(std::string_view sha256) = 0;
    // Up to `length` bytes from there on.
    virtual Result<std::string> read(std::string_view sha256, std::uint64_t from, std::size_t length) = 0;
    // Reads all of it.
    virtual Result<BlobState> examine(std::string_view sha256) = 0;

    virtual Result<Upload> begin(const NewUpload& what, WallTime now) = 0;
    virtual Result<std::optional<Upload>> find(std::string_view id, WallTime now) = 0;
    // `bytes` belong at `offset`, and do not go past the length that was announced. Taken only if the upload stands
    // there; what comes back says where it stands now.
    virtual Result<Upload> append(std::string_view id, std::uint64_t offset, std::string_view bytes, WallTime now) = 0;
    // Forgets the upload; a blob that it has become stays.
    virtual Result<void> drop(std::string_view id) = 0;
    // Takes blobs out of the store for good, with what has arrived of them in uploads, unless somebody is sending to
    // one just then; what is not there is no trouble.
    virtual Result<void> remove(std::span<const std::string> hashes) = 0;
    // Forgets the uploads that are too old. How many they were.
    virtual Result<int> expire(WallTime now) = 0;
};

}  // namespace earshot::sync
