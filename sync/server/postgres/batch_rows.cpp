#include "sync/server/postgres/batch_rows.hpp"

#include <algorithm>

#include "sync/protocol/record_codec.hpp"

namespace earshot::sync::postgres {
namespace {

bool is_reference(std::string_view field) {
    return field == "customer_reference" || field == "customer";
}

}  // namespace

// ---- finding --------------------------------------------------------------------------------------------------------

Result<void> BatchRows::load(std::vector<Id> ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::erase_if(ids, [&](const Id& id) { return entries_.contains(id); });
    if (ids.empty()) return {};
    EARSHOT_TRY(const Rows rows,
                connection_.run("SELECT id, seq, kind, origin, body, deleted_at FROM record WHERE id = ANY ($1)",
                                Arguments::of(ids)));
    for (const Id& id : ids)
        entries_.emplace(id, Entry{});
    for (int i = 0; i < rows.count(); ++i) {
        Entry& entry = entries_[rows.id(i, 0)];
        entry.stored_at = rows.number(i, 1);
        entry.row.emplace();
        entry.row->kind = rows.text(i, 2);
        entry.row->origin = rows.id_if_any(i, 3);
        entry.row->body = rows.text(i, 4);
        if (!rows.is_null(i, 5)) entry.row->deleted_at = WallTime{rows.number(i, 5)};
    }
    return {};
}

Result<BatchRows::Entry*> BatchRows::entry_of(const Id& id) {
    EARSHOT_CHECK(load({id}));
    return &entries_.at(id);
}

Result<std::optional<SharedRow>> BatchRows::find(const Id& id) {
    EARSHOT_TRY(const Entry* entry, entry_of(id));
    return entry->row;
}

Result<std::vector<Id>> BatchRows::find_customer(std::string_view salt, std::string_view customer_hash) {
    EARSHOT_CHECK(drop_earlier_references(salt, customer_hash));
    std::vector<Id> ids;
    EARSHOT_TRY(const Rows rows, connection_.run("SELECT id, body FROM record WHERE redacted IS NOT NULL"));
    for (int i = 0; i < rows.count(); ++i) {
        const auto at = entries_.find(rows.id(i, 0));
        if (at != entries_.end() && at->second.place > 0) continue;
        EARSHOT_TRY(const bool names, names_customer(rows.text(i, 1), salt, customer_hash));
        if (names) ids.push_back(rows.id(i, 0));
    }
    for (const auto& [id, entry] : entries_) {
        if (entry.place == 0 || !entry.row->redacted) continue;
        EARSHOT_TRY(const bool names, names_customer(entry.row->body, salt, customer_hash));
        if (names) ids.push_back(id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

Result<std::vector<Id>> BatchRows::find_hanging(const std::set<Id>& stories) {
    constexpr std::string_view hanging[] = {"echo", "reply", "receipt", "attachment"};
    std::set<Id> ids;
    EARSHOT_TRY(
        const Rows rows,
        connection_.run("SELECT id, body FROM record WHERE kind IN ('echo', 'reply', 'receipt', 'attachment')"));
    for (int i = 0; i < rows.count(); ++i) {
        const auto story = story_in(rows.text(i, 1));
        if (story && stories.contains(*story)) ids.insert(rows.id(i, 0));
    }
    for (const auto& [id, entry] : entries_) {
        if (entry.place == 0) continue;
        const bool hangs = std::find(std::begin(hanging), std::end(hanging), entry.row->kind) != std::end(hanging);
        const auto story = hangs ? story_in(entry.row->body) : std::optional<Id>();
        if (story && stories.contains(*story)) ids.insert(id);
    }
    return std::vector<Id>(ids.begin(), ids.end());
}

Result<std::optional<Role>> BatchRows::role_of(const Id& device) {
    EARSHOT_TRY(const Rows rows, connection_.run("SELECT role FROM device WHERE id = $1"
                                                 " OR id = (SELECT device FROM speaker WHERE incarnation = $1) LIMIT 1",
                                                 Arguments::of(device)));
    return rows.count() == 0 ? std::optional<Role>() : role_named(rows.text(0, 0));
}

// ---- changing -------------------------------------------------------------------------------------------------------

Result<bool> BatchRows::insert(const Id& id, SharedRow row) {
    EARSHOT_TRY(Entry * entry, entry_of(id));
    if (entry->row) return false;
    entry->row = std::move(row);
    entry->place = ++places_;
    return true;
}

Result<void> BatchRows::update(const Id& id, SharedRow row) {
    EARSHOT_TRY(Entry * entry, entry_of(id));
    EARSHOT_ASSERT(entry->row.has_value());
    entry->row = std::move(row);
    entry->place = ++places_;
    return {};
}

Result<void> BatchRows::keep_earlier_values(const Record& record, const std::vector<EarlierValue>& earlier) {
    for (const EarlierValue& value : earlier) {
        const Field& field = table_of(record.kind).fields[value.field];
        std::string json;
        append_value(json, field.type, value.state.value);
        lost_.emplace(LostKey{record.id, std::string(field.name), static_cast<std::int64_t>(value.state.stamp.hlc),
                              value.state.stamp.device},
                      std::move(json));
    }
    return {};
}

Result<void> BatchRows::drop_earlier_values(const Record& record, Erased depth) {
    const auto fields = table_of(record.kind).fields;
    const auto is_taken = [&](std::string_view name) {
        const auto number = table_of(record.kind).find(name);
        return number && takes(depth, record.kind, *number);
    };
    const bool takes_any = std::any_of(fields.begin(), fields.end(), [&](const Field& f) { return is_taken(f.name); });
    if (!takes_any) return {};
    std::erase_if(lost_, [&](const auto& lost) { return lost.first.id == record.id && is_taken(lost.first.field); });
    EARSHOT_TRY(const Rows rows, connection_.run("SELECT field, clock, device FROM earlier_value WHERE id = $1",
                                                 Arguments::of(record.id)));
    for (int i = 0; i < rows.count(); ++i) {
        if (is_taken(rows.text(i, 0)))
            dropped_.insert({record.id, std::string(rows.text(i, 0)), rows.number(i, 1), rows.id(i, 2)});
    }
    return {};
}

Result<void> BatchRows::drop_earlier_references(std::string_view salt, std::string_view customer_hash) {
    // The value is JSON; its quotes are no part of a normal reference.
    std::erase_if(lost_, [&](const auto& lost) {
        return is_reference(lost.first.field) && fingerprint_of(salt, lost.second) == customer_hash;
    });
    EARSHOT_TRY(const Rows rows, connection_.run("SELECT id, field, clock, device, value FROM earlier_value"
                                                 " WHERE field IN ('customer_reference', 'customer')"));
    for (int i = 0; i < rows.count(); ++i) {
        if (fingerprint_of(salt, rows.text(i, 4)) == customer_hash)
            dropped_.insert({rows.id(i, 0), std::string(rows.text(i, 1)), rows.number(i, 2), rows.id(i, 3)});
    }
    return {};
}

// ---- writing --------------------------------------------------------------------------------------------------------

std::int64_t BatchRows::updates() const {
    return std::count_if(entries_.begin(), entries_.end(),
                         [](const auto& entry) { return entry.second.place > 0 && entry.second.stored_at; });
}

std::vector<Call> BatchRows::writes() const {
    std::vector<Call> calls;
    if (places_ > 0) calls.push_back(write_records());
    if (!dropped_.empty()) calls.push_back(drop_values());
    if (!lost_.empty()) calls.push_back(write_lost_values());
    return calls;
}

Call BatchRows::write_records() const {
    std::vector<std::pair<const Id*, const Entry*>> changed;
    for (const auto& [id, entry] : entries_) {
        if (entry.place > 0) changed.emplace_back(&id, &entry);
    }
    std::sort(changed.begin(), changed.end(),
              [](const auto& a, const auto& b) { return a.second->place < b.second->place; });
    std::vector<std::int64_t> places;
    std::vector<std::optional<std::int64_t>> stored_at, deleted_at, list_places;
    std::vector<Id> ids;
    std::vector<std::optional<Id>> origins, stories;
    std::vector<std::string_view> kinds, bodies;
    std::vector<std::optional<std::string_view>> sites, redacted, ends, withheld, blobs, thumbnails, story_kinds,
        stages;
    for (const auto& [id, entry] : changed) {
        const SharedRow& row = *entry->row;
        places.push_back(entry->place);
        stored_at.push_back(entry->stored_at);
        ids.push_back(*id);
        kinds.emplace_back(row.kind);
        sites.push_back(row.site);
        origins.push_back(row.origin);
        bodies.emplace_back(row.body);
        redacted.push_back(row.redacted);
        ends.push_back(row.ends);
        withheld.push_back(row.withheld);
        deleted_at.push_back(row.deleted_at ? std::optional(row.deleted_at->unix_ms) : std::nullopt);
        blobs.push_back(row.blob);
        thumbnails.push_back(row.thumbnail);
        list_places.push_back(row.place);
        story_kinds.push_back(row.story_kind);
        stages.push_back(row.stage);
        stories.push_back(row.story);
    }
    // Without a row to be changed the statement is the plain insert.
    constexpr std::string_view insert =
        "WITH last AS (SELECT coalesce(max(seq), 0) AS seq FROM record)"
        " INSERT INTO record (id, seq, kind, site, origin, body, redacted, ends, withheld, deleted_at, blob, thumbnail,"
        " place, story_kind, stage, story)"
        " SELECT a.id, last.seq + a.turn, a.kind, a.site, a.origin, a.body, a.redacted, a.ends, a.withheld,"
        " a.deleted_at, a.blob, a.thumbnail, a.place, a.story_kind, a.stage, a.story"
        " FROM last, unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) AS a (turn,"
        " stored_at, id, kind, site, origin, body, redacted, ends, withheld, deleted_at, blob, thumbnail, place,"
        " story_kind, stage, story) WHERE a.stored_at IS NULL";
    constexpr std::string_view both =
        "WITH last AS (SELECT coalesce(max(seq), 0) AS seq FROM record),"
        " arrived AS (SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
        " AS a (turn, stored_at, id, kind, site, origin, body, redacted, ends, withheld, deleted_at, blob, thumbnail,"
        " place, story_kind, stage, story)),"
        " inserted AS (INSERT INTO record (id, seq, kind, site, origin, body, redacted, ends, withheld, deleted_at,"
        " blob, thumbnail, place, story_kind, stage, story)"
        " SELECT a.id, last.seq + a.turn, a.kind, a.site, a.origin, a.body, a.redacted, a.ends, a.withheld,"
        " a.deleted_at, a.blob, a.thumbnail, a.place, a.story_kind, a.stage, a.story FROM arrived a, last WHERE "
        "a.stored_at IS NULL)"
        " UPDATE record SET seq = last.seq + a.turn, site = a.site, origin = a.origin, body = a.body,"
        " redacted = a.redacted, ends = a.ends, withheld = a.withheld, deleted_at = a.deleted_at, blob = a.blob,"
        " thumbnail = a.thumbnail, place = a.place, story_kind = a.story_kind, stage = a.stage, story = a.story,"
        " filed = CASE WHEN a.place IS NOT NULL THEN coalesce(record.filed, record.place) END"
        " FROM arrived a, last WHERE record.id = a.id AND record.seq = a.stored_at";
    return {updates() == 0 ? insert : both,
            Arguments::of(places, stored_at, ids, kinds, sites, origins, bodies, redacted, ends, withheld, deleted_at,
                          blobs, thumbnails, list_places, story_kinds, stages, stories)};
}

// The same value lost twice is kept once.
Call BatchRows::write_lost_values() const {
    std::vector<Id> ids, devices;
    std::vector<std::string_view> fields, values;
    std::vector<std::int64_t> clocks;
    for (const auto& [key, json] : lost_) {
        ids.push_back(key.id);
        fields.emplace_back(key.field);
        clocks.push_back(key.clock);
        devices.push_back(key.device);
        values.emplace_back(json);
    }
    return {
        "INSERT INTO earlier_value (id, field, clock, device, value) SELECT * FROM unnest($1, $2, $3, $4, $5)"
        " ON CONFLICT DO NOTHING",
        Arguments::of(ids, fields, clocks, devices, values)};
}

Call BatchRows::drop_values() const {
    std::vector<Id> ids, devices;
    std::vector<std::string_view> fields;
    std::vector<std::int64_t> clocks;
    for (const LostKey& key : dropped_) {
        ids.push_back(key.id);
        fields.emplace_back(key.field);
        clocks.push_back(key.clock);
        devices.push_back(key.device);
    }
    return {
        "DELETE FROM earlier_value AS e USING unnest($1, $2, $3, $4) AS a (id, field, clock, device)"
        " WHERE e.id = a.id AND e.field = a.field AND e.clock = a.clock AND e.device = a.device",
        Arguments::of(ids, fields, clocks, devices)};
}

}  // namespace earshot::sync::postgres
