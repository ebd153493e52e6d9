// sync/server/sqlite/devices.hpp: who may speak to the shared store: codes, devices and the hashes of their tokens.
//
// Writing calls are made inside the caller's transaction.
#pragma once

#include <optional>
#include <vector>

#include "sync/server/shared_store.hpp"
#include "sync/store/database.hpp"

namespace earshot::sync {

// Codes that have run out are forgotten at the same time.
Result<void> add_enrolment_code(Database& database, const EnrolmentCode& code);
Result<EnrolledDevice> use_enrolment_code(Database& database, std::string_view code, const Id& device,
                                          std::string_view name, std::string_view token_hash, WallTime now);
Result<std::optional<EnrolledDevice>> find_device_by_token(Database& database, std::string_view token_hash);
// Also of a revoked device; empty for one that never enrolled.
Result<std::optional<Role>> role_of_device(Database& database, const Id& device);
Result<std::vector<EnrolledDevice>> all_devices(Database& database);
Result<Standing> standing_in(Database& database, const Id& incarnation);
Result<void> note_device_heard(Database& database, const EnrolledDevice& from, std::int64_t cursor, WallTime now);
Result<void> revoke_device(Database& database, const Id& device);

}  // namespace earshot::sync
