#include "sync/server/sqlite/shared_records.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include "sync/model/check.hpp"
#include "sync/model/consent.hpp"
#include "sync/model/tables.hpp"
#include "sync/protocol/record_codec.hpp"
#include "sync/server/permissions.hpp"
#include "sync/server/sqlite/devices.hpp"
#include "sync/server/sqlite/earlier_values.hpp"
#include "sync/server/stamp_limit.hpp"

namespace earshot::sync {
namespace {

// A reader who wrote nearly everything itself gets an answer after this many rows, however little there is to send.
constexpr int rows_looked_at_most = 50'000;

constexpr std::int64_t purged_at_once = 1'000;  // one commit that nobody notices

// The record as its row holds it.
struct Row {
    std::string body;
    std::optional<std::string> redacted;  // for those who do not see personal fields; empty text: nothing is left
    std::optional<std::string> site;
    std::optional<std::string> ends;      // the last day of consent
    std::optional<std::string> withheld;  // for everybody from the day after
};

std::string told_text(const Record& record, Telling telling) {
    const Record rest = told(record, telling);
    return says_nothing(rest) ? std::string() : encode_record(rest);
}

Row row_of(const Record& record) {
    Row row{encode_record(record), {}, {}, {}, {}};
    const Telling to_strangers = telling_to_strangers(record);
    if (told(record, to_strangers) != record) row.redacted = told_text(record, to_strangers);
    if (const std::string last_day = consent_end_of(record); !last_day.empty()) {
        row.ends = last_day;
        row.withheld = told_text(record, Telling::without_words_and_personal);
    }
    if (record.kind != Kind::unknown) {
        const auto site = table_of(record.kind).find("site");
        if (site && !is_empty(record.value(*site))) row.site = record.text(*site);
    }
    return row;
}

void bind_or_null(Statement& statement, const std::optional<std::string>& text) {
    text ? statement.bind(*text) : statement.bind_null();
}

class Push {
public:
    Push(Database& database, KnownErasures& known, const EnrolledDevice& from, std::int64_t last_sequence, WallTime now,
         StampLimit& limit)
        : database_(database),
          known_(known),
          from_(from.writer()),
          pusher_(from),
          now_(now),
          sequence_(last_sequence),
          limit_(limit),
          insert_(database.statement(
              "INSERT INTO record (seq, id, kind, site, origin, body, redacted, ends, withheld, deleted_at)"
              " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING")) {}

    Result<Verdict> take(const Record& record) {
        if (auto sound = check_record(record); !sound) return Verdict{sound.error().message};
        EARSHOT_TRY(std::string refusal, refusal_for(pusher_, record, role_of_));
        if (!refusal.empty()) return Verdict{std::move(refusal)};
        // The store itself may have said it before its clock was put back.
        const bool by_the_keeper = pusher_.device == keeper_at_the_server().device;
        if (!by_the_keeper && limit_.is_ahead(record)) {
            return Verdict{
                "Its time is far ahead of the shared store's clock. Set the clock of the device that wrote it, then "
                "send it again.",
                limit_.count_from()};
        }
        limit_.note(record);
        if (record.kind == Kind::erasure) return take_erasure(record);
        if (known_.book.is_empty()) return store(record, true);
        if (const auto* customer = known_.book.customer_in(record)) EARSHOT_CHECK(follow(*customer, record.id));
        Record rest = record;
        const bool erased = known_.book.erase_from(rest) != Erased::nothing;
        if (erased && says_nothing(rest)) return Verdict{};
        return store(rest, !erased);
    }

    // What the erasures of this push take from what was there, and from what came before them in the push.
    Result<PushOutcome> finish(std::vector<Verdict> verdicts) {
        PushOutcome outcome{.verdicts = std::move(verdicts), .changed = {}, .erasures = !learned_.empty(), .reach = {}};
        // One erasure of a customer may lead to many of records; those lead no further.
        for (std::size_t i = 0; i < learned_.size(); ++i) {
            const Record erasure = learned_[i];
            if (!erasure.text(erasure::customer_hash).empty()) EARSHOT_CHECK(find_and_follow(erasure));
        }
        if (outcome.erasures) EARSHOT_CHECK(carry_out(outcome.reach));
        known_.sequence = sequence_;
        outcome.changed = std::move(changed_);
        return outcome;
    }

private:
    Result<Verdict> store(const Record& record, bool as_it_came) {
        EARSHOT_TRY(const bool inserted, insert(record, as_it_came));
        return inserted ? Verdict{} : merge_in(record);
    }

    Result<Verdict> take_erasure(const Record& record) {
        EARSHOT_TRY(const Verdict verdict, store(record, true));
        if (!verdict.refusal.empty()) return verdict;
        EARSHOT_TRY(const Record erasure, stored(record.id));
        if (known_.book.note(erasure)) learned_.push_back(erasure);
        return Verdict{};
    }

