#include "sync/server/sqlite/shared_records.hpp"

#include <optional>

#include "sync/model/check.hpp"
#include "sync/server/shared_row.hpp"

namespace earshot::sync {
namespace {

void bind_or_null(Statement& statement, const std::optional<std::string>& text) {
    text ? statement.bind(*text) : statement.bind_null();
}

class Push {
public:
    Push(Database& database, const Id& from, std::int64_t last_sequence)
        : database_(database),
          from_(from),
          sequence_(last_sequence),
          insert_(database.statement("INSERT INTO record (seq, id, kind, site, origin, body, redacted)"
                                     " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING")) {}

    Result<Verdict> take(const Record& record) {
        if (auto sound = check_record(record); !sound) return Verdict{sound.error().message};
        EARSHOT_TRY(const bool inserted, insert(record));
        return inserted ? Verdict{} : merge_in(record);
    }

private:
    Result<bool> insert(const Record& record) {
        const SharedRow row = row_of(record, from_);
        insert_.bind(sequence_ + 1).bind(record.id).bind(row.kind);
        bind_or_null(insert_, row.site);
        insert_.bind(from_).bind(row.body);
        bind_or_null(insert_, row.redacted);
        EARSHOT_CHECK(insert_.run());
        if (insert_.changes() == 0) return false;
        sequence_ += 1;
        return true;
    }

    Result<Verdict> merge_in(const Record& record) {
        SharedRow stored;
        {
            auto row = database_.statement("SELECT kind, origin, body FROM record WHERE id = ?", record.id);
            EARSHOT_TRY(const bool found, row.step());
            EARSHOT_ASSERT(found);
            stored.kind = row.text(0);
            if (!row.is_null(1)) stored.origin = row.id(1);
            stored.body = row.text(2);
        }
        EARSHOT_TRY(PushOutcome outcome, push_onto(stored, record, from_));
        EARSHOT_CHECK(keep(record.id, outcome.lost));
        if (outcome.changed) EARSHOT_CHECK(update(record.id, *outcome.changed));
        return std::move(outcome.verdict);
    }

    // The same value lost twice is kept once.
    Result<void> keep(const Id& id, const std::vector<LostValue>& lost) {
        for (const LostValue& value : lost) {
            EARSHOT_CHECK(
                database_
                    .statement(
                        "INSERT OR IGNORE INTO earlier_value (id, field, clock, device, value) VALUES (?, ?, ?, ?, ?)",
                        id, value.field, static_cast<std::int64_t>(value.stamp.hlc), value.stamp.device, value.json)
                    .run());
        }
        return {};
    }

    Result<void> update(const Id& id, const SharedRow& row) {
        auto update =
            database_.statement("UPDATE record SET seq = ?, site = ?, origin = ?, body = ?, redacted = ? WHERE id = ?");
        update.bind(++sequence_);
        bind_or_null(update, row.site);
        row.origin ? update.bind(*row.origin) : update.bind_null();
        update.bind(row.body);
        bind_or_null(update, row.redacted);
        return update.bind(id).run();
    }

    Database& database_;
    Id from_;
    std::int64_t sequence_;
    Statement insert_;
};

}  // namespace

Result<std::int64_t> last_sequence_in(Database& database) {
    return database.number("SELECT max(seq) FROM record");
}

Result<std::vector<Verdict>> push_records(Database& database, const Id& from, std::span<const Record> records) {
    EARSHOT_TRY(const std::int64_t last, last_sequence_in(database));
    Push push(database, from, last);
    std::vector<Verdict> verdicts;
    verdicts.reserve(records.size());
    for (const Record& record : records) {
        EARSHOT_TRY(Verdict verdict, push.take(record));
        verdicts.push_back(std::move(verdict));
    }
    return verdicts;
}

Result<FeedPage> read_feed(Database& database, const EnrolledDevice& reader, std::int64_t cursor, std::int64_t bytes) {
    FeedPageWriter page(reader, cursor, bytes);
    const bool redact = !may_see_personal(reader.role);
    auto rows = database.statement(
        redact ? "SELECT seq, origin, coalesce(redacted, body) FROM record WHERE seq > ? ORDER BY seq"
               : "SELECT seq, origin, body FROM record WHERE seq > ? ORDER BY seq",
        cursor);
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found || page.is_full()) return page.finish(found);
        const std::int64_t sequence = rows.number(0);
        const auto origin = rows.is_null(1) ? std::nullopt : std::optional(rows.id(1));
        page.take(sequence, page.is_left_out(sequence, origin) ? std::string_view() : rows.text(2));
    }
}

}  // namespace earshot::sync
