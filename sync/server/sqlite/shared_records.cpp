#include "sync/server/sqlite/shared_records.hpp"

#include <algorithm>
#include <charconv>

#include "sync/model/consent.hpp"
#include "sync/protocol/record_codec.hpp"
#include "sync/server/sqlite/shared_erasures.hpp"
#include "sync/server/sqlite/shared_rows.hpp"
#include "sync/server/sqlite/told_text.hpp"
#include "sync/server/stamp_limit.hpp"

namespace earshot::sync {
namespace {

constexpr std::int64_t purged_at_once = 1'000;  // one commit that nobody notices
constexpr std::int64_t written_again_at_once = 1'000;

}  // namespace

Result<std::uint64_t> newest_clock_in(Database& database) {
    auto row = database.statement("SELECT value FROM meta WHERE name = 'clock'");
    EARSHOT_TRY(const bool found, row.step());
    std::uint64_t clock = 0;
    if (found) std::from_chars(row.text(0).data(), row.text(0).data() + row.text(0).size(), clock);
    return clock;
}

Result<std::int64_t> last_sequence_in(Database& database) {
    return database.number("SELECT max(seq) FROM record");
}

Result<PushOutcome> push_records(Database& database, KnownErasures& known, const EnrolledDevice& from,
                                 std::span<const PushedRecord> records, WallTime now) {
    EARSHOT_CHECK(catch_up(database, known));
    EARSHOT_TRY(const std::int64_t last, last_sequence_in(database));
    SqliteSharedRows rows(database, last);
    EARSHOT_TRY(const std::uint64_t newest, newest_clock_in(database));
    StampLimit limit(newest, now);
    EARSHOT_TRY(PushOutcome outcome, push_onto(rows, known, from, records, limit, now));
    known.sequence = rows.last_sequence();
    if (limit.newest() != newest) {
        EARSHOT_CHECK(database
                          .statement("INSERT OR REPLACE INTO meta (name, value) VALUES ('clock', ?)",
                                     std::to_string(limit.newest()))
                          .run());
    }
    return outcome;
}

Result<std::int64_t> purge_tombstones(Database& database, WallTime deleted_before) {
    struct Tombstone {
        std::int64_t sequence;
        Id id;
    };
    std::vector<Tombstone> tombstones;
    EARSHOT_TRY(std::int64_t purged, purged_sequence(database));
    {
        auto rows = database.statement(
            "SELECT seq, id FROM record WHERE deleted_at < ? AND seq < (SELECT max(seq) FROM record)"
            " ORDER BY deleted_at LIMIT ?",
            deleted_before.unix_ms, purged_at_once);
        for (;;) {
            EARSHOT_TRY(const bool found, rows.step());
            if (!found) break;
            tombstones.push_back({rows.number(0), rows.id(1)});
        }
    }
    for (const Tombstone& tombstone : tombstones) {
        EARSHOT_CHECK(database.statement("DELETE FROM earlier_value WHERE id = ?", tombstone.id).run());
        EARSHOT_CHECK(database.statement("DELETE FROM record WHERE seq = ?", tombstone.sequence).run());
        purged = std::max(purged, tombstone.sequence);
    }
    if (!tombstones.empty()) {
        EARSHOT_CHECK(
            database.statement("INSERT OR REPLACE INTO meta (name, value) VALUES ('purged', ?)", std::to_string(purged))
                .run());
    }
    return static_cast<std::int64_t>(tombstones.size());
}

Result<std::int64_t> purged_sequence(Database& database) {
    return database.number("SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'purged'");
}

Result<FeedPage> read_erasures(Database& database, std::int64_t cursor) {
    FeedPage page;
    page.cursor = cursor;
    auto rows = database.statement("SELECT body FROM record WHERE kind = 'erasure' AND seq > ? ORDER BY seq", cursor);
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return page;
        if (page.count > 0) page.records += ',';
        page.records += rows.text(0);
        page.count += 1;
    }
}

Result<void> write_rows_again(Database& database) {
    auto update = database.statement(
        "UPDATE record SET redacted = ?, ends = ?, withheld = ?, place = ?, story_kind = ?, stage = ?, story = ?"
        " WHERE seq = ?");
    std::int64_t sequence = 0;
    for (;;) {
        std::vector<std::pair<std::int64_t, Record>> some;
        int read = 0;
        auto rows = database.statement(
            "SELECT seq, body FROM record WHERE seq > ? AND kind IN ('story', 'echo', 'reply', 'receipt', 'attachment')"
            " ORDER BY seq LIMIT ?",
            sequence, written_again_at_once);
        for (;;) {
            EARSHOT_TRY(const bool found, rows.step());
            if (!found) break;
            sequence = rows.number(0);
            read += 1;
            // What cannot be read any more stays as it is; doctor tells of it.
            if (auto record = decode_record(std::string(rows.text(1)))) some.emplace_back(sequence, std::move(*record));
        }
        if (read == 0) return {};
        for (const auto& [at, record] : some)
            EARSHOT_CHECK(bind_listed(update, row_of(record, std::nullopt)).bind(at).run());
    }
}

Result<FeedPage> read_feed(Database& database, const EnrolledDevice& reader, const FeedRequest& request) {
    FeedPageWriter page(reader, request);
    auto rows = database.statement("SELECT seq, origin, " + std::string(told_text(reader)) +
                                       ", kind, deleted_at FROM record WHERE seq > ?1 ORDER BY seq",
                                   request.cursor, day_of(request.now));
    if (!sees_all(reader)) rows.bind_copy(reader.site);
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return page.finish(false);
        if (page.is_full()) return page.finish(true);
        FeedRow row{rows.number(0), std::nullopt, rows.text(3), !rows.is_null(4), rows.text(2)};
        if (!rows.is_null(1)) row.origin = rows.id(1);
        page.take(row);
    }
}

}  // namespace earshot::sync
