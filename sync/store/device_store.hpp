// sync/store/device_store.hpp: everything one device knows, in one SQLite database. The only place with device SQL.
//
// Guarantees   D1  What write(), save_draft(), settle() and apply() report as done is on disk (WAL, synchronous=FULL)
// and
//                  survives kill -9 and power loss; what they report as failed changed nothing.
//              D2  Every field written here waits in the outbox until the shared store accepted that very stamp.
//              D3  Pulled records and the cursor commit together; applying a page twice changes nothing.
//              D4  No value is overwritten without a trace: the losing one is kept (earlier_values).
//              D5  One process at a time: opening a folder that is in use is Errc::busy and says by whom.
//              D6  What an erasure takes is empty for good, whatever arrives later, and its bytes are gone from the
//                  database, its log, its media and the rolling backups when the call that learned of it returns; where
//                  the disk had trouble with that, after the next start that has none. What this device writes of a
//                  customer to be forgotten is left out: their reference, and every field that was erased.
// Threads      One at a time: whoever opened it. AsyncStore gives it a worker and everybody else an asynchronous door.
// Errors       Errc::full (disk full: what is safe, what to do), io, denied, corrupt (with the way to the newest
//              backup), too_new (a newer Earshot wrote it), invalid (with the field's name), not_found.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "platform/ports/clock.hpp"
#include "platform/ports/files.hpp"
#include "platform/ports/random.hpp"
#include "sync/model/erasure.hpp"
#include "sync/model/turn.hpp"
#include "sync/store/media_store.hpp"
#include "sync/store/story_query.hpp"

namespace earshot::sync {

struct Draft {
    std::string json;  // the presenter's own form
    WallTime began;
    WallTime saved;
};

// How the shared store's feed is being read.
enum class Reading : std::uint8_t {
    everything,  // with every deletion
    compact,     // by a device that is new and has nothing to unlearn: without deletions from before it began
    unlearning,  // likewise, by a device that was away for too long: what is not brought is dropped in the end
};

struct StoreStatus {
    std::int64_t stories = 0;
    std::int64_t waiting = 0;  // records with something the shared store has not confirmed
    std::int64_t waiting_stories = 0;
    std::int64_t refused = 0;
    std::int64_t bytes = 0;   // the database on disk
    std::int64_t cursor = 0;  // how far the shared store's feed has been read
    std::int64_t began = 0;   // its newest sequence when this device began to read it
    Reading reading = Reading::everything;
    std::optional<WallTime> last_agreed;  // the last exchange after which nothing waited and nothing more was to come
};

// One record on its way out: only the fields that wait, with the change number that settle() needs.
struct OutgoingRecord {
    Record record;
    std::int64_t change = 0;
};

// What the shared store said of one outgoing record.
struct Settlement {
    Id id;
    std::int64_t change = 0;
    std::string refusal;  // empty: accepted
};

struct RefusedRecord {
    Kind kind = Kind::story;
    Id id;
    std::string reason;
    WallTime at;
};

struct KeptEarlierValue {
    std::string field;
    Value value;
    Stamp stamp;
};

// What was found out and mended by itself, for a person to read once. Kept in the setting of that name until somebody
// has read it and empties it.
enum class Notice : std::uint8_t {
    none,
    copy,  // this database was a copy of one that went on; it is a device of its own now
};
inline constexpr std::string_view notice_setting = "notice";
Notice notice_named(std::string_view name);  // what the setting holds; unknown: none

class DeviceStore {
public:
    struct Options {
        std::string folder;  // made when missing; holds earshot.db, earshot.lock, backups/, media/
        bool in_memory =
            false;        // for tests and pictures: no database file, no lock; only media/, where `folder` is said
        std::string vfs;  // SQLite VFS by name, for the simulator; empty: the platform's
    };
    static Result<std::unique_ptr<DeviceStore>> open(const Options&, platform::Files&, platform::Clock&,
                                                     platform::Random&);
    virtual ~DeviceStore() = default;

    // What this database writes as: made when the database was, and again when it turns out to be a copy.
    virtual Id device() const = 0;
    // The id its token was given to.
    virtual Result<Id> enrolled_as() = 0;

    // Stamps, checks and stores edits in one durable commit, and queues them for sending. All or nothing. A write that
    // says what is there already is no write. In a set, members that the edit does not name stay as they are.
    virtual Result<void> write(std::span<const Edit> edits) = 0;

    // Writes erasures (sync/model/erasure.hpp) and carries them out here at once. A dry run only says what they reach.
    virtual Result<ErasureReach> forget(std::span<const Edit> erasures, bool dry_run) = 0;

