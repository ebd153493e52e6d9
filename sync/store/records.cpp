#include "sync/store/records.hpp"

#include <utility>

#include "sync/model/story_key.hpp"
#include "sync/model/tables.hpp"
#include "sync/store/value_json.hpp"

namespace earshot::sync {
namespace {

bool lives(std::int64_t row) {
    return row >= first_living_row;
}

// The values lie in columns of their type; what does not fit the column came from a peer that is wrong.
Result<void> check_types(const Record& record) {
    const auto fields = table_of(record.kind).fields;
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        const Value& value = record.fields[i].value;
        const FieldType type = fields[i].type;
        const bool number = type == FieldType::number || type == FieldType::boolean;
        const bool fits = is_empty(value) || (number                   ? std::holds_alternative<std::int64_t>(value)
                                              : type == FieldType::set ? std::holds_alternative<SetValue>(value)
                                                                       : std::holds_alternative<std::string>(value));
        if (!fits) {
            return Error{Errc::invalid, std::string(record.kind_name()) + ' ' + to_text(record.id) + ": the value of " +
                                            std::string(fields[i].name) + " is of another type"};
        }
    }
    return {};
}

}  // namespace

Records::Records(Database& database, const FieldDictionary& dictionary, FullText& text, DeviceState& state,
                 const ErasureBook& book)
    : database_(database), text_(text), state_(state), book_(book) {
    for (const KindTable& table : all_tables())
        tables_.emplace_back(database, dictionary, table.kind);
}

Result<std::optional<StoredRecord>> Records::find_unknown(std::string_view kind, const Id& id) {
    auto row = database_.statement("SELECT row, extra FROM unknown_record WHERE id = ? AND kind = ?", id, kind);
    EARSHOT_TRY(const bool found, row.step());
    if (!found) return std::optional<StoredRecord>();
    auto unknown = unknown_from_json(row.text(1));
    if (!unknown) return Error{Errc::corrupt, "a record of the unknown kind " + std::string(kind) + " cannot be read"};
    StoredRecord stored{row.number(0), false, make_record(Kind::unknown, id)};
    stored.record.unknown_kind = kind;
    stored.record.unknown = std::move(*unknown);
    return std::optional(std::move(stored));
}

Result<bool> Records::insert(const Record& record, bool logged_here) {
    EARSHOT_CHECK(check_types(record));
    if (record.kind == Kind::story) return insert_story(record, logged_here);
    return table(record.kind).insert(std::nullopt, record, logged_here);
}

Result<bool> Records::insert_story(const Record& story, bool logged_here) {
    std::int64_t row = row_of_story(story);
    for (;; ++row) {
        EARSHOT_TRY(const bool inserted, table(Kind::story).insert(row, story, logged_here));
        if (inserted) break;
        // Taken is either the id or only the row.
        EARSHOT_TRY(const auto same, table(Kind::story).find(story.id));
        if (same) return false;
    }
    if (!lives(row)) return true;
    state_.stories += 1;
    EARSHOT_CHECK(text_.insert(row, story));
    EARSHOT_CHECK(put_themes(row, story));
    return true;
}

Result<void> Records::replace(const StoredRecord& before, const Record& merged, const MergeOutcome& outcome) {
    EARSHOT_CHECK(check_types(merged));
    EARSHOT_CHECK(keep_earlier(merged, outcome.earlier));
    if (!outcome.any_change()) return {};
    if (merged.kind == Kind::story) return replace_story(before, merged, outcome);
    return table(merged.kind).update(before.row, merged);
}

Result<void> Records::replace_story(const StoredRecord& before, const Record& merged, const MergeOutcome& outcome) {
    const bool moves = before.record.is_deleted() != merged.is_deleted() ||
                       (!merged.is_deleted() && (outcome.changed >> story::happened & 1) != 0);
    if (!moves) {
        EARSHOT_CHECK(table(Kind::story).update(before.row, merged));
        if (!lives(before.row)) return {};
        if ((outcome.changed & FullText::searchable_fields()) != 0) EARSHOT_CHECK(text_.replace(before.row, merged));
        if ((outcome.changed >> story::themes & 1) != 0) {
            EARSHOT_CHECK(drop_themes(before.row, before.record));
            EARSHOT_CHECK(put_themes(before.row, merged));
        }
        return {};
    }
    // Its place in the lists is its row: it leaves the old one and enters the new one.
    if (lives(before.row)) {
        state_.stories -= 1;
        EARSHOT_CHECK(text_.remove(before.row));
        EARSHOT_CHECK(drop_themes(before.row, before.record));
    }
    EARSHOT_CHECK(table(Kind::story).remove(before.row));
    EARSHOT_TRY(const bool inserted, insert_story(merged, before.logged_here));
    if (!inserted) return database_.index_disagrees();
    return {};
}

Result<void> Records::store_stamps(const StoredRecord& stored) {
    const Record& record = stored.record;
    if (record.kind != Kind::unknown) return table(record.kind).update(stored.row, record);
    return database_
        .statement("UPDATE unknown_record SET extra = ? WHERE row = ?", unknown_to_json(record.unknown), stored.row)
        .run();
}

