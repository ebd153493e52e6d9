// sync/server/permissions.hpp: what a device may push, by its role (sync/model/roles.hpp). Both homes of the shared
// store ask here.
//
// One exception: an erasure travels through whoever knows it, so that a store that lost it hears of it again from any
// device. A device whose role may not write one may pass on what a device that may has written; that is why the roles
// of the writers are asked for.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "sync/server/shared_store.hpp"

namespace earshot::sync {

// The role a device has or had here, also a revoked one's; empty for one that never enrolled.
using RoleOf = std::function<Result<std::optional<Role>>(const Id& device)>;

// Empty: the record may be stored. Otherwise why not, in words for the person at the device.
Result<std::string> refusal_for(const EnrolledDevice& from, const Record& record, const RoleOf& role_of);

}  // namespace earshot::sync
