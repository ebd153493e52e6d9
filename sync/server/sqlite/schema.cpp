#include "sync/server/sqlite/schema.hpp"

#include <span>
#include <string>
#include <string_view>

#include <sqlite3.h>

namespace earshot::sync {

std::span<const std::string_view> shared_store_migrations();

namespace {

constexpr std::int64_t application_id = 0x45617253;  // "EarS"

Error not_ours(const Database& database) {
    return {Errc::corrupt, database.file() +
                               " is not a shared store of Earshot. It was left as it is; choose another folder, or "
                               "move the file away."};
}

}  // namespace

Result<void> prepare_shared_connection(Database& database) {
    // Damaged or hostile files must not be able to do more than fail.
    sqlite3_db_config(database.raw(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database.raw(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    // The keeper's commands write a code or a revocation beside a server at work: everybody waits for their turn.
    return database.execute(
        "PRAGMA busy_timeout = 10000;"
        "PRAGMA journal_mode = WAL;"
        "PRAGMA synchronous = FULL;"
        "PRAGMA foreign_keys = ON;"
        "PRAGMA temp_store = MEMORY;"
        "PRAGMA secure_delete = ON;"  // What is erased must not be left in free pages.
        "PRAGMA cache_size = -4096;"
        "PRAGMA wal_autocheckpoint = 4000;"
        "PRAGMA journal_size_limit = 33554432;");
}

Result<void> bring_shared_store_up_to_date(Database& database) {
    const auto steps = shared_store_migrations();
    const auto newest = static_cast<std::int64_t>(steps.size());
    EARSHOT_TRY(std::int64_t version, database.number("PRAGMA user_version"));
    EARSHOT_TRY(const std::int64_t application, database.number("PRAGMA application_id"));
    if (application == application_id && version == newest) return {};
    if (application == application_id && version > newest) {
        return Error{Errc::too_new, "The store in " + database.file() + " was written by a newer Earshot (schema " +
                                        std::to_string(version) + ", this one knows " + std::to_string(newest) +
                                        "). Nothing was changed. Install the newer earshot-server to open it."};
    }
    Transaction transaction(database);
    EARSHOT_CHECK(transaction.begin());
    // Asked again with the right to write: another process may have just done it.
    EARSHOT_TRY(version, database.number("PRAGMA user_version"));
    EARSHOT_TRY(const std::int64_t owner, database.number("PRAGMA application_id"));
    EARSHOT_TRY(const std::int64_t tables, database.number("SELECT count(*) FROM sqlite_schema"));
    const bool empty = version == 0 && owner == 0 && tables == 0;
    if (!empty && owner != application_id) return not_ours(database);
    for (std::size_t i = static_cast<std::size_t>(version); i < steps.size(); ++i)
        EARSHOT_CHECK(database.execute(std::string(steps[i])));
    EARSHOT_CHECK(database.execute("PRAGMA application_id = " + std::to_string(application_id)));
    EARSHOT_CHECK(database.execute("PRAGMA user_version = " + std::to_string(newest)));
    return transaction.commit();
}

}  // namespace earshot::sync
