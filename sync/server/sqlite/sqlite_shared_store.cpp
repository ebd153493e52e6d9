#include "sync/server/sqlite/sqlite_shared_store.hpp"

#include <utility>

#include "platform/base/log.hpp"
#include "sync/model/consent.hpp"
#include "sync/model/tables.hpp"
#include "sync/protocol/record_codec.hpp"
#include "sync/server/sqlite/audit_rows.hpp"
#include "sync/server/sqlite/blob_rights.hpp"
#include "sync/server/sqlite/devices.hpp"
#include "sync/server/sqlite/erased_bytes.hpp"
#include "sync/server/sqlite/schema.hpp"
#include "sync/server/sqlite/shared_records.hpp"
#include "sync/server/sqlite/story_rows.hpp"
#include "sync/store/backups.hpp"

namespace earshot::sync {
namespace {

constexpr const char* rescue_advice =
    "Nothing in it was changed. Stop the server and restore the newest backup: earshot-server --data DIR restore FILE. "
    "Devices then send again what the backup misses.";

Result<void> put_meta(Database& database, std::string_view name, std::string_view value) {
    return database.statement("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", name, value).run();
}

}  // namespace

// ---- opening --------------------------------------------------------------------------------------------------------

Result<std::unique_ptr<SqliteSharedStore>> SqliteSharedStore::open(const Options& options, platform::Files& files,
                                                                   platform::Random& random) {
    std::unique_ptr<SqliteSharedStore> store(new SqliteSharedStore(options, files, random));
    EARSHOT_CHECK(store->open());
    return store;
}

SqliteSharedStore::~SqliteSharedStore() = default;

std::string SqliteSharedStore::file() const {
    return options_.folder + "/shared.db";
}

Result<void> SqliteSharedStore::open() {
    if (options_.must_exist && !files_.exists(file())) {
        return Error{Errc::not_found, "There is no shared store in " + options_.folder +
                                          ". Start one with: earshot-server --data " + options_.folder + " serve"};
    }
    EARSHOT_CHECK(files_.make_folder(options_.folder));
    EARSHOT_TRY(writer_, connect());
    EARSHOT_CHECK(bring_shared_store_up_to_date(*writer_));
    EARSHOT_CHECK(prepare_rows());
    const GroupCommit::Hooks hooks{.undone = [this] { known_ = {}; },
                                   .committed = [this] { clean_up_after_erasing(); }};
    commits_ = std::make_unique<GroupCommit>(*writer_, hooks, options_.writing);
    return {};
}

Result<void> SqliteSharedStore::prepare_rows() {
    Transaction transaction(*writer_);
    EARSHOT_CHECK(transaction.begin());
    EARSHOT_TRY(const std::int64_t old_rows, writer_->number("SELECT count(*) FROM meta WHERE name = 'rows'"));
    if (old_rows != 0) {
        EARSHOT_CHECK(write_rows_again(*writer_));
        EARSHOT_CHECK(writer_->execute("DELETE FROM meta WHERE name = 'rows'"));
    }
    const std::string epoch = make_epoch(random_);
    EARSHOT_CHECK(writer_->statement("INSERT OR IGNORE INTO meta (name, value) VALUES ('epoch', ?)", epoch).run());
    return transaction.commit();
}

Result<std::unique_ptr<Database>> SqliteSharedStore::connect() const {
    EARSHOT_TRY(auto database, Database::open(file(), Database::Mode::read_write, options_.vfs));
    database->set_rescue(rescue_advice);
    EARSHOT_CHECK(prepare_shared_connection(*database));
    return database;
}

Result<std::unique_ptr<platform::FileLock>> SqliteSharedStore::serving_lock(const std::string& folder,
                                                                            platform::Files& files) {
    EARSHOT_CHECK(files.make_folder(folder));
    auto lock = files.lock(folder + "/serving.lock");
    // With it nobody else can be restoring: what lies there was left by a restore that was cut short.
    if (lock) EARSHOT_CHECK(remove_database(files, folder + arriving_file));
    if (lock || lock.error().code != Errc::busy) return lock;
    return Error{Errc::busy, "The shared store in " + folder + " is being served already. " + lock.error().message};
}

template <class Work>
auto SqliteSharedStore::write(Work work, std::size_t weight) -> decltype(work(std::declval<Database&>())) {
    decltype(work(std::declval<Database&>())) outcome = Error{};
    const auto keep_outcome = [&](Database& database) -> Result<void> {
        outcome = work(database);
        return outcome ? Result<void>() : Result<void>(outcome.error());
    };
    EARSHOT_CHECK(commits_->run(keep_outcome, weight));
    return outcome;
}

template <class Work>
auto SqliteSharedStore::read(Work work) -> decltype(work(std::declval<Database&>())) {
    std::unique_ptr<Database> database;
    {
        const std::lock_guard lock(readers_mutex_);
        if (!readers_.empty()) {
            database = std::move(readers_.back());
            readers_.pop_back();
        }
    }
    if (!database) {
        EARSHOT_TRY(database, connect());
        EARSHOT_CHECK(database->execute("PRAGMA cache_size = -1024"));  // There may be as many readers as requests.
    }
    auto outcome = work(*database);
    if (outcome) {  // After trouble a fresh connection is the better one.
        const std::lock_guard lock(readers_mutex_);
        readers_.push_back(std::move(database));
    }
    return outcome;
}

// ---- what every exchange asks ---------------------------------------------------------------------------------------

Result<Standing> SqliteSharedStore::standing(const Id& incarnation) {
    return read([&](Database& database) { return standing_in(database, incarnation); });
}

Result<std::string> SqliteSharedStore::company() {
    return read([](Database& database) -> Result<std::string> {
        auto row = database.statement("SELECT value FROM meta WHERE name = 'company'");
        EARSHOT_TRY(const bool found, row.step());
        return found ? std::string(row.text(0)) : std::string();
    });
}

Result<void> SqliteSharedStore::set_company(std::string_view name) {
    return write([&](Database& database) { return put_meta(database, "company", name); });
}

void SqliteSharedStore::push_later(EnrolledDevice from, std::int64_t cursor, std::vector<Record> records, WallTime now,
                                   Told told) {
    struct Push {
        EnrolledDevice from;
        std::vector<PushedRecord> records;
        std::vector<Verdict> verdicts;
    };
    const std::size_t weight = records.size();
    const auto push = std::make_shared<Push>(std::move(from), prepare(std::move(records)));
    const auto work = [this, push, cursor, now](Database& database) -> Result<void> {
        const EnrolledDevice& pusher = push->from;
        EARSHOT_TRY(PushOutcome outcome, push_records(database, known_, pusher, push->records, now));
        if (outcome.erasures) EARSHOT_CHECK(note_erasing(database));
        EARSHOT_CHECK(note_device_heard(database, pusher, cursor, now));
        if (!outcome.changed.empty()) {
            EARSHOT_CHECK(
                add_audit_entry(database, {now, Deed::push, pusher.device, {}, {}, std::move(outcome.changed)}));
        }
        push->verdicts = std::move(outcome.verdicts);
        return {};
    };
    commits_->later(work, weight, [push, told = std::move(told)](const Result<void>& outcome) {
        if (!outcome) return told(outcome.error());
        told(std::move(push->verdicts));
    });
}

Result<FeedPage> SqliteSharedStore::erasures(const EnrolledDevice& /*reader*/, std::int64_t cursor) {
    return read([&](Database& database) { return read_erasures(database, cursor); });
}

Result<FeedPage> SqliteSharedStore::feed(const EnrolledDevice& reader, const FeedRequest& request) {
    return read([&](Database& database) { return read_feed(database, reader, request); });
}

Result<ToldPage> SqliteSharedStore::stories(const EnrolledDevice& reader, const StoryRequest& request) {
    return read([&](Database& database) { return read_stories(database, reader, request); });
}

Result<std::vector<Id>> SqliteSharedStore::known_among(std::span<const Id> ids) {
    return read([&](Database& database) { return sync::known_among(database, ids); });
}

Result<std::int64_t> SqliteSharedStore::purge_tombstones(WallTime deleted_before) {
    return write([&](Database& database) { return sync::purge_tombstones(database, deleted_before); });
}

// ---- devices --------------------------------------------------------------------------------------------------------

Result<void> SqliteSharedStore::add_code(const EnrolmentCode& code, WallTime now) {
    return write([&](Database& database) -> Result<void> {
        EARSHOT_CHECK(add_enrolment_code(database, code));
        const std::string role(name_of(code.role));
        return add_audit_entry(database, {now, Deed::code, std::nullopt, role, code.site, {}});
    });
}

Result<EnrolledDevice> SqliteSharedStore::enrol(std::string_view code, const Id& device, std::string_view name,
                                                std::string_view token_hash, WallTime now) {
    return write([&](Database& database) -> Result<EnrolledDevice> {
        EARSHOT_TRY(EnrolledDevice enrolled, use_enrolment_code(database, code, device, name, token_hash, now));
        const std::string role(name_of(enrolled.role));
        EARSHOT_CHECK(add_audit_entry(database, {now, Deed::enrolment, device, role, enrolled.site, {}}));
        return enrolled;
    });
}

Result<std::optional<EnrolledDevice>> SqliteSharedStore::find_device(std::string_view token_hash) {
    return read([&](Database& database) { return find_device_by_token(database, token_hash); });
}

Result<std::uint64_t> SqliteSharedStore::newest_clock() {
    return read([](Database& database) { return newest_clock_in(database); });
}

Result<std::vector<EnrolledDevice>> SqliteSharedStore::devices() {
    return read(all_devices);
}

Result<void> SqliteSharedStore::revoke(const Id& device, WallTime now) {
    return write([&](Database& database) -> Result<void> {
        EARSHOT_CHECK(revoke_device(database, device));
        return add_audit_entry(database, {now, Deed::revocation, device, {}, {}, {}});
    });
}

Result<void> SqliteSharedStore::note_deed(const AuditEntry& entry) {
    return write([&](Database& database) { return add_audit_entry(database, entry); });
}

Result<void> SqliteSharedStore::audit(const AuditQuery& query, const AuditVisitor& visit) {
    return read([&](Database& database) { return visit_audit(database, query, visit); });
}

// ---- erasures -------------------------------------------------------------------------------------------------------

std::string SqliteSharedStore::erasure_log() const {
    return options_.folder + "/erasures.jsonl";
}

Result<void> SqliteSharedStore::write_erasure_log() {
    EARSHOT_TRY(const std::string text, erasure_log_of(*writer_));
    return files_.write_atomic(erasure_log(), text);
}

// Trouble here leaves a mark in the store.
void SqliteSharedStore::clean_up_after_erasing() {
    const auto done = wipe_erased_bytes(*writer_, options_.rewritten_at_once, [this] { return write_erasure_log(); });
    if (done) return;
    log_warning("erased_bytes_left", "they are in free parts of the store; tried again later: " + done.error().message);
}

Result<void> SqliteSharedStore::overwrite_erased() {
    return write(ask_to_write_anew);
}

Result<ErasureReach> SqliteSharedStore::forget(std::span<const Record> erasures, WallTime now, bool dry_run) {
    const Error only_tried{Errc::invalid, "a dry run"};
    ErasureReach reach;
    const std::vector<PushedRecord> pushed = prepare({erasures.begin(), erasures.end()});
    const auto done = write([&](Database& database) -> Result<void> {
        EARSHOT_TRY(auto outcome, push_records(database, known_, keeper_at_the_server(), pushed, now));
        for (const Verdict& verdict : outcome.verdicts) {
            if (!verdict.refusal.empty()) return Error{Errc::invalid, verdict.refusal};
        }
        reach = outcome.reach;
        if (dry_run) return only_tried;
        if (outcome.erasures) EARSHOT_CHECK(note_erasing(database));
        if (outcome.changed.empty()) return {};
        return add_audit_entry(database, {now, Deed::forgetting, std::nullopt, {}, {}, std::move(outcome.changed)});
    });
    if (!done && !(dry_run && done.error().message == only_tried.message)) return done.error();
    return reach;
}

Result<std::string> SqliteSharedStore::erasure_salt() {
    return write([&](Database& database) -> Result<std::string> {
        EARSHOT_CHECK(catch_up(database, known_));
        return known_.book.salt();
    });
}

Result<std::vector<std::string>> SqliteSharedStore::media_to_drop() {
    return read(blobs_to_drop);
}

// ---- blobs ----------------------------------------------------------------------------------------------------------

Result<bool> SqliteSharedStore::may_fetch(const EnrolledDevice& reader, std::string_view sha256) {
    return read([&](Database& database) { return may_fetch_blob(database, reader.device, sha256); });
}

Result<void> SqliteSharedStore::note_brought(const Id& device, std::string_view sha256) {
    return write([&](Database& database) { return note_blob_brought(database, device, sha256); });
}

// ---- upkeep ---------------------------------------------------------------------------------------------------------

Result<void> SqliteSharedStore::check_health() {
    // The right to write is taken and given back: a read-only disk shows, and nothing is stored.
    EARSHOT_TRY(const std::string known, epoch());
    if (known.empty()) return Error{Errc::corrupt, "the store has lost its epoch"};
    return write([](Database&) { return Result<void>(); });
}

Result<std::int64_t> SqliteSharedStore::backup(const std::string& file) {
    return read([&](Database& database) -> Result<std::int64_t> {
        EARSHOT_TRY(const std::int64_t before, last_sequence_in(database));
        EARSHOT_CHECK(Backups(options_.folder, options_.vfs, files_).copy(database, file));
        EARSHOT_TRY(const auto copy, Database::open(file, Database::Mode::read_only, options_.vfs));
        EARSHOT_TRY(const std::int64_t copied, last_sequence_in(*copy));
        EARSHOT_TRY(const std::int64_t after, last_sequence_in(database));
        // The feed only grows, and it may have grown meanwhile.
        if (copied >= before && copied <= after) return copy->number("SELECT count(*) FROM record");
        return Error{Errc::corrupt, "The copy " + file + " ends at change " + std::to_string(copied) +
                                        " of the feed, the store at " + std::to_string(after) +
                                        ". The store was not changed. Do not rely on the copy; "
                                        "look at the disk it lies on and copy again."};
    });
}

Result<std::vector<std::string>> SqliteSharedStore::examine() {
    return read([&](Database& database) -> Result<std::vector<std::string>> {
        std::vector<std::string> findings;
        auto check = database.statement("PRAGMA integrity_check");
        for (;;) {
            EARSHOT_TRY(const bool found, check.step());
            if (!found) break;
            if (check.text(0) != "ok") findings.push_back("The database is damaged: " + std::string(check.text(0)));
        }
        auto rows = database.statement("SELECT id, body FROM record ORDER BY seq");
        for (;;) {
            EARSHOT_TRY(const bool found, rows.step());
            if (!found) return findings;
            const auto record = decode_record(std::string(rows.text(1)));
            if (record && record->id == rows.id(0)) continue;
            findings.push_back("The record " + to_text(rows.id(0)) + " cannot be read: " +
                               (record ? std::string("it is another one") : record.error().message));
        }
    });
}

Result<void> SqliteSharedStore::visit(std::string_view kind, WallTime now,
                                      const std::function<Result<void>(std::string_view)>& visit) {
    return read([&](Database& database) -> Result<void> {
        auto rows = database.statement(
            "SELECT CASE WHEN ends < ?2 THEN withheld ELSE body END FROM record WHERE kind = ?1 OR ?1 = '' ORDER BY "
            "seq",
            kind, day_of(now));
        for (;;) {
            EARSHOT_TRY(const bool found, rows.step());
            if (!found) return {};
            if (rows.text(0).empty()) continue;
            EARSHOT_CHECK(visit(rows.text(0)));
        }
    });
}

Result<StoreTotals> SqliteSharedStore::totals() {
    EARSHOT_TRY(const std::int64_t bytes, size());
    EARSHOT_TRY(const std::uint64_t room, files_.free_space(options_.folder));
    return read([&](Database& database) -> Result<StoreTotals> {
        StoreTotals totals{0, 0, bytes, room};
        EARSHOT_TRY(totals.records, database.number("SELECT count(*) FROM record"));
        EARSHOT_TRY(totals.stories, database.number("SELECT count(*) FROM record WHERE kind = 'story'"));
        return totals;
    });
}

Result<std::int64_t> SqliteSharedStore::size() {
    return read(bytes_of);
}

Result<std::optional<WallTime>> SqliteSharedStore::last_backup() {
    return read(last_backup_in);
}

Result<std::string> SqliteSharedStore::service() {
    const auto lock = serving_lock(options_.folder, files_);
    return std::string(!lock && lock.error().code == Errc::busy ? "yes" : "no");
}

Result<void> SqliteSharedStore::begin_new_epoch(WallTime now) {
    const std::string epoch = make_epoch(random_);
    return write([&](Database& database) -> Result<void> {
        EARSHOT_CHECK(put_meta(database, "epoch", epoch));
        return add_audit_entry(database, {now, Deed::restore, std::nullopt, {}, {}, {}});
    });
}

}  // namespace earshot::sync
