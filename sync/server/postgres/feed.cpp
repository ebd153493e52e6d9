#include "sync/server/postgres/feed.hpp"

#include <algorithm>

#include "sync/server/shared_row.hpp"

namespace earshot::sync::postgres {
namespace {

// How many rows are asked for at once: few at first, then as many as the page will take, as far as can be seen.
constexpr std::int64_t rows_first = 64, rows_least = 16, rows_most = 2'000;

std::int64_t rows_wanted(std::int64_t bytes_left, std::int64_t rows_seen, std::int64_t bytes_seen) {
    if (bytes_seen == 0) return rows_most;  // The reader's own so far, of which nothing is sent.
    return std::clamp(bytes_left * rows_seen / bytes_seen + 1, rows_least, rows_most);
}

}  // namespace

// Each part is read by a statement of its own. That is as good as one: whatever was committed in between stands behind
// everything that could be seen before.
Result<FeedPage> read_feed(Connection& connection, const EnrolledDevice& reader, std::int64_t cursor,
                           std::int64_t bytes) {
    // The text of what is left out stays where it is.
    constexpr std::string_view plain =
        "SELECT seq, origin, CASE WHEN origin = $3 AND seq > $4 THEN NULL ELSE body END"
        " FROM record WHERE seq > $1 ORDER BY seq LIMIT $2";
    constexpr std::string_view redacted =
        "SELECT seq, origin, CASE WHEN origin = $3 AND seq > $4 THEN NULL ELSE coalesce(redacted, body) END"
        " FROM record WHERE seq > $1 ORDER BY seq LIMIT $2";
    FeedPageWriter page(reader, cursor, bytes);
    std::int64_t wanted = rows_first, rows_seen = 0, at = cursor;
    const std::int64_t asked = std::max<std::int64_t>(page.bytes_left(), 0);
    for (;;) {
        EARSHOT_TRY(const Rows rows, connection.run(may_see_personal(reader.role) ? plain : redacted,
                                                    Arguments::of(at, wanted, reader.device, reader.cursor)));
        for (int i = 0; i < rows.count(); ++i) {
            if (page.is_full()) return page.finish(true);
            at = rows.number(i, 0);
            const bool left_out = rows.is_null(i, 2) || page.is_left_out(at, rows.id_if_any(i, 1));
            page.take(at, left_out ? std::string_view() : rows.text(i, 2));
        }
        if (rows.count() < wanted) return page.finish(false);
        rows_seen += rows.count();
        wanted = rows_wanted(page.bytes_left(), rows_seen, asked - page.bytes_left());
    }
}

}  // namespace earshot::sync::postgres
