#include "sync/server/postgres/schema.hpp"

#include <array>
#include <charconv>
#include <span>
#include <string>

#include "platform/base/log.hpp"
#include "sync/server/keeper_store.hpp"
#include "sync/server/postgres/audit_rows.hpp"
#include "sync/server/postgres/story_rows.hpp"

namespace earshot::sync {

std::span<const std::string_view> postgres_store_migrations();

namespace postgres {
namespace {

constexpr std::string_view write_meta =
    "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
constexpr std::string_view take_turn = "SELECT pg_advisory_xact_lock(4999402764119273986)";

// 0: no store.
Result<std::int64_t> version_of(Connection& connection) {
    EARSHOT_TRY(const bool found, holds_store(connection));
    if (!found) return 0;
    EARSHOT_TRY(const Rows rows, connection.run("SELECT version::bigint FROM earshot_schema"));
    if (rows.count() != 1) return Error{Errc::corrupt, "The store does not say which schema it has; restore a backup."};
    return rows.number(0, 0);
}

Result<void> take_steps(Connection& connection, std::int64_t from, std::span<const std::string_view> steps) {
    if (from == 0) {
        EARSHOT_TRY(const Rows tables, connection.run("SELECT count(*) FROM pg_class"
                                                      " WHERE relkind IN ('r', 'p')"
                                                      " AND relnamespace = current_schema()::regnamespace"));
        if (tables.number(0, 0) > 0) {
            return Error{Errc::corrupt, "The database at " + connection.server() +
                                            " holds tables that are not Earshot's. Nothing was changed; make a "
                                            "database of its own for the store."};
        }
        EARSHOT_CHECK(connection.execute("CREATE TABLE earshot_schema (version integer NOT NULL)"));
        EARSHOT_CHECK(connection.execute("INSERT INTO earshot_schema VALUES (0)"));
    }
    for (const std::string_view step : steps.subspan(static_cast<std::size_t>(from)))
        EARSHOT_CHECK(connection.execute(std::string(step)));
    return connection.execute("UPDATE earshot_schema SET version = " + std::to_string(steps.size()));
}

// Where this very table came into being: the cluster, the database and the table by the numbers PostgreSQL gave them.
// Copies of the whole cluster and standbys keep them; a dump that is read in does not.
Result<std::string> place_of(Connection& connection) {
    constexpr std::string_view place =
        "SELECT (SELECT system_identifier::text FROM pg_control_system()) || '/' ||"
        " (SELECT oid::text FROM pg_database WHERE datname = current_database()) || '/' ||"
        " (SELECT oid::text FROM pg_class WHERE relname = 'record' AND relnamespace = current_schema()::regnamespace)";
    EARSHOT_TRY(const Rows rows, connection.run(place));
    return std::string(rows.text(0, 0));
}

// Inside the caller's transaction.
Result<void> settle_epoch(Connection& connection, platform::Random& random) {
    EARSHOT_TRY(const std::string place, place_of(connection));
    EARSHOT_TRY(const std::string birthplace, meta_of(connection, "birthplace"));
    if (birthplace == place) return {};
    if (!birthplace.empty())
        log_warning("new_epoch", "the store was put back from a dump; devices send again what they have");
    EARSHOT_CHECK(put_meta(connection, "birthplace", place));
    return put_meta(connection, "epoch", make_epoch(random));
}

Error too_new(const Connection& connection, std::int64_t version, std::size_t known) {
    return {Errc::too_new, "The store at " + connection.server() + " was written by a newer Earshot (schema " +
                               std::to_string(version) + ", this one knows " + std::to_string(known) +
                               "). Nothing was changed. Install the newer earshot-server to open it."};
}

Result<void> under_lock(Connection& connection, platform::Random& random) {
    EARSHOT_CHECK(connection.execute("BEGIN"));
    EARSHOT_CHECK(connection.run(take_turn));
    // Asked again: another process may have just done it.
    const auto steps = postgres_store_migrations();
    EARSHOT_TRY(const std::int64_t version, version_of(connection));
    if (version > static_cast<std::int64_t>(steps.size())) return too_new(connection, version, steps.size());
    if (version < static_cast<std::int64_t>(steps.size())) EARSHOT_CHECK(take_steps(connection, version, steps));
    EARSHOT_TRY(const std::string old_rows, meta_of(connection, "rows"));
    if (!old_rows.empty()) {
        EARSHOT_CHECK(write_rows_again(connection));
        EARSHOT_CHECK(connection.execute("DELETE FROM meta WHERE name = 'rows'"));
    }
    EARSHOT_CHECK(settle_epoch(connection, random));
    return connection.execute("COMMIT");
}

}  // namespace

// Not to_regclass(), which may still answer from before the waiting for another process that has just made it.
Result<bool> holds_store(Connection& connection) {
    EARSHOT_TRY(const Rows rows, connection.run("SELECT count(*) FROM pg_class WHERE relname = 'earshot_schema'"
                                                " AND relnamespace = current_schema()::regnamespace"));
    return rows.number(0, 0) > 0;
}

Result<void> bring_store_up_to_date(Connection& connection, platform::Random& random) {
    const auto steps = postgres_store_migrations();
    EARSHOT_TRY(const std::int64_t version, version_of(connection));
    if (version > static_cast<std::int64_t>(steps.size())) return too_new(connection, version, steps.size());
    if (version == static_cast<std::int64_t>(steps.size())) {
        EARSHOT_TRY(const std::string place, place_of(connection));
        EARSHOT_TRY(const std::string birthplace, meta_of(connection, "birthplace"));
        if (place == birthplace) return {};
    }
    auto outcome = under_lock(connection, random);
    if (!outcome) connection.roll_back();
    return outcome;
}

Result<std::string> meta_of(Connection& connection, std::string_view name) {
    EARSHOT_TRY(const Rows rows, connection.run("SELECT value FROM meta WHERE name = $1", Arguments::of(name)));
    return rows.count() == 0 ? std::string() : std::string(rows.text(0, 0));
}

Result<std::uint64_t> newest_clock_in(Connection& connection) {
    EARSHOT_TRY(const std::string text, meta_of(connection, "clock"));
    std::uint64_t clock = 0;
    std::from_chars(text.data(), text.data() + text.size(), clock);
    return clock;
}

Result<void> begin_epoch(Connection& connection, std::string_view epoch, WallTime now) {
    const std::array<Call, 4> calls{Call{"BEGIN"},
                                    {write_meta, Arguments::of("epoch", epoch)},
                                    add_entry({now, Deed::restore, std::nullopt, {}, {}, {}}),
                                    {"COMMIT"}};
    EARSHOT_CHECK(connection.run_all(calls));
    return {};
}

Result<void> put_meta(Connection& connection, std::string_view name, std::string_view value) {
    EARSHOT_CHECK(connection.run(write_meta, Arguments::of(name, value)));
    return {};
}

}  // namespace postgres
}  // namespace earshot::sync
