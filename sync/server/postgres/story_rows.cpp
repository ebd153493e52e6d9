#include "sync/server/postgres/story_rows.hpp"

#include <algorithm>
#include <string>

#include "sync/model/consent.hpp"
#include "sync/protocol/record_codec.hpp"
#include "sync/server/shared_row.hpp"

namespace earshot::sync::postgres {
namespace {

constexpr std::int64_t stories_at_once = 32;  // With all that hangs on them they stay in memory together.
constexpr std::int64_t written_again_at_once = 1'000;

// Which of its texts a row is told with; $1 is the day, $2 the reader's site.
std::string told_text(const EnrolledDevice& reader) {
    const bool sees_all = may_see_personal(reader.role, {}, {});
    return sees_all ? "CASE WHEN ends < $1 THEN withheld ELSE body END"
                    : "CASE WHEN ends < $1 THEN withheld WHEN site = nullif($2, '') THEN body"
                      " ELSE coalesce(redacted, body) END";
}

Result<Rows> some_stories(Connection& connection, const EnrolledDevice& reader, const StoryRequest& request,
                          const StoryPlace& after) {
    Arguments arguments = Arguments::of(day_of(request.now), reader.site);
    const auto parameter = [&](const auto& value) {
        arguments.add(value);
        return "$" + std::to_string(arguments.count());
    };
    const bool is_filed = request.order == StoryOrder::filed;
    const std::string key = is_filed ? "coalesce(filed, place)" : "place";
    std::string sql = "SELECT " + key + ", id, " + told_text(reader) + " FROM record WHERE ";
    if (request.only) {
        sql += "id = " + parameter(*request.only) + " AND place IS NOT NULL";
        return connection.run(sql, std::move(arguments));
    }
    const std::int64_t first = request.first_place();
    sql += "place >= " + parameter(is_filed ? first : std::max(first, after.place));
    sql += " AND place < " + parameter(request.end_place());
    sql += " AND (" + key + ", id) > (" + parameter(after.place) + ", ";
    sql += parameter(after.id) + ")";
    if (!request.kind.empty()) sql += " AND story_kind = " + parameter(request.kind);
    if (!request.stage.empty()) sql += " AND stage = " + parameter(request.stage);
    if (!request.site.empty()) sql += " AND site = " + parameter(request.site);
    sql += " ORDER BY " + key + ", id LIMIT " + parameter(stories_at_once);
    return connection.run(sql, std::move(arguments));
}

// By story as they are given, then kind and id; of each kind the first up to hanging_bytes_most, each row with how many
// there are.
Result<Rows> hanging_on(Connection& connection, const EnrolledDevice& reader, const StoryRequest& request,
                        const std::vector<Id>& stories) {
    const std::string sql =
        "SELECT s.number, h.kind, h.text, h.total FROM unnest($3) WITH ORDINALITY AS s (id, number)"
        " CROSS JOIN LATERAL (SELECT kind, id, " +
        told_text(reader) +
        " AS text, octet_length(body) AS bytes, sum(octet_length(body)) OVER (PARTITION BY kind ORDER BY id) AS so_far,"
        " count(*) OVER (PARTITION BY kind) AS total"
        " FROM record WHERE story = s.id AND kind IN ('echo', 'attachment') AND deleted_at IS NULL) AS h"
        " WHERE h.so_far - h.bytes < $4 ORDER BY s.number, h.kind, h.id";
    return connection.run(sql, Arguments::of(day_of(request.now), reader.site, stories, hanging_bytes_most));
}

// What hangs on one story: the rows from `at` on that are of it.
void take_hanging(ToldPageWriter& page, const EnrolledDevice& reader, const Rows& rows, int& at, std::int64_t number) {
    while (at < rows.count() && rows.number(at, 0) < number)
        at += 1;
    while (at < rows.count() && rows.number(at, 0) == number) {
        const std::string kind(rows.text(at, 1));
        const std::int64_t total = rows.number(at, 3);
        std::int64_t seen = 0;
        for (; at < rows.count() && rows.number(at, 0) == number && rows.text(at, 1) == kind; ++at, ++seen) {
            if (!may_read(reader.role, kind_named(kind)) || rows.text(at, 2).empty()) continue;
            kind == "echo" ? page.take_echo(rows.text(at, 2)) : page.take_attachment(rows.text(at, 2));
        }
        kind == "echo" ? page.leave_out_echoes(total - seen) : page.leave_out_attachments(total - seen);
    }
}

}  // namespace

Result<ToldPage> read_stories(Connection& connection, const EnrolledDevice& reader, const StoryRequest& request) {
    ToldPageWriter page(request);
    if (!may_read(reader.role, Kind::story)) return page.finish(false);
    for (;;) {
        EARSHOT_TRY(const Rows rows, some_stories(connection, reader, request, page.last()));
        std::vector<Id> ids;
        for (int i = 0; i < rows.count(); ++i)
            ids.push_back(rows.id(i, 1));
        if (ids.empty()) return page.finish(false);
        EARSHOT_TRY(const Rows hanging, hanging_on(connection, reader, request, ids));
        int at = 0;
        for (int i = 0; i < rows.count(); ++i) {
            if (page.is_full()) return page.finish(true);
            const std::string_view text = rows.is_null(i, 2) ? std::string_view() : rows.text(i, 2);
            if (page.take({rows.number(i, 0), rows.id(i, 1)}, text)) take_hanging(page, reader, hanging, at, i + 1);
        }
        if (request.only || rows.count() < stories_at_once) return page.finish(false);
    }
}

Result<std::vector<Id>> known_among(Connection& connection, std::span<const Id> ids) {
    std::vector<Id> known;
    EARSHOT_TRY(const Rows rows, connection.run("SELECT id FROM record WHERE id = ANY ($1)",
                                                Arguments::of(std::vector<Id>(ids.begin(), ids.end()))));
    for (int i = 0; i < rows.count(); ++i)
        known.push_back(rows.id(i, 0));
    std::sort(known.begin(), known.end());
    return known;
}

Result<void> write_rows_again(Connection& connection) {
    std::int64_t sequence = 0;
    for (;;) {
        EARSHOT_TRY(const Rows rows,
                    connection.run("SELECT seq, id, body FROM record WHERE seq > $1 AND kind IN ('story', 'echo',"
                                   " 'reply', 'receipt', 'attachment') ORDER BY seq LIMIT $2",
                                   Arguments::of(sequence, written_again_at_once)));
        if (rows.count() == 0) return {};
        std::vector<SharedRow> written;
        std::vector<Id> ids;
        std::vector<std::optional<std::int64_t>> places;
        std::vector<std::optional<std::string_view>> kinds, stages;
        std::vector<std::optional<Id>> stories;
        for (int i = 0; i < rows.count(); ++i) {
            sequence = rows.number(i, 0);
            // What cannot be read any more stays as it is; doctor tells of it.
            const auto record = decode_record(std::string(rows.text(i, 2)));
            if (!record) continue;
            ids.push_back(rows.id(i, 1));
            written.push_back(row_of(*record, std::nullopt));
        }
        for (const SharedRow& row : written) {
            places.push_back(row.place);
            kinds.push_back(row.story_kind);
            stages.push_back(row.stage);
            stories.push_back(row.story);
        }
        EARSHOT_CHECK(connection.run(
            "UPDATE record SET place = a.place, story_kind = a.story_kind, stage = a.stage, story = a.story"
            " FROM unnest($1, $2, $3, $4, $5) AS a (id, place, story_kind, stage, story) WHERE record.id = a.id",
            Arguments::of(ids, places, kinds, stages, stories)));
    }
}

}  // namespace earshot::sync::postgres
