#include "sync/store/device_state.hpp"

namespace earshot::sync {

Result<std::optional<DeviceState>> read_state(Database& database) {
    auto row = database.statement(
        "SELECT device, epoch, cursor, clock, change, stories, waiting, waiting_stories, refused, last_agreed, began, "
        "reading"
        " FROM state");
    EARSHOT_TRY(const bool found, row.step());
    if (!found) return std::optional<DeviceState>();
    DeviceState state;
    state.device = row.id(0);
    state.epoch = row.text(1);
    state.cursor = row.number(2);
    state.clock = static_cast<std::uint64_t>(row.number(3));
    state.change = row.number(4);
    state.stories = row.number(5);
    state.waiting = row.number(6);
    state.waiting_stories = row.number(7);
    state.refused = row.number(8);
    if (!row.is_null(9)) state.last_agreed = WallTime{row.number(9)};
    state.began = row.number(10);
    state.reading = row.number(11);
    return std::optional(state);
}

Result<void> write_state(Database& database, const DeviceState& state) {
    auto row = database.statement(
        "INSERT OR REPLACE INTO state (one, device, epoch, cursor, clock, change, stories, waiting, waiting_stories,"
        " refused, last_agreed, began, reading) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    row.bind(state.device).bind(state.epoch).bind(state.cursor).bind(static_cast<std::int64_t>(state.clock));
    row.bind(state.change).bind(state.stories).bind(state.waiting).bind(state.waiting_stories).bind(state.refused);
    if (state.last_agreed) {
        row.bind(state.last_agreed->unix_ms);
    } else {
        row.bind_null();
    }
    row.bind(state.began).bind(state.reading);
    return row.run();
}

}  // namespace earshot::sync
