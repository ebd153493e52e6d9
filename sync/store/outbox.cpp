#include "sync/store/outbox.hpp"

#include <limits>
#include <utility>

#include "sync/store/field_dictionary.hpp"

namespace earshot::sync {
namespace {

constexpr std::string_view story_kind = "story";
// SQLite keeps every page that one statement changes in memory, to be able to take it back; so no statement changes
// many.
constexpr std::int64_t queued_at_once = 2'000;

}  // namespace

void Outbox::count(std::string_view kind, std::int64_t records) {
    state_.waiting += records;
    if (kind == story_kind) state_.waiting_stories += records;
}

Result<void> Outbox::put(std::string_view kind, const Id& id, std::uint64_t fields) {
    state_.change += 1;
    count(kind, 1);
    return database_
        .statement("INSERT INTO outbox (change, kind, id, fields) VALUES (?, ?, ?, ?)", state_.change, kind, id,
                   static_cast<std::int64_t>(fields))
        .run();
}

Result<void> Outbox::add(std::string_view kind, const Id& id, std::uint64_t fields, bool is_new) {
    if (is_new) return put(kind, id, fields);
    {
        auto waiting = database_.statement("DELETE FROM outbox WHERE id = ? AND kind = ? RETURNING fields", id, kind);
        EARSHOT_TRY(const bool found, waiting.step());
        if (found) {
            fields |= static_cast<std::uint64_t>(waiting.number(0));
            count(kind, -1);
        }
    }
    {
        auto refused = database_.statement("DELETE FROM refused WHERE id = ? AND kind = ? RETURNING fields", id, kind);
        EARSHOT_TRY(const bool found, refused.step());
        if (found) {
            fields |= static_cast<std::uint64_t>(refused.number(0));
            state_.refused -= 1;
        }
    }
    return put(kind, id, fields);
}

Result<void> Outbox::add_everything(std::optional<Role> role) {
    EARSHOT_CHECK(database_.execute("DELETE FROM outbox; DELETE FROM refused; DELETE FROM delivered"));
    state_.waiting = state_.waiting_stories = state_.refused = 0;
    // SQLite numbers what is inserted from the largest number on: counting in the query would hold all of it in memory.
    const std::int64_t before = state_.change;
    EARSHOT_CHECK(
        database_.statement("INSERT INTO outbox (change, kind, id, fields) VALUES (?, '', x'', 0)", before).run());
    const auto queue = [&](std::string_view kind, const std::string& table, const std::string& select) -> Result<void> {
        const std::string piece_end =
            "SELECT max(row) FROM (SELECT row FROM \"" + table + "\" WHERE row > ? ORDER BY row LIMIT ?)";
        for (std::int64_t from = std::numeric_limits<std::int64_t>::min();;) {
            auto end = database_.statement(piece_end, from, queued_at_once);
            EARSHOT_CHECK(end.step());
            if (end.is_null(0)) return {};
            const std::int64_t to = end.number(0);
            auto rows = database_.statement(
                "INSERT INTO outbox (kind, id, fields) " + select + " AND row > ?2 AND row <= ?3 ORDER BY row",
                static_cast<std::int64_t>(FieldDictionary::every_field), from, to);
            EARSHOT_CHECK(rows.run());
            state_.change += rows.changes();
            count(kind, rows.changes());
            from = to;
        }
    };
    for (const KindTable& table : all_tables()) {
        const std::string name(table.name);
        // An erasure is passed on by whoever knows it.
        if (role && !may_write(*role, table.kind) && table.kind != Kind::erasure) continue;
        // What every device starts with (defaults.hpp) has the oldest clock value, 1, and need not travel.
        EARSHOT_CHECK(queue(name, name,
                            "SELECT '" + name + "', id, ?1 FROM \"" + name +
                                "\" WHERE (length(stamps) > 32 OR substr(stamps, 1, 8) <> x'0000000000000001')"));
    }
    EARSHOT_CHECK(queue("", "unknown_record", "SELECT kind, id, ?1 FROM unknown_record WHERE true"));
    return database_.statement("DELETE FROM outbox WHERE change = ?", before).run();
}

Result<void> Outbox::settle(const Settlement& settlement, WallTime now) {
    std::string kind;
    std::int64_t fields = 0;
    {
        auto entry = database_.statement("DELETE FROM outbox WHERE change = ? AND id = ? RETURNING kind, fields",
                                         settlement.change, settlement.id);
        EARSHOT_TRY(const bool found, entry.step());
        if (!found) return {};  // It changed meanwhile, or was settled before.
        kind = entry.text(0);
        fields = entry.number(1);
    }
    count(kind, -1);
    if (!settlement.refusal.empty()) {
        state_.refused += 1;
        return database_
            .statement("INSERT INTO refused (id, kind, fields, reason, at) VALUES (?, ?, ?, ?, ?)", settlement.id, kind,
                       fields, settlement.refusal, now.unix_ms)
            .run();
    }
    if (kind != story_kind) return {};
    return database_.statement("INSERT OR REPLACE INTO delivered (id, at) VALUES (?, ?)", settlement.id, now.unix_ms)
        .run();
}

Result<std::vector<Outbox::Entry>> Outbox::entries_of(const char* sql) {
    std::vector<Entry> entries;
    auto rows = database_.statement(sql);
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return entries;
        entries.push_back(
            {rows.number(0), std::string(rows.text(1)), rows.id(2), static_cast<std::uint64_t>(rows.number(3))});
    }
}

Result<std::vector<Outbox::Entry>> Outbox::entries() {
    return entries_of(
        "SELECT change, kind, id, fields FROM outbox UNION ALL SELECT 0, kind, id, fields FROM refused ORDER BY 1");
}

Result<void> Outbox::retry_refused() {
    EARSHOT_TRY(const std::vector<Entry> entries,
                entries_of("SELECT 0, kind, id, fields FROM refused ORDER BY at, id"));
    for (const Entry& entry : entries)
        EARSHOT_CHECK(add(entry.kind, entry.id, entry.fields, false));
    return {};
}

Result<void> Outbox::keep_only(std::string_view kind, const Id& id, std::uint64_t fields, std::uint64_t written) {
    for (const bool is_refused : {false, true}) {
        const std::string table = is_refused ? "refused" : "outbox";
        std::uint64_t left = 0;
        {
            auto entry = database_.statement("SELECT fields FROM " + table + " WHERE id = ? AND kind = ?", id, kind);
            EARSHOT_TRY(const bool found, entry.step());
            if (!found) continue;
            left = static_cast<std::uint64_t>(entry.number(0)) & fields;
        }
        if (left != 0 && written != 0) {
            EARSHOT_CHECK(database_
                              .statement("UPDATE " + table + " SET fields = ? WHERE id = ? AND kind = ?",
                                         static_cast<std::int64_t>(left), id, kind)
                              .run());
            continue;
        }
        EARSHOT_CHECK(database_.statement("DELETE FROM " + table + " WHERE id = ? AND kind = ?", id, kind).run());
        if (is_refused) {
            state_.refused -= 1;
        } else {
            count(kind, -1);
        }
    }
    return {};
}

Result<std::vector<RefusedRecord>> Outbox::refused() {
    std::vector<RefusedRecord> records;
    auto rows = database_.statement("SELECT kind, id, reason, at FROM refused ORDER BY at, id");
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return records;
        records.push_back({kind_named(rows.text(0)), rows.id(1), std::string(rows.text(2)), WallTime{rows.number(3)}});
    }
}

}  // namespace earshot::sync
