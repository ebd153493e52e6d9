// Putting a backup in the place of the store. What SqliteSharedStore::restore() promises.
#include "sync/server/sqlite/audit_rows.hpp"
#include "sync/server/sqlite/schema.hpp"
#include "sync/server/sqlite/shared_records.hpp"
#include "sync/server/sqlite/sqlite_shared_store.hpp"
#include "sync/store/backups.hpp"

namespace earshot::sync {
namespace {

// Only a sound store of a schema this build knows may take the place of the present one.
Result<void> check_backup(Database& backup) {
    auto check = backup.statement("PRAGMA quick_check (1)");
    EARSHOT_TRY(const bool found, check.step());
    if (!found || check.text(0) != "ok") {
        return Error{Errc::corrupt,
                     "The backup " + backup.file() + " is damaged. The store was left as it is; try an older backup."};
    }
    return {};
}

// What was to be forgotten stays forgotten: the erasures that the backup is too old to know.
Result<void> erase_again(Database& restored, const std::string& log, platform::Files& files, WallTime now) {
    if (!files.exists(log)) return {};
    EARSHOT_TRY(const std::string text, files.read(log));
    auto erasures = read_erasure_log(text);
    if (!erasures) {
        return Error{erasures.error().code,
                     log + ": " + erasures.error().message +
                         ". The store was left as it is. The file says which customers are to "
                         "be forgotten; mend the line, or move the file away if it is not ours."};
    }
    Transaction transaction(restored);
    EARSHOT_CHECK(transaction.begin());
    KnownErasures known;
    EARSHOT_TRY(const auto outcome,
                push_records(restored, known, keeper_at_the_server(), prepare(std::move(*erasures)), now));
    EARSHOT_CHECK(transaction.commit());
    return outcome.erasures ? restored.execute("VACUUM") : Result<void>();  // What moved rows left behind goes as well.
}

// "2026-11-03T11:20:05.123Z" without what file names do not like.
std::string file_stamp(WallTime now) {
    std::string text;
    for (const char c : to_rfc3339(now).substr(0, 19)) {
        if (c != ':' && c != '-') text += c;
    }
    return text;
}

// Copies the present store beside itself and folds its log into it, so that one file can be replaced in one move.
Result<std::string> keep_present(const std::string& folder, const std::string& file, platform::Files& files,
                                 WallTime now, const std::string& vfs) {
    if (!files.exists(file)) return std::string();
    const std::string dated = "shared.db.before-restore-" + file_stamp(now);
    std::string former = dated;
    for (int again = 2; files.exists(folder + "/" + former); ++again)
        former = dated + "-" + std::to_string(again);
    EARSHOT_TRY(const auto present, Database::open(file, Database::Mode::read_write, vfs));
    EARSHOT_CHECK(Backups(folder, vfs, files).copy(*present, folder + "/" + former));
    EARSHOT_CHECK(present->execute("PRAGMA busy_timeout = 10000; PRAGMA journal_mode = DELETE"));
    return former;
}

}  // namespace

Result<std::string> SqliteSharedStore::restore(const std::string& folder, const std::string& backup,
                                               platform::Files& files, platform::Random& random, WallTime now,
                                               const std::string& vfs) {
    EARSHOT_TRY(const auto lock, serving_lock(folder, files));
    if (!files.exists(backup))
        return Error{Errc::not_found, "There is no file " + backup + ". The store was left as it is."};
    const std::string file = folder + "/shared.db", arriving = folder + arriving_file;
    {
        EARSHOT_TRY(const auto source, Database::open(backup, Database::Mode::read_only, vfs));
        EARSHOT_CHECK(check_backup(*source));
        EARSHOT_CHECK(Backups(folder, vfs, files).copy(*source, arriving));
    }
    {
        EARSHOT_TRY(const auto restored, Database::open(arriving, Database::Mode::read_write, vfs));
        EARSHOT_CHECK(bring_shared_store_up_to_date(*restored));
        EARSHOT_CHECK(
            restored->execute("PRAGMA secure_delete = ON; PRAGMA synchronous = FULL;"
                              "DELETE FROM meta WHERE name = 'epoch'"));
        EARSHOT_CHECK(erase_again(*restored, folder + "/erasures.jsonl", files, now));
        EARSHOT_CHECK(add_audit_entry(*restored, {now, Deed::restore, std::nullopt, {}, {}, {}}));
    }
    EARSHOT_TRY(const std::string former, keep_present(folder, file, files, now, vfs));
    EARSHOT_CHECK(files.rename(arriving, file));
    EARSHOT_TRY(const auto store,
                open({.folder = folder, .vfs = vfs, .must_exist = true}, files, random));  // Makes the epoch.
    return former;
}

}  // namespace earshot::sync
