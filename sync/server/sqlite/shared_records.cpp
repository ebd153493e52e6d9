#include "sync/server/sqlite/shared_records.hpp"

#include <optional>

#include "sync/model/check.hpp"
#include "sync/model/merge.hpp"
#include "sync/protocol/record_codec.hpp"
#include "sync/server/sqlite/earlier_values.hpp"

namespace earshot::sync {
namespace {

// A reader who wrote nearly everything itself gets an answer after this many rows, however little there is to send.
constexpr int rows_looked_at_most = 50'000;

// The record as its row holds it.
struct Row {
    std::string body;
    std::optional<std::string> redacted;  // empty text: nothing is left without the personal fields
    std::optional<std::string> site;
};

Row row_of(const Record& record) {
    Row row{encode_record(record), std::nullopt, std::nullopt};
    if (speaks_of_personal_fields(record)) {
        const Record plain = without_personal_fields(record);
        row.redacted = says_nothing(plain) ? std::string() : encode_record(plain);
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
    std::int64_t sequence() const { return sequence_; }

private:
    Result<bool> insert(const Record& record) {
        const Row row = row_of(record);
        insert_.bind(sequence_ + 1).bind(record.id).bind(record.kind_name());
        bind_or_null(insert_, row.site);
        insert_.bind(from_).bind(row.body);
        bind_or_null(insert_, row.redacted);
        EARSHOT_CHECK(insert_.run());
        if (insert_.changes() == 0) return false;
        sequence_ += 1;
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
        const MergeOutcome outcome = merge(merged, record);
        EARSHOT_CHECK(keep_earlier_values(database_, merged, outcome.earlier));
        if (outcome.any_change()) EARSHOT_CHECK(update(merged, is_own));
        return Verdict{};
    }

    Result<void> update(const Record& merged, bool is_own) {
        const Row row = row_of(merged);
        auto update =
            database_.statement("UPDATE record SET seq = ?, site = ?, origin = ?, body = ?, redacted = ? WHERE id = ?");
        update.bind(++sequence_);
        bind_or_null(update, row.site);
        is_own ? update.bind(from_) : update.bind_null();
        update.bind(row.body);
        bind_or_null(update, row.redacted);
        return update.bind(merged.id).run();
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

Result<PushOutcome> push_records(Database& database, const Id& from, std::span<const Record> records) {
    EARSHOT_TRY(const std::int64_t last, last_sequence_in(database));
    Push push(database, from, last);
    PushOutcome outcome;
    outcome.verdicts.reserve(records.size());
    for (const Record& record : records) {
        const std::int64_t before = push.sequence();
        EARSHOT_TRY(Verdict verdict, push.take(record));
        outcome.verdicts.push_back(std::move(verdict));
        if (push.sequence() != before) outcome.changed.push_back(record.id);
    }
    return outcome;
}

Result<FeedPage> read_feed(Database& database, const EnrolledDevice& reader, std::int64_t cursor, std::int64_t bytes) {
    FeedPage page;
    page.cursor = cursor;
    const bool redact = !may_see_personal(reader.role);
    auto rows = database.statement(
        redact ? "SELECT seq, origin, coalesce(redacted, body) FROM record WHERE seq > ? ORDER BY seq"
               : "SELECT seq, origin, body FROM record WHERE seq > ? ORDER BY seq",
        cursor);
    for (int looked_at = 0;; ++looked_at) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return page;
        const bool full = page.count > 0 && static_cast<std::int64_t>(page.records.size()) >= bytes;
        if (full || looked_at == rows_looked_at_most) {
            page.more = true;
            return page;
        }
        page.cursor = rows.number(0);
        const bool is_own = !rows.is_null(1) && rows.id(1) == reader.device;
        if (is_own && page.cursor > reader.cursor) continue;
        const std::string_view text = rows.text(2);
        if (text.empty()) continue;
        if (page.count > 0) page.records += ',';
        page.records += text;
        page.count += 1;
    }
}

}  // namespace earshot::sync
