#include "sync/server/sqlite/shared_rows.hpp"

#include "sync/model/tables.hpp"
#include "sync/server/sqlite/devices.hpp"
#include "sync/server/sqlite/earlier_values.hpp"

namespace earshot::sync {
namespace {

void bind_or_null(Statement& statement, const std::optional<std::string>& text) {
    text ? statement.bind(*text) : statement.bind_null();
}
void bind_or_null(Statement& statement, const std::optional<Id>& id) {
    id ? statement.bind(*id) : statement.bind_null();
}
void bind_or_null(Statement& statement, const std::optional<WallTime>& time) {
    time ? statement.bind(time->unix_ms) : statement.bind_null();
}

void bind_or_null(Statement& statement, std::optional<std::int64_t> number) {
    number ? statement.bind(*number) : statement.bind_null();
}

Result<void> drop_earlier_references(Database& database, std::string_view salt, std::string_view customer_hash) {
    struct Key {
        Id id, device;
        std::string field;
        std::int64_t clock;
    };
    std::vector<Key> matching;
    {
        auto rows = database.statement(
            "SELECT id, device, field, clock, value FROM earlier_value"
            " WHERE field IN ('customer_reference', 'customer')");
        for (;;) {
            EARSHOT_TRY(const bool found, rows.step());
            if (!found) break;
            // The value is JSON; its quotes are no part of a normal reference.
            if (fingerprint_of(salt, rows.text(4)) != customer_hash) continue;
            matching.push_back({rows.id(0), rows.id(1), std::string(rows.text(2)), rows.number(3)});
        }
    }
    for (const Key& key : matching) {
        EARSHOT_CHECK(
            database
                .statement("DELETE FROM earlier_value WHERE id = ? AND field = ? AND clock = ? AND device = ?", key.id,
                           key.field, key.clock, key.device)
                .run());
    }
    return {};
}

}  // namespace

Statement& bind_listed(Statement& statement, const SharedRow& row) {
    for (const auto* text : {&row.redacted, &row.ends, &row.withheld})
        bind_or_null(statement, *text);
    bind_or_null(statement, row.place);
    bind_or_null(statement, row.story_kind);
    bind_or_null(statement, row.stage);
    bind_or_null(statement, row.story);
    return statement;
}

SqliteSharedRows::SqliteSharedRows(Database& database, std::int64_t last_sequence)
    : database_(database),
      sequence_(last_sequence),
      insert_(database.statement(
          "INSERT INTO record (seq, id, kind, site, origin, body, redacted, ends, withheld, place, story_kind, stage,"
          " story, deleted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING")) {}

Result<std::optional<SharedRow>> SqliteSharedRows::find(const Id& id) {
    auto found = database_.statement("SELECT kind, origin, body, deleted_at FROM record WHERE id = ?", id);
    EARSHOT_TRY(const bool is_there, found.step());
    if (!is_there) return std::optional<SharedRow>();
    SharedRow row;
    row.kind = found.text(0);
    if (!found.is_null(1)) row.origin = found.id(1);
    row.body = found.text(2);
    if (!found.is_null(3)) row.deleted_at = WallTime{found.number(3)};
    return std::optional(std::move(row));
}

Result<bool> SqliteSharedRows::insert(const Id& id, SharedRow row) {
    insert_.bind(sequence_ + 1).bind(id).bind(row.kind);
    bind_or_null(insert_, row.site);
    bind_or_null(insert_, row.origin);
    insert_.bind(row.body);
    bind_listed(insert_, row);
    bind_or_null(insert_, row.deleted_at);
    EARSHOT_CHECK(insert_.run());
    if (insert_.changes() == 0) return false;
    sequence_ += 1;
    return true;
}

Result<void> SqliteSharedRows::update(const Id& id, SharedRow row) {
    auto update = database_.statement(
        "UPDATE record SET seq = ?, site = ?, origin = ?, body = ?, redacted = ?, ends = ?, withheld = ?, place = ?8,"
        " story_kind = ?, stage = ?, story = ?, deleted_at = ?,"
        " filed = CASE WHEN ?8 IS NOT NULL THEN coalesce(filed, place) END WHERE id = ?");
    update.bind(++sequence_);
    bind_or_null(update, row.site);
    bind_or_null(update, row.origin);
    update.bind(row.body);
    bind_listed(update, row);
    bind_or_null(update, row.deleted_at);
    return update.bind(id).run();
}

Result<void> SqliteSharedRows::keep_earlier_values(const Record& record, const std::vector<EarlierValue>& earlier) {
    return sync::keep_earlier_values(database_, record, earlier);
}

Result<void> SqliteSharedRows::drop_earlier_values(const Record& record, Erased depth) {
    const auto fields = table_of(record.kind).fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!takes(depth, record.kind, static_cast<FieldNumber>(i))) continue;
        EARSHOT_CHECK(
            database_.statement("DELETE FROM earlier_value WHERE id = ? AND field = ?", record.id, fields[i].name)
                .run());
    }
    return {};
}

Result<std::vector<Id>> SqliteSharedRows::find_customer(std::string_view salt, std::string_view customer_hash) {
    EARSHOT_CHECK(drop_earlier_references(database_, salt, customer_hash));
    std::vector<Id> ids;
    auto rows = database_.statement("SELECT id, body FROM record WHERE redacted IS NOT NULL");
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return ids;
        EARSHOT_TRY(const bool names, names_customer(rows.text(1), salt, customer_hash));
        if (names) ids.push_back(rows.id(0));
    }
}

Result<std::vector<Id>> SqliteSharedRows::find_hanging(const std::set<Id>& stories) {
    std::vector<Id> ids;
    auto rows =
        database_.statement("SELECT id, body FROM record WHERE kind IN ('echo', 'reply', 'receipt', 'attachment')");
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return ids;
        const auto story = story_in(rows.text(1));
        if (story && stories.contains(*story)) ids.push_back(rows.id(0));
    }
}

Result<std::optional<Role>> SqliteSharedRows::role_of(const Id& device) {
    return role_of_device(database_, device);
}

}  // namespace earshot::sync
