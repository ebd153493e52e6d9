// sync/server/sqlite/audit_rows.hpp: the table of who changed what when.
#pragma once

#include "sync/server/shared_store.hpp"
#include "sync/store/database.hpp"

namespace earshot::sync {

// Inside the caller's transaction.
Result<void> add_audit_entry(Database& database, const AuditEntry& entry);
Result<std::optional<WallTime>> last_backup_in(Database& database);
Result<void> visit_audit(Database& database, const AuditQuery& query, const SharedStore::AuditVisitor& visit);

}  // namespace earshot::sync
