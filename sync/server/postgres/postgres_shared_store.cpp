#include "sync/server/postgres/postgres_shared_store.hpp"

#include <utility>

#include "platform/base/log.hpp"
#include "sync/server/postgres/audit_rows.hpp"
#include "sync/server/postgres/blobs.hpp"
#include "sync/server/postgres/devices.hpp"
#include "sync/server/postgres/erasing.hpp"
#include "sync/server/postgres/feed.hpp"
#include "sync/server/postgres/push_batch.hpp"
#include "sync/server/postgres/schema.hpp"
#include "sync/server/postgres/story_rows.hpp"
#include "sync/server/postgres/tombstones.hpp"
#include "sync/server/postgres/upkeep.hpp"

namespace earshot::sync {

using postgres::Connection;
using postgres::PushJob;

Result<std::unique_ptr<PostgresSharedStore>> PostgresSharedStore::open(const Options& options,
                                                                       platform::Random& random) {
    EARSHOT_TRY(auto address, postgres::ConnectionString::parse(options.address));
    return std::unique_ptr<PostgresSharedStore>(new PostgresSharedStore(options, std::move(address), random));
}

PostgresSharedStore::PostgresSharedStore(const Options& options, postgres::ConnectionString address,
                                         platform::Random& random)
    : options_(options),
      random_(random),
      pool_({std::move(address), options.patience, [this](Connection& connection) { return prepare(connection); }}),
      pushes_({.jobs_most = 256}, options.writing, [this](const Pushes::Batch& batch) { carry(batch); }) {}

// Every new connection looks: the database behind it may be another one than that of the last.
Result<void> PostgresSharedStore::prepare(Connection& connection) {
    is_other_store_ = true;
    if (options_.must_exist) {
        EARSHOT_TRY(const bool found, postgres::holds_store(connection));
        if (!found) {
            return Error{Errc::not_found, "There is no shared store in that database at " + connection.server() +
                                              ". Start one with: earshot-server --store ... serve"};
        }
    }
    return postgres::bring_store_up_to_date(connection, random_);
}

// ---- what every exchange asks ---------------------------------------------------------------------------------------

Result<Standing> PostgresSharedStore::standing(const Id& incarnation) {
    return pool_.with([&](Connection& connection) { return history_.standing(connection, incarnation, random_); });
}

Result<std::string> PostgresSharedStore::company() {
    return pool_.with([](Connection& connection) { return postgres::meta_of(connection, "company"); });
}

Result<void> PostgresSharedStore::set_company(std::string_view name) {
    return pool_.with([&](Connection& connection) { return postgres::put_meta(connection, "company", name); });
}

void PostgresSharedStore::push_later(EnrolledDevice from, std::int64_t cursor, std::vector<Record> records,
                                     WallTime now, Told told) {
    const std::size_t weight = records.size();
    PushJob job{std::move(from), cursor, sync::prepare(std::move(records)), now};
    pushes_.add(std::make_unique<WaitingPush>(WaitingPush{std::move(job), std::move(told), weight}));
}

template <class Work>
auto PostgresSharedStore::with_known(Work work) -> decltype(work(std::declval<Connection&>())) {
    const std::lock_guard lock(known_mutex_);
    return pool_.with([&](Connection& connection) {
        // A standby that took over may lack erasures that were known; they must count as new when they come again.
        if (is_other_store_.exchange(false)) known_ = {};
        auto outcome = work(connection);
        if (!outcome) known_ = {};
        return outcome;
    });
}

void PostgresSharedStore::carry(const Pushes::Batch& batch) {
    std::vector<const PushJob*> jobs;
    for (const auto& push : batch)
        jobs.push_back(&push->job);
    auto verdicts = store(jobs);
    for (std::size_t i = 0; i < batch.size(); ++i)
        batch[i]->told(std::move(verdicts[i]));
}

std::vector<Result<std::vector<Verdict>>> PostgresSharedStore::store(std::span<const PushJob* const> jobs) {
    auto outcome = with_known([&](Connection& connection) { return postgres::store_pushes(connection, known_, jobs); });
    std::vector<Result<std::vector<Verdict>>> verdicts;
    // One that cannot be stored must not take the others with it.
    if (!outcome && jobs.size() > 1 && outcome.error().code != Errc::unavailable) {
        for (std::size_t i = 0; i < jobs.size(); ++i)
            verdicts.push_back(std::move(store(jobs.subspan(i, 1)).front()));
        return verdicts;
    }
    if (!outcome) return {jobs.size(), outcome.error()};
    bool erased = false;
    for (PushOutcome& push : *outcome) {
        erased = erased || push.erasures;
        verdicts.emplace_back(std::move(push.verdicts));
    }
    clean_up_after_erasing(erased, jobs.front()->now);
    return verdicts;
}

void PostgresSharedStore::clean_up_after_erasing(bool at_once, WallTime now) {
    constexpr std::int64_t every_ms = 60'000;
    if (!at_once && now.unix_ms < clean_up_at_) return;
    clean_up_at_ = now.unix_ms + every_ms;
    if (const auto done = pool_.with(postgres::clean_up_after_erasing); !done) {
        log_warning("erased_bytes_left",
                    "they are in free parts of the store; tried again in a minute: " + done.error().message);
    }
}

Result<FeedPage> PostgresSharedStore::feed(const EnrolledDevice& reader, const FeedRequest& request) {
    auto page = pool_.with([&](Connection& connection) { return postgres::read_feed(connection, reader, request); });
    if (page && page->cursor > request.cursor) history_.note(page->cursor);
    return page;
}

Result<FeedPage> PostgresSharedStore::erasures(const EnrolledDevice& /*reader*/, std::int64_t cursor) {
    return pool_.with([&](Connection& connection) { return postgres::read_erasures(connection, cursor); });
}

Result<ToldPage> PostgresSharedStore::stories(const EnrolledDevice& reader, const StoryRequest& request) {
    return pool_.with([&](Connection& connection) { return postgres::read_stories(connection, reader, request); });
}

Result<std::vector<Id>> PostgresSharedStore::known_among(std::span<const Id> ids) {
    return pool_.with([&](Connection& connection) { return postgres::known_among(connection, ids); });
}

Result<std::int64_t> PostgresSharedStore::purge_tombstones(WallTime deleted_before) {
    return pool_.with([&](Connection& connection) { return postgres::purge_tombstones(connection, deleted_before); });
}

// ---- devices --------------------------------------------------------------------------------------------------------

Result<void> PostgresSharedStore::add_code(const EnrolmentCode& code, WallTime now) {
    return pool_.with([&](Connection& connection) { return postgres::add_enrolment_code(connection, code, now); });
}

Result<EnrolledDevice> PostgresSharedStore::enrol(std::string_view code, const Id& device, std::string_view name,
                                                  std::string_view token_hash, WallTime now) {
    return pool_.with([&](Connection& connection) {
        return postgres::use_enrolment_code(connection, code, device, name, token_hash, now);
    });
}

Result<std::optional<EnrolledDevice>> PostgresSharedStore::find_device(std::string_view token_hash) {
    return pool_.with([&](Connection& connection) { return postgres::find_device_by_token(connection, token_hash); });
}

Result<std::uint64_t> PostgresSharedStore::newest_clock() {
    return pool_.with([](Connection& connection) { return postgres::newest_clock_in(connection); });
}

Result<std::vector<EnrolledDevice>> PostgresSharedStore::devices() {
    return pool_.with(postgres::all_devices);
}

Result<void> PostgresSharedStore::revoke(const Id& device, WallTime now) {
    return pool_.with([&](Connection& connection) { return postgres::revoke_device(connection, device, now); });
}

Result<void> PostgresSharedStore::note_deed(const AuditEntry& entry) {
    return pool_.with([&](Connection& connection) -> Result<void> {
        const postgres::Call call = postgres::add_entry(entry);
        EARSHOT_CHECK(connection.run(call.sql, call.arguments));
        return {};
    });
}

Result<void> PostgresSharedStore::audit(const AuditQuery& query, const AuditVisitor& visit) {
    return pool_.with_fresh([&](Connection& connection) { return postgres::visit_audit(connection, query, visit); });
}

// ---- blobs and erasures ---------------------------------------------------------------------------------------------

Result<bool> PostgresSharedStore::may_fetch(const EnrolledDevice& reader, std::string_view sha256) {
    return pool_.with(
        [&](Connection& connection) { return postgres::may_fetch_blob(connection, reader.device, sha256); });
}

Result<void> PostgresSharedStore::note_brought(const Id& device, std::string_view sha256) {
    return pool_.with([&](Connection& connection) { return postgres::note_blob_brought(connection, device, sha256); });
}

// Already done with the push, unless somebody held the tables.
Result<void> PostgresSharedStore::overwrite_erased() {
    return pool_.with(postgres::clean_up_after_erasing);
}

Result<std::vector<std::string>> PostgresSharedStore::media_to_drop() {
    return pool_.with(postgres::blobs_to_drop);
}

Result<ErasureReach> PostgresSharedStore::forget(std::span<const Record> erasures, WallTime now, bool dry_run) {
    EARSHOT_TRY(const PushOutcome outcome, with_known([&](Connection& connection) {
                    auto stored = postgres::store_erasures(connection, known_, erasures, now, dry_run);
                    if (dry_run) known_ = {};
                    return stored;
                }));
    if (!dry_run) clean_up_after_erasing(outcome.erasures, now);
    return outcome.reach;
}

Result<std::string> PostgresSharedStore::erasure_salt() {
    return with_known([&](Connection& connection) -> Result<std::string> {
        EARSHOT_CHECK(postgres::catch_up(connection, known_));
        return known_.book.salt();
    });
}

// ---- upkeep ---------------------------------------------------------------------------------------------------------

Result<void> PostgresSharedStore::check_health() {
    return pool_.with([](Connection& connection) -> Result<void> {
        // A lock on the row is a write that changes nothing: it is committed, to the standbys too.
        EARSHOT_TRY(const auto rows, connection.run("SELECT value FROM meta WHERE name = 'epoch' FOR UPDATE"));
        if (rows.count() == 0) return Error{Errc::corrupt, "the store has lost its epoch"};
        return {};
    });
}

Result<void> PostgresSharedStore::visit(std::string_view kind, WallTime now,
                                        const std::function<Result<void>(std::string_view)>& visit) {
    // What has been visited must not be visited again after a lost connection.
    return pool_.with_fresh(
        [&](Connection& connection) { return postgres::visit_records(connection, kind, now, visit); });
}

Result<std::vector<std::string>> PostgresSharedStore::examine() {
    return pool_.with(postgres::examine_store);
}

Result<StoreTotals> PostgresSharedStore::totals() {
    return pool_.with(postgres::count_records);
}

Result<std::int64_t> PostgresSharedStore::size() {
    return pool_.with(postgres::size_of_store);
}

Result<std::optional<WallTime>> PostgresSharedStore::last_backup() {
    return pool_.with(postgres::last_backup_in);
}

Result<std::string> PostgresSharedStore::service() {
    return pool_.with(postgres::describe_server);
}

Result<void> PostgresSharedStore::begin_new_epoch(WallTime now) {
    const std::string epoch = make_epoch(random_);
    return pool_.with([&](Connection& connection) { return postgres::begin_epoch(connection, epoch, now); });
}

}  // namespace earshot::sync
