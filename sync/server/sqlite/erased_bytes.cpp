#include "sync/server/sqlite/erased_bytes.hpp"

namespace earshot::sync {
namespace {

// Values of meta 'scrub'.
constexpr std::string_view erased = "all";        // something was erased
constexpr std::string_view waits = "later";       // the log is clean; the database is written anew when asked
constexpr std::string_view asked_for = "now";     // it was asked for
constexpr std::string_view written_anew = "log";  // the former database lies in the log

// Another process may have erased something since: its mark stays.
Result<void> step(Database& database, std::string_view from, std::string_view to) {
    return database.statement("UPDATE meta SET value = ? WHERE name = 'scrub' AND value = ?", to, from).run();
}

Result<std::string> mark_in(Database& database) {
    auto row = database.statement("SELECT value FROM meta WHERE name = 'scrub'");
    EARSHOT_TRY(const bool found, row.step());
    return found ? std::string(row.text(0)) : std::string();
}

}  // namespace

Result<std::int64_t> bytes_of(Database& database) {
    EARSHOT_TRY(const std::int64_t pages, database.number("PRAGMA page_count"));
    EARSHOT_TRY(const std::int64_t page_size, database.number("PRAGMA page_size"));
    return pages * page_size;
}

Result<void> note_erasing(Database& database) {
    return database.statement("INSERT OR REPLACE INTO meta (name, value) VALUES ('scrub', ?)", erased).run();
}

Result<void> wipe_erased_bytes(Database& writer, std::int64_t rewritten_at_once,
                               const std::function<Result<void>()>& write_log) {
    EARSHOT_TRY(const std::string mark, mark_in(writer));
    if (mark.empty() || mark == waits) return {};
    EARSHOT_CHECK(write_log());
    EARSHOT_TRY(const std::int64_t bytes, bytes_of(writer));
    const bool is_left_for_later = mark == erased && bytes > rewritten_at_once;
    if (mark != written_anew && !is_left_for_later) {
        EARSHOT_CHECK(step(writer, mark, waits));
        EARSHOT_CHECK(writer.execute("VACUUM"));
        EARSHOT_CHECK(step(writer, waits, written_anew));
    }
    EARSHOT_TRY(const std::int64_t busy, writer.number("PRAGMA wal_checkpoint (TRUNCATE)"));
    if (busy != 0) return Error{Errc::busy, "somebody reads from the store"};
    if (is_left_for_later) return step(writer, erased, waits);
    return writer.statement("DELETE FROM meta WHERE name = 'scrub' AND value = ?", written_anew).run();
}

Result<void> ask_to_write_anew(Database& database) {
    return step(database, waits, asked_for);
}

}  // namespace earshot::sync
