// sync/server/postgres/devices.hpp: who may speak to the shared store: codes, devices and the hashes of their tokens.
//
// That a device was heard is noted with its pushes (push_batch.hpp).
#pragma once

#include <optional>
#include <vector>

#include "sync/server/postgres/connection.hpp"
#include "sync/server/shared_store.hpp"

namespace earshot::sync::postgres {

// Codes that have run out are forgotten at the same time.
Result<void> add_enrolment_code(Connection& connection, const EnrolmentCode& code, WallTime now);
Result<EnrolledDevice> use_enrolment_code(Connection& connection, std::string_view code, const Id& device,
                                          std::string_view name, std::string_view token_hash, WallTime now);
Result<std::optional<EnrolledDevice>> find_device_by_token(Connection& connection, std::string_view token_hash);
Result<std::vector<EnrolledDevice>> all_devices(Connection& connection);
Result<void> revoke_device(Connection& connection, const Id& device, WallTime now);

}  // namespace earshot::sync::postgres