    // Reading a story leaves out what its consent keeps from whoever uses this device, by today's date: its words, what
    // is personal, and earlier ones of both (sync/model/consent.hpp). It stays in lists and counts.
    virtual Result<Record> find(Kind kind, const Id& id) = 0;
    // Ids that start with these hex digits, at most two: for people who type a short id.
    virtual Result<std::vector<Id>> find_stories_by_prefix(std::string_view hex_digits) = 0;
    virtual Result<StoryRow> find_row(const Id& story) = 0;
    virtual Result<StoryPage> list(const StoryQuery& query) = 0;
    // Stories of that query by stage (limit and after are not looked at), every stage of the table, in order of
    // position; after them what no stage of the table explains.
    virtual Result<std::vector<StageCount>> count_by_stage(const StoryQuery& query) = 0;
    // Stories of that query by site (limit and after are not looked at), sites without any left out, in order of key.
    virtual Result<std::vector<SiteCount>> count_by_site(const StoryQuery& query) = 0;
    virtual Result<std::int64_t> count(const StoryQuery& query) = 0;
    // Every undeleted record of a small kind (stages, sites, themes, ...): by position where the kind has one,
    // otherwise by id, which is the order they were made in.
    virtual Result<std::vector<Record>> all(Kind kind) = 0;
    // Undeleted echoes, replies, receipts or attachments of one story, oldest first.
    virtual Result<std::vector<Record>> of_story(Kind kind, const Id& story) = 0;
    // The latest first.
    virtual Result<std::vector<KeptEarlierValue>> earlier_values(const Id& record) = 0;
    // Every story of the query (limit and after are not looked at) with its number of echoes, newest first, one at a
    // time; stops when the visitor returns an error.
    virtual Result<void> visit_stories(const StoryQuery& query,
                                       const std::function<Result<void>(const Record&, int echoes)>& visit) = 0;

    // The one draft of this device.
    virtual Result<void> save_draft(std::string_view json) = 0;
    virtual Result<void> drop_draft() = 0;
    virtual Result<std::optional<Draft>> draft() = 0;

    // Small named texts of this device: server, token, device_name, site, language, theme, text_scale, ... Empty when
    // not set.
    virtual Result<std::string> setting(std::string_view name) = 0;
    virtual Result<void> set_setting(std::string_view name, std::string_view value) = 0;

    // Waiting records, oldest change first, until `records` or about `bytes` of text are reached. Refused ones are left
    // out.
    virtual Result<std::vector<OutgoingRecord>> outgoing(std::size_t records, std::size_t bytes) = 0;
    // One durable commit. A record that changed again after `change` keeps waiting.
    virtual Result<void> settle(std::span<const Settlement> settlements) = 0;
    // Merges a page of the feed and moves the cursor, in one durable commit.
    virtual Result<void> apply(std::span<const Record> records, std::int64_t cursor) = 0;
    // The shared store is not the one the cursor speaks of (restored or replaced): everything waits again, the cursor
    // returns to 0. `began`: the newest sequence of its feed. A device that never knew a store reads it compactly; one
    // that did writes under a new name from here on, since the store may have forgotten its latest turns.
    virtual Result<void> start_over(std::string_view epoch, std::int64_t began = 0) = 0;
    // This device was away for longer than the shared store remembers deletions: its cursor returns to 0, and until
    // end_snapshot() it sends only records that the shared store has never confirmed any part of.
    virtual Result<void> begin_snapshot(std::int64_t began) = 0;
    // The feed has been read to its end. After an unlearning reading, what it did not bring and what the shared store
    // once had is dropped: it was deleted there, and deleting wins over edits made here meanwhile. One durable commit;
    // until then nothing was dropped, and after a crash the reading goes on.
    virtual Result<void> end_snapshot() = 0;
    virtual Result<std::string> epoch() = 0;

    // The last push of this database (model/turn.hpp), and, durably, the next one: another only after settle(), which
    // is called with the answer to the last.
    virtual Result<Turn> turn() = 0;
    virtual Result<Turn> next_turn() = 0;
    // This database is a copy of one that went on. From here it writes as a device of its own, under the same token:
    // everything waits again and is fetched again, so that neither misses what the other did. A store that is opened
    // from a backup does this by itself.
    //
    // What waits and is stamped far past `count_from`, where the shared store's clock stands, is stamped anew; and what
    // waited when the last turn was taken, right behind what else this database holds: the other may have had the same
    // writes corrected, and they may have been written over since; they must not come back as the newest.
    virtual Result<void> become_another(std::uint64_t count_from) = 0;

    // What the shared store's clock shows at this moment: from here on stamps go by it, not by this device's wall
    // clock.
    virtual void note_server_time(WallTime now) = 0;
    // Stamps anew what waits, or was refused, with a clock value past `count_from`, in the order it was written.
    virtual Result<void> correct_stamps(std::uint64_t count_from) = 0;

    virtual Result<void> note_agreement() = 0;
    virtual Result<std::vector<RefusedRecord>> refused() = 0;
    // Puts refused records back in the queue (after a correction, or on demand).
    virtual Result<void> retry_refused() = 0;

    // Photos, voice notes and other attachments.
    virtual MediaStore& media() = 0;

    virtual Result<StoreStatus> status() = 0;
    // A consistent copy of the database in a new file, while work goes on.
    virtual Result<void> backup(const std::string& file) = 0;
    // At most one a day, the last seven kept, in backups/.
    virtual Result<void> roll_backup() = 0;
    // What is wrong with the stored data, in plain words; empty: nothing.
    virtual Result<std::vector<std::string>> examine() = 0;
    // Grows with every commit; a reader compares it to know that something changed.
    virtual std::uint64_t revision() const = 0;
};

}  // namespace earshot::sync
