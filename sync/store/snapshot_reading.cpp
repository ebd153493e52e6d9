#include "sync/store/snapshot_reading.hpp"

namespace earshot::sync {

Result<void> SnapshotReading::begin() {
    return database_.execute("DELETE FROM snapshot_seen");
}

Result<void> SnapshotReading::note(const Id& brought) {
    return database_.statement("INSERT OR IGNORE INTO snapshot_seen (id) VALUES (?)", brought).run();
}

Result<void> SnapshotReading::end() {
    for (const KindTable& table : all_tables()) {
        // What is to be forgotten stays known, whatever became of the store it came from.
        if (table.kind != Kind::erasure) EARSHOT_CHECK(drop_kind(table.kind));
    }
    EARSHOT_CHECK(drop_unknown_kinds());
    return begin();
}

Result<bool> SnapshotReading::is_unconfirmed(const Record& record) {
    std::uint64_t waiting = 0;
    auto rows = database_.statement(
        "SELECT fields FROM outbox WHERE id = ?1 AND kind = ?2 UNION ALL"
        " SELECT fields FROM refused WHERE id = ?1 AND kind = ?2",
        record.id, record.kind_name());
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) break;
        waiting |= static_cast<std::uint64_t>(rows.number(0));
    }
    if ((waiting & FieldDictionary::every_field) != 0) return true;
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        const bool written = !record.fields[i].stamp.is_never();
        if (written && !dictionary_.waits(record.kind, waiting, static_cast<FieldNumber>(i))) return false;
    }
    return waiting != 0;
}

Result<void> SnapshotReading::drop_kind(Kind kind) {
    std::vector<Id> missing;
    {
        // What every device starts with (defaults.hpp) is in no snapshot.
        const std::string table(name_of(kind));
        auto rows = database_.statement("SELECT id FROM \"" + table +
                                        "\" AS t WHERE (length(stamps) > 32 OR substr(stamps, 1, 8) <>"
                                        " x'0000000000000001') AND NOT EXISTS"
                                        " (SELECT 1 FROM snapshot_seen AS s WHERE s.id = t.id)");
        for (;;) {
            EARSHOT_TRY(const bool found, rows.step());
            if (!found) break;
            missing.push_back(rows.id(0));
        }
    }
    for (const Id& id : missing) {
        EARSHOT_TRY(const auto stored, records_.find(kind, id));
        if (!stored) return database_.index_disagrees();
        EARSHOT_TRY(const bool is_new, is_unconfirmed(stored->record));
        if (is_new) continue;
        EARSHOT_CHECK(outbox_.keep_only(name_of(kind), id, 0, 0));
        EARSHOT_CHECK(records_.drop(*stored));
    }
    return {};
}

Result<void> SnapshotReading::drop_unknown_kinds() {
    struct Missing {
        std::string kind;
        Id id;
    };
    std::vector<Missing> missing;
    {
        auto rows = database_.statement(
            "SELECT kind, id FROM unknown_record AS u WHERE NOT EXISTS"
            " (SELECT 1 FROM snapshot_seen AS s WHERE s.id = u.id) AND NOT EXISTS"
            " (SELECT 1 FROM outbox AS o WHERE o.id = u.id AND o.kind = u.kind)");
        for (;;) {
            EARSHOT_TRY(const bool found, rows.step());
            if (!found) break;
            missing.push_back({std::string(rows.text(0)), rows.id(1)});
        }
    }
    for (const Missing& one : missing)
        EARSHOT_CHECK(records_.drop_unknown(one.kind, one.id));
    return {};
}

}  // namespace earshot::sync
