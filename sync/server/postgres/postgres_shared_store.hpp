// sync/server/postgres/postgres_shared_store.hpp: the shared store in one PostgreSQL database, which several server
// processes may serve at the same time.
//
// Nothing is connected before it is needed, and everything again after PostgreSQL went away: a call in between fails
// with Errc::unavailable and has done all of its work or nothing. With several hosts in the address, the one that takes
// writes is used, so that a promoted standby is found without anybody's help.
//
// The order of the feed is kept by the commit section (push_batch.hpp); pushes of one process that arrive together
// share a commit (batch_queue.hpp).
//
// Threads  any
#pragma once

#include <atomic>
#include <mutex>

#include "platform/ports/random.hpp"
#include "sync/server/batch_queue.hpp"
#include "sync/server/keeper_store.hpp"
#include "sync/server/postgres/history.hpp"
#include "sync/server/postgres/pool.hpp"
#include "sync/server/postgres/push_batch.hpp"
#include "sync/server/shared_push.hpp"

namespace earshot::sync {

class PostgresSharedStore : public KeeperStore {
public:
    struct Options {
        std::string address;        // postgres://USER@HOST:PORT,HOST2:PORT2/DATABASE
        bool must_exist = false;    // Errc::not_found from every call instead of a new store
        Duration patience{30'000};  // with a server that says nothing
        // Where pushes are stored, so that nobody waits who need not; it must outlive the store. Without one whoever
        // comes first stores for all that come meanwhile.
        platform::Worker* writing = nullptr;
    };
    // Errc::invalid when the address cannot be read. `random` must outlive the store.
    static Result<std::unique_ptr<PostgresSharedStore>> open(const Options&, platform::Random&);

    Result<Standing> standing(const Id& incarnation) override;
    Result<std::string> company() override;
    Result<void> set_company(std::string_view name) override;
    void push_later(EnrolledDevice from, std::int64_t cursor, std::vector<Record> records, WallTime now,
                    Told told) override;
    Result<FeedPage> feed(const EnrolledDevice& reader, const FeedRequest& request) override;
    Result<FeedPage> erasures(const EnrolledDevice& reader, std::int64_t cursor) override;
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

    // Pushes that will share the next commit.
    std::size_t waiting_pushes() const { return pushes_.waiting(); }

private:
    PostgresSharedStore(const Options& options, postgres::ConnectionString address, platform::Random& random);
    Result<void> prepare(postgres::Connection& connection);
    struct WaitingPush {
        postgres::PushJob job;
        Told told;
        std::size_t weight;
    };
    using Pushes = BatchQueue<WaitingPush>;
    void carry(const Pushes::Batch& batch);
    // The verdicts of each.
    std::vector<Result<std::vector<Verdict>>> store(std::span<const postgres::PushJob* const> jobs);
    // `work` with what is known of erasures, which is what the store of this connection has, or less.
    template <class Work>
    auto with_known(Work work) -> decltype(work(std::declval<postgres::Connection&>()));
    // After a commit that erased, and now and then while its bytes are still there.
    void clean_up_after_erasing(bool at_once, WallTime now);

    const Options options_;
    platform::Random& random_;
    postgres::Pool pool_;
    postgres::History history_;
    std::mutex known_mutex_;
    KnownErasures known_;                        // under the mutex
    std::atomic<bool> is_other_store_ = true;    // what is known may be that of another store
    std::atomic<std::int64_t> clean_up_at_ = 0;  // not before, by the clock of whoever pushes
    Pushes pushes_;                              // last: it uses all of the above
};

}  // namespace earshot::sync
