// sync/store/media_store.hpp: the bytes of photos, voice notes and other attachments on one device.
//
// A blob goes by its SHA-256. The device holds it, owes it to the shared store, wants it from there, or only knows that
// it exists. Attachment records say which blobs a story has; they travel like every record, with or without their
// bytes.
//
//   keep() -> an attachment is written -> next_to_send() -> settle_sent()
//   an attachment arrives -> next_to_fetch() -> take_part() ... complete()
//
// Guarantees   M1  What keep() and complete() report as done is on disk under its hash, verified.
//              M2  Bytes the shared store has not confirmed are never thrown away while an attachment names them.
//              M3  Nothing but 64 small hex digits ever becomes part of a path.
//              M4  A blob whose last attachment was removed is neither sent nor fetched; tidy() removes its
//                  file, and an erasure does so at once.
//              M5  What the draft names stays, and is not sent, until the draft lets go of it: then its file goes at
//                  once, unless an attachment names it by now.
// Threads      As DeviceStore.
// Errors       not_found (the device does not hold it), corrupt (the file is not what its hash says; it was set aside
// to be
//              fetched again), full, io, denied (a store in memory without a folder keeps no files).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.hpp"
#include "platform/base/time.hpp"

namespace earshot::sync {

// How much a blob is wanted that is not here; what is wanted more is fetched first.
enum class Want : std::uint8_t {
    not_now,   // until a person asks for it
    original,  // small enough to come by itself
    thumbnail,
    asked_for,  // a person waits for it
};
inline constexpr std::int64_t small_original_bytes = 256 * 1024;
inline constexpr std::int64_t media_cache_bytes_default = std::int64_t{512} * 1024 * 1024;
// The setting with another limit, in bytes.
inline constexpr std::string_view media_cache_setting = "media_cache_bytes";

struct MediaState {
    std::int64_t bytes = 0;  // 0: not known
    bool held = false;       // here, whole
    bool confirmed = false;  // the shared store has it
    Want wanted = Want::not_now;
    std::optional<WallTime> missing_since;  // the shared store does not have it (yet)
};

struct MediaToSend {
    std::string sha256;
    std::int64_t bytes = 0;
    std::string upload;  // where its upload goes on; empty: not begun
    std::string name, media_type;
    int failures = 0;
};

struct MediaToFetch {
    std::string sha256;
    std::int64_t bytes = 0;    // 0: not known
    std::int64_t arrived = 0;  // of them, so far
    Want wanted = Want::original;
    int failures = 0;
};

struct MediaTotals {
    std::int64_t to_send = 0, bytes_to_send = 0;
    std::int64_t to_fetch = 0, bytes_to_fetch = 0;  // wanted; without what is missing
    std::int64_t missing = 0;                       // wanted, but the shared store does not have it yet

    bool operator==(const MediaTotals&) const = default;
    std::int64_t waiting() const { return to_send + to_fetch + missing; }
};

class MediaStore {
public:
    virtual ~MediaStore() = default;

    // Puts bytes on disk and answers their hash. They wait to be sent once an attachment names them.
    virtual Result<std::string> keep(std::string_view bytes) = 0;
    // Errc::not_found: this device has never heard of it.
    virtual Result<MediaState> find(std::string_view sha256) = 0;
    // All of it, verified; notes that it was looked at.
    virtual Result<std::string> read(std::string_view sha256) = 0;
    // A person waits for it: it is fetched next, whatever was said about it before.
    virtual Result<void> ask_for(std::string_view sha256) = 0;

    virtual Result<MediaTotals> totals() = 0;

    // What to send next, the smallest first; empty: nothing, or nothing before a later time.
    virtual Result<std::optional<MediaToSend>> next_to_send(WallTime now) = 0;
    virtual Result<std::string> read_part(std::string_view sha256, std::int64_t from, std::size_t length) = 0;
    // Where its upload goes on; empty: it has to begin anew.
    virtual Result<void> note_upload(std::string_view sha256, std::string_view upload) = 0;
    virtual Result<void> settle_sent(std::string_view sha256) = 0;

    // What to fetch next, the most wanted first, the smallest of those.
    virtual Result<std::optional<MediaToFetch>> next_to_fetch(WallTime now) = 0;
    // `bytes` belong at `from`, which is not past what has arrived.
    virtual Result<void> take_part(std::string_view sha256, std::int64_t from, std::string_view bytes) = 0;
    // Everything has arrived: verifies it, and from then on holds it. Errc::corrupt: it was not that; the parts are
    // gone.
    virtual Result<void> complete(std::string_view sha256) = 0;
    // The shared store does not have it (yet); it is asked again then.
    virtual Result<void> note_missing(std::string_view sha256, WallTime now, WallTime again) = 0;
    // Neither sent nor fetched before then.
    virtual Result<void> postpone(std::string_view sha256, WallTime until) = 0;
    // Whatever was postponed may be tried now.
    virtual Result<void> try_all_now() = 0;

    // Keeps to the limit of the cache and removes what no attachment names any more. Does a bounded amount of work.
    virtual Result<void> tidy() = 0;
    // Every file against its hash: what is wrong, in plain words; empty: nothing.
    virtual Result<std::vector<std::string>> examine() = 0;
};

}  // namespace earshot::sync