    Result<void> follow(const ErasureBook::Customer& customer, const Id& record) {
        const Record erasure = erasure_following(customer, record);
        const Id writer = std::exchange(from_, Id{});  // Everybody must hear of it, also the one who pushes.
        const auto taken = take_erasure(erasure);
        from_ = writer;
        if (!taken) return taken.error();
        return {};
    }

    Result<void> find_and_follow(const Record& erasure) {
        const std::string_view salt = erasure.text(erasure::salt), hash = erasure.text(erasure::customer_hash);
        EARSHOT_TRY(auto ids, find_customer(database_, salt, hash));
        for (const Id& id : known_.book.erased_because_of(erasure.id))
            ids.push_back(id);
        const auto* customer = known_.book.customer_with_hash(salt, hash);
        EARSHOT_ASSERT(customer != nullptr);
        const ErasureBook::Customer known = *customer;
        for (const Id& id : ids)
            EARSHOT_CHECK(follow(known, id));
        return {};
    }

    Result<void> carry_out(ErasureReach& reach) {
        std::set<Id> erased;
        for (const Record& erasure : learned_) {
            if (const auto id = parse_id(erasure.text(erasure::record))) erased.insert(*id);
        }
        if (erased.empty()) return {};
        EARSHOT_TRY(const auto hanging, find_hanging(database_, erased));
        std::vector<Id> ids(erased.begin(), erased.end());
        ids.insert(ids.end(), hanging.begin(), hanging.end());
        for (const Id& id : ids) {
            EARSHOT_TRY(const bool there, is_there(id));
            if (!there) continue;
            EARSHOT_TRY(const Record before, stored(id));
            Record rest = before;
            const Erased depth = known_.book.erase_from(rest);
            if (rest.kind == Kind::unknown || rest.kind == Kind::erasure) continue;
            reach.count(rest.kind);
            EARSHOT_CHECK(drop_earlier_values(database_, rest, depth));
            if (rest != before) EARSHOT_CHECK(update(rest, false));
        }
        return {};
    }

    Result<bool> is_there(const Id& id) {
        auto row = database_.statement("SELECT 1 FROM record WHERE id = ?", id);
        return row.step();
    }

    Result<Record> stored(const Id& id) {
        auto row = database_.statement("SELECT body FROM record WHERE id = ?", id);
        EARSHOT_TRY(const bool found, row.step());
        EARSHOT_ASSERT(found);
        return decode_record(std::string(row.text(0)));
    }

    // `as_it_came`: its writer need not be told what it says.
    Result<bool> insert(const Record& record, bool as_it_came) {
        const Row row = row_of(record);
        insert_.bind(sequence_ + 1).bind(record.id).bind(record.kind_name());
        bind_or_null(insert_, row.site);
        as_it_came && !from_.is_nil() ? insert_.bind(from_) : insert_.bind_null();
        insert_.bind(row.body);
        bind_or_null(insert_, row.redacted);
        bind_or_null(insert_, row.ends);
        bind_or_null(insert_, row.withheld);
        record.is_deleted() ? insert_.bind(now_.unix_ms) : insert_.bind_null();
        EARSHOT_CHECK(insert_.run());
        if (insert_.changes() == 0) return false;
        sequence_ += 1;
        changed_.push_back(record.id);
        return true;
    }

    Result<Verdict> merge_in(const Record& record) {
        std::string body;
        bool is_own = false;
        {
            auto stored = database_.statement("SELECT kind, origin, body FROM record WHERE id = ?", record.id);
            EARSHOT_TRY(const bool found, stored.step());
            EARSHOT_ASSERT(found);
            if (stored.text(0) != record.kind_name()) {
                return Verdict{"the id is already that of another record: a " + std::string(stored.text(0))};
            }
            is_own = !stored.is_null(1) && stored.id(1) == from_;
            body = stored.text(2);
        }
        EARSHOT_TRY(Record merged, decode_record(std::move(body)));
        const MergeOutcome outcome = merge(merged, record, known_.book);
        EARSHOT_CHECK(keep_earlier_values(database_, merged, outcome.earlier));
        if (outcome.any_change()) EARSHOT_CHECK(update(merged, is_own));
        return Verdict{};
    }

    Result<void> update(const Record& merged, bool is_own) {
        const Row row = row_of(merged);
        auto update = database_.statement(
            "UPDATE record SET seq = ?, site = ?, origin = ?, body = ?, redacted = ?, ends = ?, withheld = ?,"
            " deleted_at = CASE WHEN ? THEN coalesce(deleted_at, ?) END WHERE id = ?");
        update.bind(++sequence_);
        bind_or_null(update, row.site);
        is_own ? update.bind(from_) : update.bind_null();
        update.bind(row.body);
        bind_or_null(update, row.redacted);
        bind_or_null(update, row.ends);
        bind_or_null(update, row.withheld);
        update.bind(std::int64_t{merged.is_deleted()}).bind(now_.unix_ms);
        changed_.push_back(merged.id);
        return update.bind(merged.id).run();
    }