Result<bool> Records::merge_in(const Record& record) {
    if (record.kind == Kind::unknown) return merge_unknown_kind(record);
    if (!book_.is_empty()) {
        Record rest = record;
        const bool erased = book_.erase_from(rest) != Erased::nothing;
        if (erased && rest.latest().is_never()) return false;
        EARSHOT_TRY(const bool inserted, insert(rest, false));
        if (inserted) return true;
    } else {
        EARSHOT_TRY(const bool inserted, insert(record, false));
        if (inserted) return true;
    }
    EARSHOT_TRY(const auto before, find(record.kind, record.id));
    if (!before) return database_.index_disagrees();
    Record merged = before->record;
    const MergeOutcome outcome = merge(merged, record, book_);
    EARSHOT_CHECK(replace(*before, merged, outcome));
    return outcome.any_change();
}

Result<bool> Records::merge_unknown_kind(const Record& record) {
    EARSHOT_TRY(const auto before, find_unknown(record.unknown_kind, record.id));
    Record merged = before ? before->record : record;
    if (before) {
        const MergeOutcome outcome = merge(merged, record);
        if (!outcome.any_change()) return false;
    }
    EARSHOT_CHECK(database_
                      .statement("INSERT INTO unknown_record (kind, id, extra) VALUES (?, ?, ?)"
                                 " ON CONFLICT (id, kind) DO UPDATE SET extra = excluded.extra",
                                 merged.unknown_kind, merged.id, unknown_to_json(merged.unknown))
                      .run());
    return true;
}

Result<void> Records::drop(const StoredRecord& stored) {
    const Record& record = stored.record;
    if (record.kind == Kind::story && lives(stored.row)) {
        state_.stories -= 1;
        EARSHOT_CHECK(text_.remove(stored.row));
        EARSHOT_CHECK(drop_themes(stored.row, record));
    }
    EARSHOT_CHECK(database_.statement("DELETE FROM earlier_value WHERE id = ?", record.id).run());
    EARSHOT_CHECK(database_.statement("DELETE FROM delivered WHERE id = ?", record.id).run());
    return table(record.kind).remove(stored.row);
}

Result<void> Records::drop_unknown(std::string_view kind, const Id& id) {
    return database_.statement("DELETE FROM unknown_record WHERE id = ? AND kind = ?", id, kind).run();
}

Result<void> Records::adopt_grown_kinds() {
    std::vector<Record> records;
    {
        auto rows = database_.statement("SELECT kind, id, extra FROM unknown_record");
        for (;;) {
            EARSHOT_TRY(const bool found, rows.step());
            if (!found) break;
            const Kind kind = kind_named(rows.text(0));
            auto unknown = unknown_from_json(rows.text(2));
            if (kind == Kind::unknown || !unknown) continue;
            records.push_back(make_record(kind, rows.id(1)));
            records.back().unknown = std::move(*unknown);
        }
    }
    for (const Record& record : records) {
        EARSHOT_CHECK(merge_in(record));
        EARSHOT_CHECK(
            database_.statement("DELETE FROM unknown_record WHERE id = ? AND kind = ?", record.id, record.kind_name())
                .run());
    }
    for (const KindTable& table : all_tables())
        EARSHOT_CHECK(adopt_kind(table.kind));
    return {};
}

Result<void> Records::adopt_kind(Kind kind) {
    std::vector<Id> ids;
    {
        const std::string name(name_of(kind));
        auto rows = database_.statement("SELECT id FROM \"" + name + "\" WHERE extra IS NOT NULL");
        for (;;) {
            EARSHOT_TRY(const bool found, rows.step());
            if (!found) break;
            ids.push_back(rows.id(0));
        }
    }
    for (const Id& id : ids) {
        EARSHOT_TRY(auto stored, find(kind, id));  // Reading puts what is known by now in its place.
        if (!stored) return database_.index_disagrees();
        MergeOutcome everything;
        everything.changed = ~std::uint64_t{0};
        EARSHOT_CHECK(replace(*stored, stored->record, everything));
    }
    return {};
}

Result<void> Records::put_themes(std::int64_t row, const Record& story) {
    const SetValue* themes = set_of(story.value(story::themes));
    if (!themes) return {};
    for (const std::string& theme : themes->present()) {
        EARSHOT_CHECK(
            database_.statement("INSERT OR IGNORE INTO story_theme (theme, story) VALUES (?, ?)", theme, row).run());
    }
    return {};
}

Result<void> Records::drop_themes(std::int64_t row, const Record& story) {
    const SetValue* themes = set_of(story.value(story::themes));
    if (!themes) return {};
    for (const std::string& theme : themes->present()) {
        EARSHOT_CHECK(database_.statement("DELETE FROM story_theme WHERE theme = ? AND story = ?", theme, row).run());
    }
    return {};
}

Result<void> Records::keep_earlier(const Record& record, const std::vector<EarlierValue>& earlier) {
    for (const EarlierValue& value : earlier) {
        const Stamp& stamp = value.state.stamp;
        auto row = database_.statement(
            "INSERT OR IGNORE INTO earlier_value (id, field, clock, device, value) VALUES (?, ?, ?, ?, ?)", record.id,
            table_of(record.kind).fields[value.field].name, static_cast<std::int64_t>(stamp.hlc), stamp.device);
        if (const auto* number = std::get_if<std::int64_t>(&value.state.value)) {
            row.bind(*number);
        } else if (const auto* text = std::get_if<std::string>(&value.state.value)) {
            row.bind(*text);
        } else {
            row.bind_null();
        }
        EARSHOT_CHECK(row.run());
    }
    return {};
}

}  // namespace earshot::sync
