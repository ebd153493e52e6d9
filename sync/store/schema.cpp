#include "sync/store/schema.hpp"

#include <string>

#include <sqlite3.h>

#include "sync/store/tokenizer.hpp"

namespace earshot::sync {
namespace {

constexpr std::int64_t application_id = 0x45617273;  // "Ears"

// 0 for an empty database.
Result<int> schema_version(Database& database) {
    EARSHOT_TRY(const std::int64_t version, database.number("PRAGMA user_version"));
    EARSHOT_TRY(const std::int64_t application, database.number("PRAGMA application_id"));
    EARSHOT_TRY(const std::int64_t tables, database.number("SELECT count(*) FROM sqlite_schema"));
    const bool empty = version == 0 && application == 0 && tables == 0;
    if (!empty && application != application_id) {
        return Error{Errc::corrupt,
                     database.file() +
                         " is not a database of Earshot. It was left as it is; choose another folder, or "
                         "move the file away."};
    }
    return static_cast<int>(version);
}

}  // namespace

Result<void> prepare_connection(Database& database) {
    // Damaged or hostile files must not be able to do more than fail.
    sqlite3_db_config(database.raw(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database.raw(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    EARSHOT_CHECK(register_tokenizer(database));
    // What people delete is overwritten where that costs no further write. The cache is most of the store's memory. A
    // longer log means fewer checkpoints, which write the same pages again.
    return database.execute(
        "PRAGMA journal_mode = WAL;"
        "PRAGMA synchronous = FULL;"
        "PRAGMA foreign_keys = ON;"
        "PRAGMA busy_timeout = 0;"
        "PRAGMA temp_store = MEMORY;"
        "PRAGMA secure_delete = FAST;"
        "PRAGMA cache_size = -8192;"
        "PRAGMA wal_autocheckpoint = 2000;"
        "PRAGMA journal_size_limit = 16777216;");
}

Result<void> bring_up_to_date(Database& database, Backups* backups, std::span<const std::string_view> steps) {
    EARSHOT_TRY(const int version, schema_version(database));
    const int newest = static_cast<int>(steps.size());
    if (version == newest) return {};
    if (version > newest) {
        return Error{Errc::too_new, "The data in " + database.file() + " was written by a newer Earshot (schema " +
                                        std::to_string(version) + ", this one knows " + std::to_string(newest) +
                                        "). Nothing was changed. Install the newer Earshot to open it."};
    }
    if (version > 0 && backups) EARSHOT_CHECK(backups->keep_before_migration(database, version));
    Transaction transaction(database);
    EARSHOT_CHECK(transaction.begin());
    for (const std::string_view step : steps.subspan(static_cast<std::size_t>(version)))
        EARSHOT_CHECK(database.execute(std::string(step)));
    EARSHOT_CHECK(database.execute("PRAGMA application_id = " + std::to_string(application_id)));
    EARSHOT_CHECK(database.execute("PRAGMA user_version = " + std::to_string(newest)));
    return transaction.commit();
}

}  // namespace earshot::sync
