#include "sync/server/postgres/audit_rows.hpp"

#include <limits>

namespace earshot::sync::postgres {
namespace {

constexpr std::int64_t rows_at_once = 500;

// "id,id": as array_to_string() writes them.
Result<std::vector<Id>> ids_in(std::string_view text) {
    constexpr std::size_t id_length = 36;
    std::vector<Id> ids;
    for (; !text.empty(); text.remove_prefix(std::min(id_length + 1, text.size()))) {
        EARSHOT_TRY(const Id id, parse_id(text.substr(0, id_length)));
        ids.push_back(id);
    }
    return ids;
}

Result<std::optional<AuditEntry>> entry_in(const Rows& rows, int row) {
    AuditEntry entry;
    entry.at = WallTime{rows.number(row, 1)};
    const auto deed = deed_named(rows.text(row, 2));
    if (!deed) return std::optional<AuditEntry>();  // of a newer earshot-server
    entry.deed = *deed;
    entry.device = rows.id_if_any(row, 3);
    entry.role = rows.text(row, 4);
    entry.site = rows.text(row, 5);
    EARSHOT_TRY(entry.records, ids_in(rows.text(row, 6)));
    return std::optional(std::move(entry));
}

}  // namespace

Call add_entry(const AuditEntry& entry) {
    return {
        "INSERT INTO audit (at, deed, device, role, site, records)"
        " VALUES ($1, $2, CAST(nullif($3, '') AS uuid), $4, $5, $6)",
        Arguments::of(entry.at.unix_ms, name_of(entry.deed), entry.device ? to_text(*entry.device) : std::string(),
                      entry.role, entry.site, entry.records)};
}

Result<std::optional<WallTime>> last_backup_in(Connection& connection) {
    EARSHOT_TRY(const Rows rows, connection.run("SELECT max(at) FROM audit WHERE deed = 'backup'"));
    if (rows.is_null(0, 0)) return std::optional<WallTime>();
    return std::optional(WallTime{rows.number(0, 0)});
}

Result<void> visit_audit(Connection& connection, const AuditQuery& query, const SharedStore::AuditVisitor& visit) {
    const std::int64_t since = query.since ? query.since->unix_ms : std::numeric_limits<std::int64_t>::min();
    const std::string device = query.device ? to_text(*query.device) : std::string();
    const std::string_view deed = query.deed ? name_of(*query.deed) : std::string_view();
    for (std::int64_t number = 0;;) {
        EARSHOT_TRY(const Rows rows,
                    connection.run("SELECT number, at, deed, device, role, site, array_to_string(records, ',')"
                                   " FROM audit WHERE number > $1 AND at >= $2 AND ($3 = '' OR deed = $3)"
                                   " AND ($4 = '' OR device = CAST(nullif($4, '') AS uuid)) ORDER BY number LIMIT $5",
                                   Arguments::of(number, since, deed, device, rows_at_once)));
        for (int i = 0; i < rows.count(); ++i) {
            number = rows.number(i, 0);
            EARSHOT_TRY(const std::optional<AuditEntry> entry, entry_in(rows, i));
            if (entry) EARSHOT_CHECK(visit(*entry));
        }
        if (rows.count() < rows_at_once) return {};
    }
}

}  // namespace earshot::sync::postgres
