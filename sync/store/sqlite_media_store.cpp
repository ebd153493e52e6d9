#include "sync/store/sqlite_media_store.hpp"

#include <charconv>

#include <fmt/format.h>

#include "platform/base/log.hpp"
#include "platform/host/sha256.hpp"
#include "sync/model/tables.hpp"

namespace earshot::sync {
namespace {

// A blob that was kept and whose attachment was never written belongs to a program that died in between.
constexpr Duration unnamed_life{3'600'000};
constexpr std::int64_t files_removed_most = 64;  // by one tidy()
// What was postponed further than this was postponed by a clock that has been set back since.
constexpr Duration postponed_most{48 * 3'600'000};

constexpr const char* named =
    " EXISTS (SELECT 1 FROM attachment AS a WHERE (a.sha256 = m.sha256 OR a.thumbnail_sha256 = m.sha256)"
    " AND a.deleted IS NOT 1)";
// Nothing but 64 hex digits is ever called so: where the draft holds them, it names the blob.
constexpr const char* drafted = " EXISTS (SELECT 1 FROM draft AS d WHERE instr(d.json, m.sha256) > 0)";
constexpr const char* was_ever_named =
    " EXISTS (SELECT 1 FROM attachment AS a WHERE a.sha256 = m.sha256 OR a.thumbnail_sha256 = m.sha256)";
constexpr const char* due = " AND (m.next_attempt <= ?1 OR m.next_attempt > ?2)";

// The last attachment that named it was deleted: its bytes go at once.
std::string was_deleted() {
    return std::string(" NOT") + named + " AND" + was_ever_named;
}

// What somebody let go of was never looked at since.
constexpr std::int64_t used_never = 0;

Error not_here() {
    return {Errc::not_found, "The file is not on this device."};
}

}  // namespace

// ---- what attachments say -------------------------------------------------------------------------------------------

Result<void> SqliteMediaStore::note_attachment(const Record& record) {
    if (record.is_deleted()) return {};
    const std::int64_t bytes = record.number(attachment::bytes);
    const bool comes_by_itself = bytes > 0 && bytes <= small_original_bytes;
    EARSHOT_CHECK(expect(record.text(attachment::sha256), bytes, comes_by_itself ? Want::original : Want::not_now));
    return expect(record.text(attachment::thumbnail_sha256), 0, Want::thumbnail);
}

Result<void> SqliteMediaStore::expect(std::string_view sha256, std::int64_t bytes, Want want) {
    if (!platform::is_sha256_hex(sha256)) return {};  // Another device's mistake must not become a path here.
    return database_
        .statement("INSERT INTO media (sha256, bytes, wanted) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING", sha256,
                   bytes, static_cast<std::int64_t>(want))
        .run();
}

Result<void> SqliteMediaStore::doubt_everything() {
    return database_.execute(
        "UPDATE media SET confirmed = 0, upload = NULL, failures = 0, next_attempt = 0, missing_since = NULL");
}

// ---- what people do -------------------------------------------------------------------------------------------------

Result<std::string> SqliteMediaStore::keep(std::string_view bytes) {
    const std::string sha256 = platform::sha256_hex(bytes);
    EARSHOT_CHECK(files_.put(sha256, bytes));
    EARSHOT_CHECK(database_
                      .statement("INSERT INTO media (sha256, bytes, held, used) VALUES (?, ?, 1, ?)"
                                 " ON CONFLICT (sha256) DO UPDATE SET held = 1, bytes = excluded.bytes,"
                                 " used = excluded.used, missing_since = NULL",
                                 sha256, static_cast<std::int64_t>(bytes.size()), clock_.wall().unix_ms)
                      .run());
    revision_ += 1;
    return sha256;
}

Result<MediaState> SqliteMediaStore::find(std::string_view sha256) {
    auto row =
        database_.statement("SELECT bytes, held, confirmed, wanted, missing_since FROM media WHERE sha256 = ?", sha256);
    EARSHOT_TRY(const bool found, row.step());
    if (!found) return not_here();
    MediaState state{row.number(0), row.number(1) != 0, row.number(2) != 0, static_cast<Want>(row.number(3)), {}};
    if (!row.is_null(4)) state.missing_since = WallTime{row.number(4)};
    return state;
}

Result<std::string> SqliteMediaStore::read(std::string_view sha256) {
    const std::string name(sha256);
    EARSHOT_TRY(const MediaState state, find(sha256));
    if (!state.held) return not_here();
    auto bytes = files_.read(name);
    if (!bytes && bytes.error().code != Errc::not_found) return bytes;
    if (!bytes || platform::sha256_hex(*bytes) != name) {
        if (!state.confirmed) {
            return Error{Errc::corrupt,
                         "The file was damaged or has gone, and the shared store does not have it. Attach it "
                         "again if you still can."};
        }
        EARSHOT_CHECK(set_aside(name));
        return Error{Errc::corrupt,
                     "The file was damaged or has gone from this device. It is fetched again with the next sync."};
    }
    EARSHOT_CHECK(
        database_.statement("UPDATE media SET used = ? WHERE sha256 = ?", clock_.wall().unix_ms, sha256).run());
    return bytes;
}

// No row may promise what is not there.
Result<void> SqliteMediaStore::set_aside(const std::string& sha256) {
    EARSHOT_CHECK(
        database_
            .statement("UPDATE media SET held = 0, wanted = ?, failures = 0, next_attempt = 0 WHERE sha256 = ?",
                       static_cast<std::int64_t>(Want::asked_for), sha256)
            .run());
    revision_ += 1;
    return files_.remove(sha256);
}

Result<void> SqliteMediaStore::ask_for(std::string_view sha256) {
    auto update =
        database_.statement("UPDATE media SET wanted = ?, failures = 0, next_attempt = 0 WHERE sha256 = ? AND held = 0",
                            static_cast<std::int64_t>(Want::asked_for), sha256);
    EARSHOT_CHECK(update.run());
    if (update.changes() > 0) revision_ += 1;
    return {};
}

Result<MediaTotals> SqliteMediaStore::totals() {
    MediaTotals totals;
    auto row = database_.statement(
        "SELECT (SELECT count(*) FROM media AS m WHERE held = 1 AND confirmed = 0 AND" + std::string(named) +
        "), (SELECT coalesce(sum(bytes), 0) FROM media AS m WHERE held = 1 AND confirmed = 0 AND" + named +
        "), (SELECT count(*) FROM media AS m WHERE held = 0 AND wanted > 0 AND missing_since IS NULL AND" + named +
        "), (SELECT coalesce(sum(bytes), 0) FROM media AS m WHERE held = 0 AND wanted > 0 AND missing_since IS NULL "
        "AND" +
        named + "), (SELECT count(*) FROM media AS m WHERE held = 0 AND wanted > 0 AND missing_since IS NOT NULL AND" +
        named + ")");
    EARSHOT_TRY(const bool found, row.step());
    EARSHOT_ASSERT(found);
    totals.to_send = row.number(0);
    totals.bytes_to_send = row.number(1);
    totals.to_fetch = row.number(2);
    totals.bytes_to_fetch = row.number(3);
    totals.missing = row.number(4);
    return totals;
}

// ---- on the way out -------------------------------------------------------------------------------------------------

Result<std::optional<MediaToSend>> SqliteMediaStore::next_to_send(WallTime now) {
    MediaToSend next;
    {
        auto row = database_.statement(
            "SELECT sha256, bytes, coalesce(upload, ''), failures FROM media AS m"
            " WHERE held = 1 AND confirmed = 0" +
                std::string(due) + " AND" + named + " ORDER BY bytes LIMIT 1",
            now.unix_ms, now.unix_ms + postponed_most.count());
        EARSHOT_TRY(const bool found, row.step());
        if (!found) return std::optional<MediaToSend>();
        next = {std::string(row.text(0)),       row.number(1), std::string(row.text(2)), {}, {},
                static_cast<int>(row.number(3))};
    }
    auto row = database_.statement(
        "SELECT coalesce(name, ''), coalesce(media_type, '') FROM attachment WHERE sha256 = ?", next.sha256);
    EARSHOT_TRY(const bool found, row.step());
    if (found) {
        next.name = row.text(0);
        next.media_type = row.text(1);
    }
    return std::optional(std::move(next));
}

Result<std::string> SqliteMediaStore::read_part(std::string_view sha256, std::int64_t from, std::size_t length) {
    return files_.read_part(std::string(sha256), static_cast<std::uint64_t>(from), length);
}

Result<void> SqliteMediaStore::note_upload(std::string_view sha256, std::string_view upload) {
    return database_.statement("UPDATE media SET upload = nullif(?, '') WHERE sha256 = ?", upload, sha256).run();
}

Result<void> SqliteMediaStore::settle_sent(std::string_view sha256) {
    revision_ += 1;
    return database_
        .statement("UPDATE media SET confirmed = 1, upload = NULL, failures = 0, next_attempt = 0 WHERE sha256 = ?",
                   sha256)
        .run();
}

// ---- on the way in --------------------------------------------------------------------------------------------------

Result<std::optional<MediaToFetch>> SqliteMediaStore::next_to_fetch(WallTime now) {
    MediaToFetch next;
    {
        auto row =
            database_.statement("SELECT sha256, bytes, failures, wanted FROM media AS m WHERE held = 0 AND wanted > 0" +
                                    std::string(due) + " AND" + named + " ORDER BY wanted DESC, bytes LIMIT 1",
                                now.unix_ms, now.unix_ms + postponed_most.count());
        EARSHOT_TRY(const bool found, row.step());
        if (!found) return std::optional<MediaToFetch>();
        next = {std::string(row.text(0)), row.number(1), 0, static_cast<Want>(row.number(3)),
                static_cast<int>(row.number(2))};
    }
    EARSHOT_TRY(const std::uint64_t arrived, files_.arrived(next.sha256));
    next.arrived = static_cast<std::int64_t>(arrived);
    return std::optional(std::move(next));
}

Result<void> SqliteMediaStore::take_part(std::string_view sha256, std::int64_t from, std::string_view bytes) {
    return files_.take_part(std::string(sha256), static_cast<std::uint64_t>(from), bytes);
}

Result<void> SqliteMediaStore::complete(std::string_view sha256) {
    const std::string name(sha256);
    EARSHOT_TRY(const std::uint64_t bytes, files_.arrived(name));
    EARSHOT_CHECK(files_.complete(name));
    revision_ += 1;
    return database_
        .statement(
            "UPDATE media SET held = 1, confirmed = 1, bytes = ?, used = ?, failures = 0, next_attempt = 0,"
            " missing_since = NULL WHERE sha256 = ?",
            static_cast<std::int64_t>(bytes), clock_.wall().unix_ms, sha256)
        .run();
}

Result<void> SqliteMediaStore::note_missing(std::string_view sha256, WallTime now, WallTime again) {
    revision_ += 1;
    return database_
        .statement(
            "UPDATE media SET missing_since = coalesce(missing_since, ?), failures = failures + 1,"
            " next_attempt = ? WHERE sha256 = ?",
            now.unix_ms, again.unix_ms, sha256)
        .run();
}

Result<void> SqliteMediaStore::postpone(std::string_view sha256, WallTime until) {
    return database_
        .statement("UPDATE media SET failures = failures + 1, next_attempt = ? WHERE sha256 = ?", until.unix_ms, sha256)
        .run();
}

Result<void> SqliteMediaStore::try_all_now() {
    return database_.execute("UPDATE media SET next_attempt = 0 WHERE next_attempt <> 0");
}

// ---- upkeep ---------------------------------------------------------------------------------------------------------

// What no attachment names any more; what none ever named only after a while, by a clock that may have been set back.
Result<void> SqliteMediaStore::tidy() {
    const std::int64_t now = clock_.wall().unix_ms;
    EARSHOT_CHECK(
        remove_all(database_.statement("SELECT sha256 FROM media AS m WHERE (" + was_deleted() + " OR (NOT" + named +
                                           " AND (used < ? OR used > ?))) AND NOT" + drafted + " LIMIT ?",
                                       now - unnamed_life.count(), now + postponed_most.count(), files_removed_most)));
    // What only the draft still names may go from the shared store meanwhile: once it is saved it is sent again.
    EARSHOT_CHECK(database_.execute(
        "UPDATE media AS m SET confirmed = 0, upload = NULL WHERE confirmed = 1 AND held = 1 AND NOT" +
        std::string(named) + " AND" + drafted));
    return evict();
}

Result<void> SqliteMediaStore::let_go(std::string_view sha256) {
    return database_.statement("UPDATE media SET used = ? WHERE sha256 = ?", used_never, sha256).run();
}

Result<void> SqliteMediaStore::remove_unwanted() {
    return remove_all(database_.statement("SELECT sha256 FROM media AS m WHERE (" + was_deleted() + " OR (NOT" + named +
                                              " AND used = ?)) AND NOT" + drafted,
                                          used_never));
}

// A row that says nothing stays until its files are gone, so that a crash between leaves none behind for good.
Result<void> SqliteMediaStore::remove_all(Statement rows) {
    std::vector<std::string> hashes;
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) break;
        hashes.emplace_back(rows.text(0));
    }
    for (const std::string& sha256 : hashes) {
        EARSHOT_CHECK(database_.statement("UPDATE media SET held = 0, wanted = 0 WHERE sha256 = ?", sha256).run());
        EARSHOT_CHECK(files_.drop_arrived(sha256));
        EARSHOT_CHECK(files_.remove(sha256));
        EARSHOT_CHECK(database_.statement("DELETE FROM media WHERE sha256 = ?", sha256).run());
        revision_ += 1;
    }
    return {};
}

