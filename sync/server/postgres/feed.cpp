#include "sync/server/postgres/feed.hpp"

#include <algorithm>
#include <limits>

#include "sync/model/consent.hpp"
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
Result<FeedPage> read_feed(Connection& connection, const EnrolledDevice& reader, const FeedRequest& request) {
    // Which of its texts a row is told with is decided while it is read: consent ends by the day, not by a change. The
    // text of what is left out stays where it is.
    constexpr std::string_view all =
        "SELECT seq, origin, CASE WHEN origin = $3 AND seq > $4 THEN NULL WHEN ends < $5 THEN withheld ELSE body END,"
        " kind, deleted_at IS NOT NULL FROM record WHERE seq > $1 ORDER BY seq LIMIT $2";
    constexpr std::string_view of_site =
        "SELECT seq, origin, CASE WHEN origin = $3 AND seq > $4 THEN NULL WHEN ends < $5 THEN withheld"
        " WHEN site = nullif($6, '') THEN body ELSE coalesce(redacted, body) END,"
        " kind, deleted_at IS NOT NULL FROM record WHERE seq > $1 ORDER BY seq LIMIT $2";
    const std::string today = day_of(request.now);
    // In a snapshot a reader is told its own too.
    const std::int64_t own_from =
        request.snapshot_began ? std::numeric_limits<std::int64_t>::max() : std::max<std::int64_t>(reader.cursor, 0);
    const bool sees_all = may_see_personal(reader.role, {}, {});
    FeedPageWriter page(reader, request);
    std::int64_t wanted = rows_first, rows_seen = 0, at = request.cursor;
    const std::int64_t asked = std::max<std::int64_t>(page.bytes_left(), 0);
    for (;;) {
        Arguments arguments = Arguments::of(at, wanted, reader.writer(), own_from, today);
        if (!sees_all) arguments.add(reader.site);
        EARSHOT_TRY(const Rows rows, connection.run(sees_all ? all : of_site, std::move(arguments)));
        for (int i = 0; i < rows.count(); ++i) {
            if (page.is_full()) return page.finish(true);
            at = rows.number(i, 0);
            const std::string_view text = rows.is_null(i, 2) ? std::string_view() : rows.text(i, 2);
            page.take({at, rows.id_if_any(i, 1), rows.text(i, 3), rows.flag(i, 4), text});
        }
        if (rows.count() < wanted) return page.finish(false);
        rows_seen += rows.count();
        wanted = rows_wanted(page.bytes_left(), rows_seen, asked - page.bytes_left());
    }
}

Result<FeedPage> read_erasures(Connection& connection, std::int64_t cursor) {
    EARSHOT_TRY(const Rows rows, connection.run("SELECT body FROM record WHERE kind = 'erasure' AND seq > $1"
                                                " ORDER BY seq",
                                                Arguments::of(cursor)));
    FeedPage page;
    page.cursor = cursor;
    for (int i = 0; i < rows.count(); ++i) {
        if (i > 0) page.records += ',';
        page.records += rows.text(i, 0);
        page.count += 1;
    }
    return page;
}

}  // namespace earshot::sync::postgres
