#include "sync/store/backups.hpp"

#include <algorithm>
#include <vector>

#include <sqlite3.h>

#include "sync/store/examine.hpp"
#include "sync/store/tokenizer.hpp"

namespace earshot::sync {
namespace {

constexpr std::size_t daily_kept = 7;
constexpr std::string_view daily_prefix = "earshot-";
constexpr std::string_view migration_prefix = "before-schema-";
constexpr std::string_view suffix = ".db";
constexpr std::string_view unfinished = ".part";

bool is_daily(const std::string& name) {
    return name.starts_with(daily_prefix) && name.ends_with(suffix) &&
           parse_civil(name.substr(daily_prefix.size(), 10)).has_value() &&
           name.size() == daily_prefix.size() + 10 + suffix.size();
}

}  // namespace

Result<void> remove_database(platform::Files& files, const std::string& file) {
    for (const char* beside : {"", "-wal", "-shm", "-journal"}) {
        if (files.exists(file + beside)) EARSHOT_CHECK(files.remove(file + beside));
    }
    return {};
}

Result<void> Backups::copy_pages(Database& database, const std::string& file) {
    EARSHOT_TRY(const auto target, Database::open(file, Database::Mode::read_write, vfs_));
    sqlite3_backup* backup = sqlite3_backup_init(target->raw(), "main", database.raw(), "main");
    if (!backup) return target->error(sqlite3_errcode(target->raw()));
    const int stepped = sqlite3_backup_step(backup, -1);
    const int finished = sqlite3_backup_finish(backup);
    if (stepped != SQLITE_DONE) return target->error(finished != SQLITE_OK ? finished : stepped);
    EARSHOT_CHECK(register_tokenizer(*target));
    EARSHOT_TRY(const std::string damage, find_damage_quickly(*target));
    if (!damage.empty()) return database.damaged(damage);
    if (!mark_.empty()) EARSHOT_CHECK(target->execute(mark_));
    // One file that can be carried away, without a log beside it.
    return target->execute("PRAGMA journal_mode = DELETE");
}

Result<void> Backups::copy(Database& database, const std::string& file) {
    if (files_.exists(file)) {
        return Error{Errc::invalid, "There is a file " + file + " already. Name another one, or move it away first."};
    }
    const std::string part = file + std::string(unfinished);
    EARSHOT_CHECK(remove_database(files_, part));
    auto copied = copy_pages(database, part);
    if (copied) copied = files_.rename(part, file);
    // What went wrong first is what the person must hear.
    if (!copied) static_cast<void>(remove_database(files_, part));
    return copied;
}

Result<void> Backups::roll(Database& database, const CivilTime& today) {
    const CivilTime date{today.year, today.month, today.day};
    const std::string name = std::string(daily_prefix) + to_text(date) + std::string(suffix);
    if (files_.exists(path(name))) return {};
    EARSHOT_CHECK(files_.make_folder(folder_ + "/backups"));
    EARSHOT_CHECK(copy(database, path(name)));
    EARSHOT_TRY(std::vector<std::string> names, files_.list(folder_ + "/backups"));
    std::erase_if(names, [](const std::string& other) { return !is_daily(other); });
    for (std::size_t i = 0; i + daily_kept < names.size(); ++i)
        EARSHOT_CHECK(files_.remove(path(names[i])));
    return {};
}

Result<void> Backups::remove_all() {
    const std::string folder = folder_ + "/backups";
    if (!files_.exists(folder)) return {};
    EARSHOT_TRY(const std::vector<std::string> names, files_.list(folder));
    for (const std::string& name : names) {
        const bool ours = is_daily(name) || name.starts_with(migration_prefix);
        if (ours) EARSHOT_CHECK(files_.remove(path(name)));
    }
    return {};
}

Result<void> Backups::keep_before_migration(Database& database, int version) {
    const std::string name = std::string(migration_prefix) + std::to_string(version + 1) + std::string(suffix);
    if (files_.exists(path(name))) return {};  // From an attempt before this one.
    EARSHOT_CHECK(files_.make_folder(folder_ + "/backups"));
    return copy(database, path(name));
}

std::string Backups::rescue(const std::string& database_file) const {
    const std::string calm = "Nothing in it was changed. ";
    auto names = files_.list(folder_ + "/backups");
    if (names) std::erase_if(*names, [](const std::string& name) { return !is_daily(name); });
    if (!names || names->empty()) {
        return calm + "There is no backup on this device; what was sent is in the shared store. Move " + database_file +
               " away, start Earshot and enrol the device again.";
    }
    return calm + "The newest backup is " + path(names->back()) + ": move the damaged file away, copy the backup to " +
           database_file + ", then start Earshot again.";
}

}  // namespace earshot::sync
