// sync/server/audit_command.hpp: earshot-server audit: who changed what when.
#pragma once

#include <string>

#include "platform/base/result.hpp"
#include "sync/server/store_place.hpp"

namespace earshot::sync {

struct AuditOptions {
    StorePlace place;
    std::string since;   // "2026-11-03" or "2026-11-03T11:20", UTC; empty: from the beginning
    std::string device;  // its id; empty: every device, and the keepers
    bool json = false;
};

// Errc::invalid for a time or an id that is none.
Result<void> print_audit(const AuditOptions& options);

}  // namespace earshot::sync