    Database& database_;
    KnownErasures& known_;
    Id from_;  // whoever need not be told what is being stored; nil: nobody
    const EnrolledDevice& pusher_;
    const RoleOf role_of_ = [this](const Id& device) { return role_of_device(database_, device); };
    WallTime now_;
    std::int64_t sequence_;
    std::vector<Id> changed_;      // what is not as it was
    std::vector<Record> learned_;  // erasures of this push that reach further than those before
    StampLimit& limit_;
    Statement insert_;
};

Result<std::uint64_t> newest_clock(Database& database) {
    auto row = database.statement("SELECT value FROM meta WHERE name = 'clock'");
    EARSHOT_TRY(const bool found, row.step());
    std::uint64_t clock = 0;
    if (found) std::from_chars(row.text(0).data(), row.text(0).data() + row.text(0).size(), clock);
    return clock;
}

}  // namespace

Result<std::int64_t> last_sequence_in(Database& database) {
    return database.number("SELECT max(seq) FROM record");
}

Result<PushOutcome> push_records(Database& database, KnownErasures& known, const EnrolledDevice& from,
                                 std::span<const Record> records, WallTime now) {
    EARSHOT_CHECK(known.catch_up(database));
    EARSHOT_TRY(const std::int64_t last, last_sequence_in(database));
    EARSHOT_TRY(const std::uint64_t newest, newest_clock(database));
    StampLimit limit(newest, now);
    Push push(database, known, from, last, now, limit);
    std::vector<Verdict> verdicts;
    verdicts.reserve(records.size());
    for (const Record& record : records) {
        EARSHOT_TRY(Verdict verdict, push.take(record));
        verdicts.push_back(std::move(verdict));
    }
    if (limit.newest() != newest) {
        EARSHOT_CHECK(database
                          .statement("INSERT OR REPLACE INTO meta (name, value) VALUES ('clock', ?)",
                                     std::to_string(limit.newest()))
                          .run());
    }
    return push.finish(std::move(verdicts));
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
    std::vector<Record> stories;
    {
        auto rows = database.statement("SELECT body FROM record WHERE kind = 'story' AND instr(body, '\"consent') > 0");
        for (;;) {
            EARSHOT_TRY(const bool found, rows.step());
            if (!found) break;
            EARSHOT_TRY(Record story, decode_record(std::string(rows.text(0))));
            stories.push_back(std::move(story));
        }
    }
    auto update = database.statement("UPDATE record SET redacted = ?, ends = ?, withheld = ? WHERE id = ?");
    for (const Record& story : stories) {
        const Row row = row_of(story);
        bind_or_null(update, row.redacted);
        bind_or_null(update, row.ends);
        bind_or_null(update, row.withheld);
        EARSHOT_CHECK(update.bind(story.id).run());
    }
    return {};
}

Result<FeedPage> read_feed(Database& database, const EnrolledDevice& reader, const FeedRequest& request) {
    FeedPage page;
    page.cursor = request.cursor;
    // Which of its texts a row is told with is decided while it is read: consent ends by the day, not by a change.
    const bool sees_all = may_see_personal(reader.role, {}, {});
    auto rows = database.statement(
        sees_all ? "SELECT seq, origin, CASE WHEN ends < ?2 THEN withheld ELSE body END, kind, deleted_at"
                   " FROM record WHERE seq > ?1 ORDER BY seq"
                 : "SELECT seq, origin, CASE WHEN ends < ?2 THEN withheld WHEN site = ?3 THEN body"
                   " ELSE coalesce(redacted, body) END, kind, deleted_at FROM record WHERE seq > ?1 ORDER BY seq",
        request.cursor, day_of(request.now));
    if (!sees_all) rows.bind_copy(reader.site);
    for (int looked_at = 0;; ++looked_at) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return page;
        const bool full = page.count > 0 && static_cast<std::int64_t>(page.records.size()) >= request.bytes;
        if (full || looked_at == rows_looked_at_most) {
            page.more = true;
            return page;
        }
        page.cursor = rows.number(0);
        const bool is_own = !rows.is_null(1) && rows.id(1) == reader.writer();
        const bool in_snapshot = request.snapshot_began.has_value();
        if (is_own && page.cursor > reader.cursor && !in_snapshot) continue;
        if (in_snapshot && !rows.is_null(4) && page.cursor <= *request.snapshot_began) continue;
        if (!may_read(reader.role, kind_named(rows.text(3)))) continue;
        const std::string_view text = rows.text(2);
        if (text.empty()) continue;
        if (page.count > 0) page.records += ',';
        page.records += text;
        page.count += 1;
    }
}

}  // namespace earshot::sync
