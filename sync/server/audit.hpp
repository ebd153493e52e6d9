// sync/server/audit.hpp: who changed what when, for the keeper: ids, deeds and times, never a word of a story, no name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/id.hpp"
#include "platform/base/time.hpp"

namespace earshot::sync {

enum class Deed : std::uint8_t { code, enrolment, revocation, push, backup, restore, data_export, forgetting };
// As it is stored and printed: "code", "enrolment", ... "export".
std::string_view name_of(Deed deed);
std::optional<Deed> deed_named(std::string_view name);

struct AuditEntry {
    WallTime at;  // by the server's clock
    Deed deed = Deed::push;
    std::optional<Id> device;  // who pushed, was enrolled or revoked; empty: a keeper at the server
    std::string role, site;    // of a code or an enrolment
    std::vector<Id> records;   // what a push or a forgetting changed; one that changed nothing has no entry
};

struct AuditQuery {
    std::optional<WallTime> since;
    std::optional<Id> device;
    std::optional<Deed> deed;
};

}  // namespace earshot::sync
