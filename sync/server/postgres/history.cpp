#include "sync/server/postgres/history.hpp"

#include <algorithm>

#include "platform/base/log.hpp"
#include "sync/server/keeper_store.hpp"

namespace earshot::sync::postgres {

History::Seen History::seen() {
    const std::lock_guard lock(mutex_);
    return seen_;
}

void History::note(std::int64_t sequence) {
    const std::lock_guard lock(mutex_);
    seen_.sequence = std::max(seen_.sequence, sequence);
}

Result<std::int64_t> History::last_sequence(Connection& connection, platform::Random& random) {
    // Taken before the store is asked: what others see meanwhile is newer than its answer.
    const Seen before = seen();
    EARSHOT_TRY(const Rows rows, connection.run("SELECT (SELECT coalesce(max(seq), 0) FROM record),"
                                                " (SELECT value FROM meta WHERE name = 'epoch')"));
    const std::int64_t last = rows.number(0, 0);
    const std::string epoch(rows.text(0, 1));
    if (epoch == before.epoch && last < before.sequence) {
        log_error("store_went_back", "from=" + std::to_string(before.sequence) + " to=" + std::to_string(last));
        // Of several who notice, one is first; the others find its epoch.
        EARSHOT_CHECK(connection.run("UPDATE meta SET value = $1 WHERE name = 'epoch' AND value = $2",
                                     Arguments::of(make_epoch(random), epoch)));
        return last;
    }
    const std::lock_guard lock(mutex_);
    if (seen_.epoch != epoch && seen_.epoch == before.epoch) seen_ = {epoch, last};
    seen_.sequence = std::max(seen_.sequence, last);
    return last;
}

}  // namespace earshot::sync::postgres
