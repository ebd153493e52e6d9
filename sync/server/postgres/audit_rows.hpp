// sync/server/postgres/audit_rows.hpp: the table of who changed what when.
#pragma once

#include "sync/server/postgres/connection.hpp"
#include "sync/server/shared_store.hpp"

namespace earshot::sync::postgres {

// The statement that notes it, for the transaction that does the deed.
Call add_entry(const AuditEntry& entry);
Result<std::optional<WallTime>> last_backup_in(Connection& connection);
Result<void> visit_audit(Connection& connection, const AuditQuery& query, const SharedStore::AuditVisitor& visit);

}  // namespace earshot::sync::postgres
