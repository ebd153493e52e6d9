// sync/server/sqlite/sqlite_shared_store.hpp: the shared store in one SQLite database, shared.db in its folder.
//
// One connection writes, for many callers at a time (group_commit.hpp); each reading call borrows a connection of its
// own, so that nobody who pulls waits for somebody who pushes. The keeper's commands open the same database from other
// processes at the same time; only one process serves, which serving_lock() holds to.
//
// Threads  any
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/ports/files.hpp"
#include "platform/ports/random.hpp"
#include "sync/server/keeper_store.hpp"
#include "sync/server/sqlite/group_commit.hpp"
#include "sync/server/sqlite/shared_erasures.hpp"
#include "sync/store/database.hpp"

namespace earshot::sync {

class SqliteSharedStore : public KeeperStore {
public:
    struct Options {
        std::string folder;       // made when missing
        std::string vfs;          // SQLite VFS by name, for the simulator; empty: the platform's
        bool must_exist = false;  // Errc::not_found instead of a new store
        // A store of more bytes is not written anew with each erasure, but with overwrite_erased(): about a second for
        // each 100 MB, while writers wait.
        std::int64_t rewritten_at_once = 64 << 20;
        // Where everything is written, so that nobody waits who need not; it must outlive the store. Without one
        // whoever comes first writes for all that come meanwhile.
        platform::Worker* writing = nullptr;
    };
    // `files` and `random` must outlive the store.
    static Result<std::unique_ptr<SqliteSharedStore>> open(const Options&, platform::Files&, platform::Random&);
    ~SqliteSharedStore() override;

    // Held while serving, and by whoever restores. Errc::busy, saying by whom, when another process serves from this
    // folder. What a restore that was cut short left there is removed.
    static Result<std::unique_ptr<platform::FileLock>> serving_lock(const std::string& folder, platform::Files&);
    // Puts a backup in the place of the store, under a new epoch, so that devices send again what the backup misses;
    // the audit of what takes its place says so. The former database is kept beside it; answers its name, empty when
    // there was none. Nobody may be serving.
    static Result<std::string> restore(const std::string& folder, const std::string& backup, platform::Files&,
                                       platform::Random&, WallTime now, const std::string& vfs = {});

    Result<Standing> standing(const Id& incarnation) override;
    Result<std::string> company() override;
    Result<void> set_company(std::string_view name) override;
    void push_later(EnrolledDevice from, std::int64_t cursor, std::vector<Record> records, WallTime now,
                    Told told) override;
    Result<FeedPage> erasures(const EnrolledDevice& reader, std::int64_t cursor) override;
    Result<FeedPage> feed(const EnrolledDevice& reader, const FeedRequest& request) override;
    Result<ToldPage> stories(const EnrolledDevice& reader, const StoryRequest& request) override;
    Result<std::vector<Id>> known_among(std::span<const Id> ids) override;
    Result<std::int64_t> purge_tombstones(WallTime deleted_before) override;
    Result<void> add_code(const EnrolmentCode& code, WallTime now) override;
    Result<EnrolledDevice> enrol(std::string_view code, const Id& device, std::string_view name,
                                 std::string_view token_hash, WallTime now) override;
    Result<std::optional<EnrolledDevice>> find_device(std::string_view token_hash) override;
    Result<std::uint64_t> newest_clock() override;
    Result<std::vector<EnrolledDevice>> devices() override;
    Result<void> revoke(const Id& device, WallTime now) override;
    Result<void> note_deed(const AuditEntry& entry) override;
    Result<void> audit(const AuditQuery& query, const AuditVisitor& visit) override;
    Result<bool> may_fetch(const EnrolledDevice& reader, std::string_view sha256) override;
    Result<void> note_brought(const Id& device, std::string_view sha256) override;
    Result<std::vector<std::string>> media_to_drop() override;
    Result<void> overwrite_erased() override;
    Result<void> check_health() override;

    Result<ErasureReach> forget(std::span<const Record> erasures, WallTime now, bool dry_run) override;
    Result<std::string> erasure_salt() override;
    Result<std::vector<std::string>> examine() override;
    Result<void> visit(std::string_view kind, WallTime now,
                       const std::function<Result<void>(std::string_view record)>& visit) override;
    Result<StoreTotals> totals() override;
    Result<std::int64_t> size() override;
    Result<std::optional<WallTime>> last_backup() override;
    Result<std::string> service() override;
    Result<void> begin_new_epoch(WallTime now) override;

    // A consistent copy in a new file, while work goes on; examined when it is written. How many records it holds.
    Result<std::int64_t> backup(const std::string& file);

private:
    static constexpr const char* arriving_file = "/shared.db.arriving";  // while restore() is under way

    SqliteSharedStore(const Options& options, platform::Files& files, platform::Random& random)
        : options_(options), files_(files), random_(random) {}
    std::string file() const;
    Result<void> open();
    // What a new store begins with, and what rows of an older program lack.
    Result<void> prepare_rows();
    Result<std::unique_ptr<Database>> connect() const;
    // Runs `work` with the writing connection, as part of one durable commit. Perhaps more than once; the last counts.
    template <class Work>
    auto write(Work work, std::size_t weight = 1) -> decltype(work(std::declval<Database&>()));
    // Runs `work` with a connection that nobody else uses meanwhile.
    template <class Work>
    auto read(Work work) -> decltype(work(std::declval<Database&>()));
    std::string erasure_log() const;
    // After a commit that erased: the bytes, and the log that outlives an older backup. Holds the writer's mutex.
    void clean_up_after_erasing();
    Result<void> write_erasure_log();

    const Options options_;
    platform::Files& files_;
    platform::Random& random_;
    std::unique_ptr<Database> writer_;
    std::unique_ptr<GroupCommit> commits_;
    KnownErasures known_;  // for whoever leads a commit
    std::mutex readers_mutex_;
    std::vector<std::unique_ptr<Database>> readers_;  // those nobody is using
};

}  // namespace earshot::sync
