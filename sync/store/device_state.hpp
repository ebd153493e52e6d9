// sync/store/device_state.hpp: the one row in which a database keeps what it is and how far it has come.
#pragma once

#include <optional>
#include <string>

#include "platform/base/time.hpp"
#include "sync/store/database.hpp"

namespace earshot::sync {

struct DeviceState {
    Id device;
    std::string epoch;  // of the shared store that `cursor` speaks of
    std::int64_t cursor = 0;
    std::uint64_t clock = 0;   // the largest clock value written or seen
    std::int64_t change = 0;   // the last change number given out
    std::int64_t stories = 0;  // living ones
    std::int64_t waiting = 0, waiting_stories = 0, refused = 0;
    std::optional<WallTime> last_agreed;
    std::int64_t began = 0;
    std::int64_t reading = 0;  // a Reading

    bool operator==(const DeviceState&) const = default;
};

// Empty for a new database.
Result<std::optional<DeviceState>> read_state(Database& database);
Result<void> write_state(Database& database, const DeviceState& state);

}  // namespace earshot::sync
