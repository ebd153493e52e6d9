// sync/store/examine.hpp: is everything as it should be? For doctor, and for the nightly look.
#pragma once

#include <string>
#include <vector>

#include "sync/store/database.hpp"
#include "sync/store/device_state.hpp"

namespace earshot::sync {

// A first look at the structure alone, for moments when a person waits: what is damaged, empty when nothing is.
// Databases that would take seconds are not looked at.
Result<std::string> find_damage_quickly(Database& database);

// What is wrong, in plain words; empty: nothing. Reads the whole database.
Result<std::vector<std::string>> examine_database(Database& database, const DeviceState& state);

}  // namespace earshot::sync
