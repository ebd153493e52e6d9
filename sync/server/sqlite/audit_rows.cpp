#include "sync/server/sqlite/audit_rows.hpp"

#include <algorithm>
#include <limits>

namespace earshot::sync {
namespace {

std::string packed(const std::vector<Id>& ids) {
    std::string bytes;
    bytes.reserve(ids.size() * sizeof(Id::bytes));
    for (const Id& id : ids)
        bytes.append(id.bytes.begin(), id.bytes.end());
    return bytes;
}

std::vector<Id> unpacked(std::string_view bytes) {
    std::vector<Id> ids(bytes.size() / sizeof(Id::bytes));
    for (Id& id : ids) {
        std::copy_n(bytes.begin(), id.bytes.size(), id.bytes.begin());
        bytes.remove_prefix(id.bytes.size());
    }
    return ids;
}

}  // namespace

Result<void> add_audit_entry(Database& database, const AuditEntry& entry) {
    const std::string records = packed(entry.records);
    auto insert =
        database.statement("INSERT INTO audit (at, deed, device, role, site, records) VALUES (?, ?, ?, ?, ?, ?)",
                           entry.at.unix_ms, name_of(entry.deed));
    entry.device ? insert.bind(*entry.device) : insert.bind_null();
    insert.bind(entry.role).bind(entry.site);
    records.empty() ? insert.bind_null() : insert.bind_blob(records);
    return insert.run();
}

Result<std::optional<WallTime>> last_backup_in(Database& database) {
    auto row = database.statement("SELECT max(at) FROM audit WHERE deed = 'backup'");
    EARSHOT_TRY(const bool found, row.step());
    if (!found || row.is_null(0)) return std::optional<WallTime>();
    return std::optional(WallTime{row.number(0)});
}

Result<void> visit_audit(Database& database, const AuditQuery& query, const SharedStore::AuditVisitor& visit) {
    auto rows = database.statement(
        query.device
            ? "SELECT at, deed, device, role, site, records FROM audit WHERE at >= ?1 AND (?2 = '' OR deed = ?2)"
              " AND device = ?3 ORDER BY number"
            : "SELECT at, deed, device, role, site, records FROM audit WHERE at >= ?1 AND (?2 = '' OR deed = ?2)"
              " ORDER BY number",
        query.since ? query.since->unix_ms : std::numeric_limits<std::int64_t>::min(),
        query.deed ? name_of(*query.deed) : std::string_view());
    if (query.device) rows.bind(*query.device);
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return {};
        AuditEntry entry;
        entry.at = WallTime{rows.number(0)};
        const auto deed = deed_named(rows.text(1));
        if (!deed) continue;  // of a newer earshot-server, before a restore
        entry.deed = *deed;
        if (!rows.is_null(2)) entry.device = rows.id(2);
        entry.role = rows.text(3);
        entry.site = rows.text(4);
        if (!rows.is_null(5)) entry.records = unpacked(rows.blob(5));
        EARSHOT_CHECK(visit(entry));
    }
}

}  // namespace earshot::sync
