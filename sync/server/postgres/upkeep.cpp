#include "sync/server/postgres/upkeep.hpp"

#include "sync/model/consent.hpp"
#include "sync/protocol/record_codec.hpp"

namespace earshot::sync::postgres {
namespace {

constexpr std::int64_t rows_at_once = 500;

using EachRow = std::function<Result<void>(const Id& id, std::string_view text)>;

// `text` is an SQL expression over a row; $4 is a day.
Result<void> each_row(Connection& connection, const std::string& text, std::string_view kind, const std::string& day,
                      const EachRow& visit) {
    const std::string sql =
        "SELECT seq, id, " + text + " FROM record WHERE seq > $1 AND ($2 = '' OR kind = $2) ORDER BY seq LIMIT $3";
    for (std::int64_t at = 0;;) {
        EARSHOT_TRY(const Rows rows, connection.run(sql, Arguments::of(at, kind, rows_at_once, day)));
        for (int i = 0; i < rows.count(); ++i) {
            at = rows.number(i, 0);
            EARSHOT_CHECK(visit(rows.id(i, 1), rows.text(i, 2)));
        }
        if (rows.count() < rows_at_once) return {};
    }
}

// All rows as they are at one moment, while others write.
Result<void> each_row_of_one_moment(Connection& connection, const std::string& text, std::string_view kind,
                                    const std::string& day, const EachRow& visit) {
    // The visitor may be a slow reader at the end of a pipe.
    EARSHOT_CHECK(
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
                           "SET LOCAL idle_in_transaction_session_timeout = 0"));
    auto outcome = each_row(connection, text, kind, day, visit);
    if (outcome) return connection.execute("COMMIT");
    connection.roll_back();
    return outcome;
}

// Settings under which PostgreSQL itself may lose or tear what it has confirmed.
Result<void> examine_settings(Connection& connection, std::vector<std::string>& findings) {
    EARSHOT_TRY(const Rows rows,
                connection.run("SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes')"
                               " AND setting = 'off' ORDER BY name"));
    for (int i = 0; i < rows.count(); ++i) {
        findings.push_back("PostgreSQL runs with " + std::string(rows.text(i, 0)) +
                           " = off: a power failure can lose or damage what was confirmed. Turn it on in "
                           "postgresql.conf.");
    }
    return {};
}

}  // namespace

Result<void> visit_records(Connection& connection, std::string_view kind, WallTime now,
                           const std::function<Result<void>(std::string_view record)>& visit) {
    return each_row_of_one_moment(
        connection, "CASE WHEN ends < $4 THEN withheld ELSE body END", kind, day_of(now),
        [&](const Id&, std::string_view text) { return text.empty() ? Result<void>() : visit(text); });
}

Result<std::vector<std::string>> examine_store(Connection& connection) {
    std::vector<std::string> findings;
    EARSHOT_CHECK(examine_settings(connection, findings));
    EARSHOT_CHECK(
        each_row_of_one_moment(connection, "body", {}, {}, [&](const Id& id, std::string_view body) -> Result<void> {
            const auto record = decode_record(std::string(body));
            if (record && record->id == id) return {};
            findings.push_back("The record " + to_text(id) + " cannot be read: " +
                               (record ? std::string("it is another one") : record.error().message));
            return {};
        }));
    return findings;
}

Result<StoreTotals> count_records(Connection& connection) {
    EARSHOT_TRY(const Rows rows, connection.run("SELECT count(*), count(*) FILTER (WHERE kind = 'story'),"
                                                " pg_database_size(current_database()) FROM record"));
    return StoreTotals{rows.number(0, 0), rows.number(0, 1), rows.number(0, 2), std::nullopt};
}

Result<std::int64_t> size_of_store(Connection& connection) {
    EARSHOT_TRY(const Rows rows, connection.run("SELECT pg_database_size(current_database())"));
    return rows.number(0, 0);
}

Result<std::string> describe_server(Connection& connection) {
    EARSHOT_TRY(const Rows rows,
                connection.run("SELECT current_setting('server_version'), (SELECT count(*) - 1 FROM pg_stat_activity"
                               " WHERE datname = current_database() AND application_name = 'earshot-server'),"
                               " current_setting('synchronous_standby_names')"));
    const std::string_view version = rows.text(0, 0), standbys = rows.text(0, 2);
    std::string text = "by PostgreSQL " + std::string(version.substr(0, version.find(' '))) + " at " +
                       connection.server() + ", " + std::to_string(rows.number(0, 1)) +
                       " other connections of earshot-server";
    return text + (standbys.empty() ? ", no standby confirms" : ", confirmed by " + std::string(standbys));
}

}  // namespace earshot::sync::postgres
