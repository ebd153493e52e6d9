// sync/server/shared_store.hpp: the company's store as the server needs it. Two homes: embedded SQLite, and
// PostgreSQL, which several server processes share.
//
// Guarantees   S1  What a call reports as done is on disk; what it reports as failed changed nothing. With unavailable
//                  the answer of the database was lost: all of it was done or nothing, and repeating it is safe.
//              S2  Every stored record has a feed sequence, assigned inside the commit that changed it; a record
//                  appears once, at its newest sequence; a reader never passes a sequence whose transaction can still
//                  commit.
//              S3  Pushing the same records again changes nothing and gives the same verdicts.
//              S4  A reader gets what its role and site may see (roles.hpp, consent.hpp), and nothing whose consent has
//                  ended; a writer writes what its role may.
//              S5  What an erasure (sync/model/erasure.hpp) takes is empty for good, whoever pushes it again; its bytes
//                  are gone from the store's files when the push that brought it returns, or soon after; those that
//                  lie in free parts of a large store, within a day (overwrite_erased()).
// Threads      Any; an answer synchronises inside.
// Errors       full, busy, unavailable, io, corrupt; denied where said. The message is for the keeper.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/model/roles.hpp"
#include "sync/protocol/exchange.hpp"
#include "sync/server/audit.hpp"
#include "sync/server/told_page.hpp"

namespace earshot::sync {

struct EnrolledDevice {
    Id device;
    Role role = Role::teller;
    std::string site, name;
    WallTime enrolled;
    std::optional<WallTime> last_heard;
    std::int64_t cursor = 0;  // the largest it ever said it had applied
    bool revoked = false;
    // Which of the databases under its token speaks; set by the server for push() and feed().
    Turn turn;

    // Under what id it writes: its own, unless it is a copy (model/turn.hpp).
    const Id& writer() const { return turn.incarnation.is_nil() ? device : turn.incarnation; }
};

// How far one of the databases under a device's token has come.
struct Speaker {
    Turn turn;
    std::int64_t cursor = 0;  // the largest it ever said it had applied
};

// What a store is when a device begins to speak with it.
struct Standing {
    std::string epoch;               // names this very history of the store; another one after a restore
    std::int64_t last_sequence = 0;  // the feed's newest
    // The largest sequence that a purged record had (purge_tombstones); 0: none. Whoever has read less may hold one.
    std::int64_t purged_sequence = 0;
    std::optional<Speaker> speaker = {};  // empty: nobody has spoken under this incarnation yet
};

// Who writes what the keeper writes at the server itself.
EnrolledDevice keeper_at_the_server();

struct EnrolmentCode {
    std::string code;  // eight letters and digits without hyphen
    Role role = Role::teller;
    std::string site;
    WallTime valid_until;
};

// What a reader asks of the feed.
struct FeedRequest {
    std::int64_t cursor = 0;
    std::int64_t bytes = 0;  // about how much
    WallTime now;            // consent ends by the day
    // Reading a snapshot that began at this sequence: tombstones up to it are left out, the reader's own records are
    // not.
    std::optional<std::int64_t> snapshot_began = {};
};

struct FeedPage {
    std::string records;    // their wire forms (protocol/record_codec.hpp) in feed order, with commas between them
    std::size_t count = 0;  // of them
    std::int64_t cursor = 0;
    bool more = false;
};

class SharedStore {
public:
    virtual ~SharedStore() = default;

    virtual Result<Standing> standing(const Id& incarnation) = 0;
    // Parts of it.
    Result<std::string> epoch();
    Result<std::int64_t> last_sequence();
    virtual Result<std::string> company() = 0;
    virtual Result<void> set_company(std::string_view name) = 0;

    // Merges each record into the store and notes that `from` was heard at `now` and has applied everything up to its
    // `cursor`; one verdict each, one durable commit for all, which others may share. What is stamped far ahead is not
    // stored (stamp_limit.hpp). `told` is called once, before this returns or later by another thread, which it must
    // not hold up.
    using Told = std::function<void(Result<std::vector<Verdict>>)>;
    virtual void push_later(EnrolledDevice from, std::int64_t cursor, std::vector<Record> records, WallTime now,
                            Told told) = 0;
    // The same, and waits for it.
    Result<std::vector<Verdict>> push(const EnrolledDevice& from, std::int64_t cursor, std::span<const Record> records,
                                      WallTime now);
    // Records after the cursor, as the reader may be told them, until about that many bytes are reached. What the
    // reader wrote alone is left out, unless it asks for a part that it had applied before: then it was restored from a
    // backup.
    virtual Result<FeedPage> feed(const EnrolledDevice& reader, const FeedRequest& request) = 0;

    // A page of the living stories, newest first, as the reader may be told them, with their echoes and attachments.
    // Found by an index: how long it takes depends on the page, and on the stories of the month where it names one, not
    // on how much the store holds.
    virtual Result<ToldPage> stories(const EnrolledDevice& reader, const StoryRequest& request) = 0;
    // Those of these ids that some record has here, whatever its kind, deleted ones too; sorted.
    virtual Result<std::vector<Id>> known_among(std::span<const Id> ids) = 0;

    // Every erasure after the cursor, whatever their size: for a device that comes back and must know them before all
    // that lies between. The page's cursor is the one that was asked with.
    virtual Result<FeedPage> erasures(const EnrolledDevice& reader, std::int64_t cursor) = 0;

    // Forgets up to a thousand records that were deleted before then, with all their earlier values; how many. The
    // newest sequence stays, whatever it is of: sequences go on from it.
    virtual Result<std::int64_t> purge_tombstones(WallTime deleted_before) = 0;

    // What a keeper does with these, and what push() and enrol() do, is noted for the audit in the commit that does it.
    virtual Result<void> add_code(const EnrolmentCode& code, WallTime now) = 0;
    // Uses the code up and enrols the device under the hash of its token; the same device may repeat it while the code
    // is valid. Errc::denied when the code is unknown, another device's, or too old.
    virtual Result<EnrolledDevice> enrol(std::string_view code, const Id& device, std::string_view name,
                                         std::string_view token_hash, WallTime now) = 0;
    virtual Result<std::optional<EnrolledDevice>> find_device(std::string_view token_hash) = 0;
    // The largest clock value that was ever accepted (stamp_limit.hpp); 0: none.
    virtual Result<std::uint64_t> newest_clock() = 0;
    // In the order they were enrolled.
    virtual Result<std::vector<EnrolledDevice>> devices() = 0;
    // Its token is worth nothing from now on. Errc::not_found.
    virtual Result<void> revoke(const Id& device, WallTime now) = 0;
    // What changed nothing here: a backup, an export.
    virtual Result<void> note_deed(const AuditEntry& entry) = 0;
    // Entries in the order they were noted, until the visitor answers with an error.
    using AuditVisitor = std::function<Result<void>(const AuditEntry&)>;
    virtual Result<void> audit(const AuditQuery& query, const AuditVisitor& visit) = 0;
    // Whether this device may fetch the blob: a living attachment names it, or the device has brought it itself.
    virtual Result<bool> may_fetch(const EnrolledDevice& reader, std::string_view sha256) = 0;
    virtual Result<void> note_brought(const Id& device, std::string_view sha256) = 0;
    // The SHA-256 of every file that only deleted attachments name: its bytes may go.
    virtual Result<std::vector<std::string>> media_to_drop() = 0;
    // Writes files anew that still hold what was erased in their free parts, if there are any. Writers wait meanwhile.
    virtual Result<void> overwrite_erased() = 0;
    // An answer means that the store can read and write.
    virtual Result<void> check_health() = 0;
};

}  // namespace earshot::sync
