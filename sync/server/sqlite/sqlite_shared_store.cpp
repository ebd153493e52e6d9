#include "sync/server/sqlite/sqlite_shared_store.hpp"

#include <utility>

#include "sync/protocol/record_codec.hpp"
#include "sync/server/sqlite/devices.hpp"
#include "sync/server/sqlite/schema.hpp"
#include "sync/server/sqlite/shared_records.hpp"
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
    return write([&](Database& database) -> Result<void> {
        const std::string epoch = make_epoch(random_);
        return database.statement("INSERT OR IGNORE INTO meta (name, value) VALUES ('epoch', ?)", epoch).run();
    });
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
    if (lock || lock.error().code != Errc::busy) return lock;
    return Error{Errc::busy, "The shared store in " + folder + " is being served already. " + lock.error().message};
}

template <class Work>
auto SqliteSharedStore::write(Work work) -> decltype(work(std::declval<Database&>())) {
    const std::lock_guard lock(writer_mutex_);
    Transaction transaction(*writer_);
    EARSHOT_CHECK(transaction.begin());
    auto outcome = work(*writer_);
    if (!outcome) return outcome;
    EARSHOT_CHECK(transaction.commit());
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
    }
    auto outcome = work(*database);
    if (outcome) {  // After trouble a fresh connection is the better one.
        const std::lock_guard lock(readers_mutex_);
        readers_.push_back(std::move(database));
    }
    return outcome;
}

// ---- what every exchange asks ---------------------------------------------------------------------------------------

Result<std::string> SqliteSharedStore::meta(std::string_view name) {
    return read([&](Database& database) -> Result<std::string> {
        auto row = database.statement("SELECT value FROM meta WHERE name = ?", name);
        EARSHOT_TRY(const bool found, row.step());
        return found ? std::string(row.text(0)) : std::string();
    });
}

Result<std::string> SqliteSharedStore::epoch() {
    return meta("epoch");
}

Result<std::string> SqliteSharedStore::company() {
    return meta("company");
}

Result<void> SqliteSharedStore::set_company(std::string_view name) {
    return write([&](Database& database) { return put_meta(database, "company", name); });
}

Result<std::int64_t> SqliteSharedStore::last_sequence() {
    return read(last_sequence_in);
}

Result<std::vector<Verdict>> SqliteSharedStore::push(const EnrolledDevice& from, std::int64_t cursor,
                                                     std::span<const Record> records, WallTime now) {
    return write([&](Database& database) -> Result<std::vector<Verdict>> {
        EARSHOT_TRY(auto verdicts, push_records(database, from.device, records));
        EARSHOT_CHECK(note_device_heard(database, from.device, cursor, now));
        return verdicts;
    });
}

Result<FeedPage> SqliteSharedStore::feed(const EnrolledDevice& reader, std::int64_t cursor, std::int64_t bytes) {
    return read([&](Database& database) { return read_feed(database, reader, cursor, bytes); });
}

// ---- devices --------------------------------------------------------------------------------------------------------

Result<void> SqliteSharedStore::add_code(const EnrolmentCode& code) {
    return write([&](Database& database) { return add_enrolment_code(database, code); });
}

Result<EnrolledDevice> SqliteSharedStore::enrol(std::string_view code, const Id& device, std::string_view name,
                                                std::string_view token_hash, WallTime now) {
    return write([&](Database& database) { return use_enrolment_code(database, code, device, name, token_hash, now); });
}

Result<std::optional<EnrolledDevice>> SqliteSharedStore::find_device(std::string_view token_hash) {
    return read([&](Database& database) { return find_device_by_token(database, token_hash); });
}

Result<void> SqliteSharedStore::note_heard(const Id& device, std::int64_t cursor, WallTime now) {
    return write([&](Database& database) { return note_device_heard(database, device, cursor, now); });
}

Result<std::vector<EnrolledDevice>> SqliteSharedStore::devices() {
    return read(all_devices);
}

Result<void> SqliteSharedStore::revoke(const Id& device) {
    return write([&](Database& database) { return revoke_device(database, device); });
}

// ---- upkeep ---------------------------------------------------------------------------------------------------------

Result<void> SqliteSharedStore::check_health() {
    // The right to write is taken and given back: a read-only disk shows, and nothing is stored.
    EARSHOT_TRY(const std::string known, epoch());
    if (known.empty()) return Error{Errc::corrupt, "the store has lost its epoch"};
    const std::lock_guard lock(writer_mutex_);
    Transaction transaction(*writer_);
    return transaction.begin();
}

Result<void> SqliteSharedStore::backup(const std::string& file) {
    return read(
        [&](Database& database) { return Backups(options_.folder, options_.vfs, files_).copy(database, file); });
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

Result<void> SqliteSharedStore::visit(std::string_view kind,
                                      const std::function<Result<void>(std::string_view)>& visit) {
    return read([&](Database& database) -> Result<void> {
        auto rows = database.statement("SELECT body FROM record WHERE kind = ?1 OR ?1 = '' ORDER BY seq", kind);
        for (;;) {
            EARSHOT_TRY(const bool found, rows.step());
            if (!found) return {};
            EARSHOT_CHECK(visit(rows.text(0)));
        }
    });
}

Result<StoreTotals> SqliteSharedStore::totals() {
    return read([&](Database& database) -> Result<StoreTotals> {
        StoreTotals totals;
        EARSHOT_TRY(totals.records, database.number("SELECT count(*) FROM record"));
        EARSHOT_TRY(totals.stories, database.number("SELECT count(*) FROM record WHERE kind = 'story'"));
        EARSHOT_TRY(const std::int64_t pages, database.number("PRAGMA page_count"));
        EARSHOT_TRY(const std::int64_t page_size, database.number("PRAGMA page_size"));
        totals.bytes = pages * page_size;
        EARSHOT_TRY(totals.room, files_.free_space(options_.folder));
        return totals;
    });
}

Result<std::string> SqliteSharedStore::service() {
    const auto lock = serving_lock(options_.folder, files_);
    if (!lock && lock.error().code != Errc::busy) return lock.error();
    return std::string(lock ? "no" : "yes");
}

Result<void> SqliteSharedStore::begin_new_epoch() {
    return write([&](Database& database) { return put_meta(database, "epoch", make_epoch(random_)); });
}

}  // namespace earshot::sync
