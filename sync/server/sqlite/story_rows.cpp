#include "sync/server/sqlite/story_rows.hpp"

#include <algorithm>
#include <functional>

#include "sync/model/consent.hpp"
#include "sync/server/sqlite/told_text.hpp"

namespace earshot::sync {
namespace {

using Take = std::function<void(std::string_view text)>;

// By id, until they have hanging_bytes_most; how many are left.
Result<std::int64_t> read_hanging(Database& database, const EnrolledDevice& reader, const std::string& today,
                                  const Id& story, Kind kind, const Take& take) {
    if (!may_read(reader.role, kind)) return 0;
    std::int64_t bytes = 0, left = 0;
    auto rows = database.statement("SELECT " + std::string(told_text(reader)) +
                                       " FROM record WHERE story = ?1 AND kind = ?4 AND deleted_at IS NULL ORDER BY id",
                                   story, today, reader.site, name_of(kind));
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return left;
        const std::string_view text = rows.text(0);
        if (text.empty()) continue;
        if (bytes >= hanging_bytes_most) {
            left += 1;
            continue;
        }
        bytes += static_cast<std::int64_t>(text.size());
        take(text);
    }
}

}  // namespace

Result<ToldPage> read_stories(Database& database, const EnrolledDevice& reader, const StoryRequest& request) {
    ToldPageWriter page(request);
    if (!may_read(reader.role, Kind::story)) return page.finish(false);
    const std::string today = day_of(request.now);
    const bool is_filed = request.order == StoryOrder::filed;
    const std::string key = is_filed ? "coalesce(filed, place)" : "place";
    const std::string what = "SELECT " + key + ", id, " + std::string(told_text(reader)) + " FROM record";
    const std::string one = what + " WHERE id = ?4 AND place IS NOT NULL";
    // Everything but the text is in the index, and the text of what does not fit is never looked at.
    const std::string later = key + " >= ?1 AND (" + key + " > ?5 OR id > ?6)";
    const char* const wanted =  // The "+" keeps ?1 the place where to begin.
        " AND place < ?4 AND +place >= ?10 AND (?7 = '' OR story_kind = ?7) AND (?8 = '' OR stage = ?8)"
        " AND (?9 = '' OR site = ?9)";
    const std::string some =
        what + (is_filed ? " INDEXED BY record_filed" : "") + " WHERE " + later + wanted + " ORDER BY " + key + ", id";
    const std::int64_t first = request.first_place();
    const std::int64_t from = is_filed ? request.after.place : std::max(request.after.place, first);
    auto rows = request.only
                    ? database.statement(one, 0, today, reader.site, *request.only)
                    : database.statement(some, from, today, reader.site, request.end_place(), request.after.place,
                                         request.after.id, request.kind, request.stage, request.site, first);
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return page.finish(false);
        if (page.is_full()) return page.finish(true);
        const StoryPlace place{rows.number(0), rows.id(1)};
        if (!page.take(place, rows.text(2))) continue;
        const Take echo = [&](std::string_view text) { page.take_echo(text); };
        EARSHOT_TRY(const std::int64_t echoes, read_hanging(database, reader, today, place.id, Kind::echo, echo));
        page.leave_out_echoes(echoes);
        const Take attachment = [&](std::string_view text) { page.take_attachment(text); };
        EARSHOT_TRY(const std::int64_t attachments,
                    read_hanging(database, reader, today, place.id, Kind::attachment, attachment));
        page.leave_out_attachments(attachments);
    }
}

Result<std::vector<Id>> known_among(Database& database, std::span<const Id> ids) {
    std::vector<Id> known;
    for (const Id& id : ids) {
        auto row = database.statement("SELECT 1 FROM record WHERE id = ?", id);
        EARSHOT_TRY(const bool found, row.step());
        if (found) known.push_back(id);
    }
    std::sort(known.begin(), known.end());
    known.erase(std::unique(known.begin(), known.end()), known.end());
    return known;
}

}  // namespace earshot::sync
