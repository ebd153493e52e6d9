// sync/store/examine.hpp: is everything as it should be? For doctor, and for the nightly look.
#pragma once

#include <string>
#include <vector>

#include "sync/store/database.hpp"
#include "sync/store/device_state.hpp"

namespace earshot::sync {

// What is wrong, in plain words; empty: nothing. Reads the whole database.
Result<std::vector<std::string>> examine_database(Database& database, const DeviceState& state);

}  // namespace earshot::sync