// The least recently used of those the shared store has; they can be had again.
Result<void> SqliteMediaStore::evict() {
    std::int64_t limit = media_cache_bytes_default;
    {
        auto row = database_.statement("SELECT value FROM setting WHERE name = ?", media_cache_setting);
        EARSHOT_TRY(const bool found, row.step());
        if (found) {
            const std::string_view text = row.text(0);
            std::from_chars(text.data(), text.data() + text.size(), limit);
        }
    }
    EARSHOT_TRY(std::int64_t held, database_.number("SELECT coalesce(sum(bytes), 0) FROM media WHERE held = 1"));
    for (std::int64_t removed = 0; held > limit && removed < files_removed_most; ++removed) {
        std::string oldest;
        {
            auto row =
                database_.statement("SELECT sha256, bytes FROM media AS m WHERE held = 1 AND confirmed = 1 AND NOT" +
                                    std::string(drafted) + " ORDER BY used, sha256 LIMIT 1");
            EARSHOT_TRY(const bool found, row.step());
            if (!found) return {};  // The rest is owed to the shared store, however much it is.
            oldest = row.text(0);
            held -= row.number(1);
        }
        EARSHOT_CHECK(database_.statement("UPDATE media SET held = 0, wanted = 0 WHERE sha256 = ?", oldest).run());
        EARSHOT_CHECK(files_.remove(oldest));
        revision_ += 1;
    }
    return {};
}

Result<std::vector<std::string>> SqliteMediaStore::examine() {
    std::vector<std::string> findings;
    auto rows = database_.statement(
        "SELECT m.sha256, m.confirmed, coalesce((SELECT a.name FROM attachment AS a"
        " WHERE a.sha256 = m.sha256 OR a.thumbnail_sha256 = m.sha256), m.sha256) FROM media AS m WHERE m.held = 1");
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return findings;
        const std::string sha256(rows.text(0));
        EARSHOT_TRY(const bool sound, files_.is_sound(sha256));
        if (sound) continue;
        findings.push_back(fmt::format(
            "The file of {} is damaged or gone. {}", rows.text(2),
            rows.number(1) != 0 ? "The shared store has it: open it once, and the next sync fetches it again."
                                : "The shared store does not have it; attach it again if you still can."));
    }
}

}  // namespace earshot::sync
