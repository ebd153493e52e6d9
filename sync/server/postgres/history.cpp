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

Result<Standing> History::standing(Connection& connection, const Id& incarnation, platform::Random& random) {
    // Taken before the store is asked: what others see meanwhile is newer than its answer.
    const Seen before = seen();
    EARSHOT_TRY(const Rows rows, connection.run("SELECT (SELECT value FROM meta WHERE name = 'epoch'),"
                                                " (SELECT coalesce(max(seq), 0) FROM record),"
                                                " (SELECT value::bigint FROM meta WHERE name = 'purged'),"
                                                " speaker.turn, speaker.mark, speaker.cursor"
                                                " FROM (SELECT 1) AS one LEFT JOIN speaker ON incarnation = $1",
                                                Arguments::of(incarnation)));
    Standing now{std::string(rows.text(0, 0)), rows.number(0, 1), 0, std::nullopt};
    if (!rows.is_null(0, 2)) now.purged_sequence = rows.number(0, 2);
    if (!rows.is_null(0, 3))
        now.speaker = Speaker{{incarnation, rows.number(0, 3), std::string(rows.text(0, 4))}, rows.number(0, 5)};
    if (now.epoch == before.epoch && now.last_sequence < before.sequence) {
        log_error("store_went_back",
                  "from=" + std::to_string(before.sequence) + " to=" + std::to_string(now.last_sequence));
        // Of several who notice, one is first; the others find its epoch.
        EARSHOT_CHECK(connection.run("UPDATE meta SET value = $1 WHERE name = 'epoch' AND value = $2",
                                     Arguments::of(make_epoch(random), now.epoch)));
        return standing(connection, incarnation, random);
    }
    const std::lock_guard lock(mutex_);
    if (seen_.epoch != now.epoch && seen_.epoch == before.epoch) seen_ = {now.epoch, now.last_sequence};
    seen_.sequence = std::max(seen_.sequence, now.last_sequence);
    return now;
}

}  // namespace earshot::sync::postgres
