#include "sync/store/sqlite_device_store.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "platform/base/log.hpp"
#include "sync/model/check.hpp"
#include "sync/model/consent.hpp"
#include "sync/model/stamp.hpp"
#include "sync/model/story_key.hpp"
#include "sync/model/tables.hpp"
#include "sync/store/draft_text.hpp"
#include "sync/store/examine.hpp"

namespace earshot::sync {
namespace {

// What an edit writes, as a partial record. In a set, each named member is written on its own. The reference of a
// customer to be forgotten is not written.
Record stamped(const Edit& edit, const Record& before, const Stamp& stamp, const ErasureBook& book) {
    Record record = make_record(edit.kind, edit.id);
    for (const auto& [field, value] : edit.writes) {
        if (table_of(edit.kind).fields[field].use == Use::personal && book.customer_with(text_of(value))) continue;
        FieldState written{value, stamp};
        if (auto* set = std::get_if<SetValue>(&written.value)) {
            for (SetMember& member : set->members)
                member.stamp = stamp;
        } else if (value == before.fields[field].value) {
            continue;  // Nothing new is said: whoever wrote it first keeps the credit.
        }
        record.fields[field] = std::move(written);
    }
    return record;
}

// Drops members that say what is there already, and with them sets that have nothing left to say.
void drop_known_members(Record& record, const Record& before) {
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        auto* set = std::get_if<SetValue>(&record.fields[i].value);
        if (!set) continue;
        const SetValue* known = set_of(before.fields[i].value);
        std::erase_if(set->members, [&](const SetMember& member) {
            if (!known) return !member.present;
            const auto same = std::find_if(known->members.begin(), known->members.end(),
                                           [&](const SetMember& other) { return other.name == member.name; });
            return same == known->members.end() ? !member.present : same->present == member.present;
        });
        if (set->members.empty()) record.fields[i] = {};
    }
}

bool says_nothing(const Record& record) {
    return std::all_of(record.fields.begin(), record.fields.end(),
                       [](const FieldState& field) { return field.stamp.is_never(); });
}

// What is erased of a record is not written again.
Erased drop_erased(Record& written, const Record& before, const ErasureBook& book) {
    if (book.is_empty()) return Erased::nothing;
    Record merged = before;
    merge(merged, written);
    const Erased depth = book.erase_from(merged);
    for (std::size_t i = 0; i < written.fields.size(); ++i) {
        if (takes(depth, written.kind, static_cast<FieldNumber>(i))) written.fields[i] = {};
    }
    return depth;
}

std::uint64_t written_fields(const Record& record) {
    std::uint64_t mask = 0;
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        if (!record.fields[i].stamp.is_never()) mask |= std::uint64_t{1} << i;
    }
    return mask;
}

Result<void> check_fields(const Edit& edit) {
    if (edit.kind == Kind::unknown) return Error{Errc::invalid, "records of an unknown kind cannot be written here"};
    const std::size_t count = table_of(edit.kind).fields.size();
    for (const auto& [field, value] : edit.writes)
        EARSHOT_ASSERT(field < count);
    return check_edit(edit);
}

// What this device holds it may hold; only what consent keeps from whoever is asking is not told.
bool withholds_words(const Record& story, const Listener& asking) {
    return telling_for(story, asking) == Telling::without_words_and_personal;
}

Record told_here(const Record& story, const Listener& asking) {
    return withholds_words(story, asking) ? told(story, Telling::without_words_and_personal) : story;
}

bool is_withheld_field(std::string_view name) {
    const auto field = table_of(Kind::story).find(name);
    return field && (tells_in_words(Kind::story, *field) || story_fields[*field].use == Use::personal);
}

// What a record weighs on its way, near enough to fill a batch.
std::size_t weight_of(const Record& record) {
    std::size_t bytes = 150;
    for (const FieldState& field : record.fields) {
        bytes += text_of(field.value).size();
        if (const SetValue* set = set_of(field.value)) bytes += 80 * set->members.size();
    }
    for (const UnknownField& field : record.unknown)
        bytes += field.json.size() + 80;
    return bytes;
}

}  // namespace

// ---- what people write
// -----------------------------------------------------------------------------------------------

Result<void> SqliteDeviceStore::write(std::span<const Edit> edits) {
    for (const Edit& edit : edits)
        EARSHOT_CHECK(check_fields(edit));
    EARSHOT_CHECK(commit([&] { return write_all(edits); }));
    return scrub_if_need_be();
}

Result<void> SqliteDeviceStore::write_all(std::span<const Edit> edits) {
    for (const Edit& edit : edits)
        EARSHOT_CHECK(write_one(edit));
    return {};
}

Result<ErasureReach> SqliteDeviceStore::forget(std::span<const Edit> erasures, bool dry_run) {
    for (const Edit& edit : erasures)
        EARSHOT_CHECK(check_fields(edit));
    const Error only_tried{Errc::invalid, "a dry run"};
    ErasureReach reach;
    const auto done = commit([&]() -> Result<void> {
        EARSHOT_CHECK(write_all(erasures));
        reach = erasures_->take_reach();
        return dry_run ? Result<void>(only_tried) : Result<void>();
    });
    if (!done && !(dry_run && done.error().message == only_tried.message)) return done.error();
    if (!dry_run) EARSHOT_CHECK(scrub_if_need_be());
    return reach;
}

Result<void> SqliteDeviceStore::write_one(const Edit& edit) {
    EARSHOT_TRY(const auto before, records_->find(edit.kind, edit.id));
    const Record empty = make_record(edit.kind, edit.id);
    const Record& old = before ? before->record : empty;
    HybridClock clock(state_.clock);
    const Stamp stamp{clock.next(stamp_time()), state_.device};
    Record written = stamped(edit, old, stamp, book_);
    drop_known_members(written, old);
    const Erased depth = drop_erased(written, old, book_);
    if (says_nothing(written)) return {};

    Record merged = old;
    const MergeOutcome outcome = merge(merged, written, book_);
    EARSHOT_CHECK(check_record(merged));
    const bool needs_words = edit.kind == Kind::story && !merged.is_deleted() && depth != Erased::words_too;
    // A story whose words were erased elsewhere may arrive before the erasure does: it can be tagged all the same.
    const bool is_asked = !before || written.speaks_of(story::kind) || written.speaks_of(story::words);
    if (needs_words && is_asked) EARSHOT_CHECK(check_new_story(merged));
    if (before) {
        EARSHOT_CHECK(records_->replace(*before, merged, outcome));
    } else {
        EARSHOT_TRY(const bool inserted, records_->insert(merged, true));
        if (!inserted) return database_->index_disagrees();
    }
    if (edit.kind == Kind::attachment) EARSHOT_CHECK(media_->note_attachment(merged));
    state_.clock = clock.last();
    const std::uint64_t fields = dictionary_.stored_mask(edit.kind, written_fields(written));
    EARSHOT_CHECK(outbox_->add(name_of(edit.kind), edit.id, fields, !before));
    return edit.kind == Kind::erasure ? erasures_->learn(merged) : Result<void>{};
}

// ---- what people read
// ------------------------------------------------------------------------------------------------

Result<Record> SqliteDeviceStore::find(Kind kind, const Id& id) {
    EARSHOT_TRY(auto stored, records_->find(kind, id));
    if (stored && kind == Kind::story) {
        EARSHOT_TRY(const Listener asking, listener());
        return told_here(stored->record, asking);
    }
    if (stored) return std::move(stored->record);
    return Error{Errc::not_found, "There is no " + std::string(name_of(kind)) + ' ' + to_text(id) + " on this device."};
}

Result<std::vector<Id>> SqliteDeviceStore::find_stories_by_prefix(std::string_view hex_digits) {
    std::string digits;
    for (const char c : hex_digits) {
        if (c != '-') digits += c;
    }
    std::vector<Id> ids;
    if (digits.empty() || digits.size() > 32) return ids;
    const auto first = parse_id(digits + std::string(32 - digits.size(), '0'));
    const auto last = parse_id(digits + std::string(32 - digits.size(), 'f'));
    if (!first || !last) return ids;
    auto rows = database_->statement("SELECT id FROM story WHERE id BETWEEN ? AND ? AND row >= ? LIMIT 2", *first,
                                     *last, first_living_row);
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return ids;
        ids.push_back(rows.id(0));
    }
}

// Without a company nobody else's consent is at stake; whoever holds the device wrote all of it.
Result<Listener> SqliteDeviceStore::listener() {
    EARSHOT_TRY(const std::string role, setting("role"));
    EARSHOT_TRY(std::string site, setting("site"));
    const CivilTime now = clock_.civil_now();
    return Listener{role_named(role).value_or(Role::keeper), std::move(site),
                    to_text(CivilTime{now.year, now.month, now.day})};
}

Result<StoryList*> SqliteDeviceStore::told_list() {
    EARSHOT_TRY(Listener asking, listener());
    EARSHOT_CHECK(list_->tell(std::move(asking)));
    return list_.get();
}

Result<StoryRow> SqliteDeviceStore::find_row(const Id& story) {
    EARSHOT_TRY(StoryList* const list, told_list());
    return list->row(story);
}

Result<StoryPage> SqliteDeviceStore::list(const StoryQuery& query) {
    EARSHOT_TRY(StoryList* const list, told_list());
    return list->page(query);
}

Result<std::int64_t> SqliteDeviceStore::count(const StoryQuery& query) {
    EARSHOT_TRY(StoryList* const list, told_list());
    return list->count(query);
}

Result<std::vector<StageCount>> SqliteDeviceStore::count_by_stage(const StoryQuery& query) {
    EARSHOT_TRY(StoryList* const list, told_list());
    return list->count_by_stage(query);
}

Result<std::vector<SiteCount>> SqliteDeviceStore::count_by_site(const StoryQuery& query) {
    EARSHOT_TRY(StoryList* const list, told_list());
    return list->count_by_site(query);
}

Result<void> SqliteDeviceStore::visit_stories(const StoryQuery& query,
                                              const std::function<Result<void>(const Record&, int)>& visit) {
    EARSHOT_TRY(const Listener asking, listener());
    EARSHOT_TRY(StoryList* const list, told_list());
    return list->visit(query, [&](const Record& story, int echoes) { return visit(told_here(story, asking), echoes); });
}

Result<std::vector<Record>> SqliteDeviceStore::read_records(Kind kind, Statement rows) {
    std::vector<Record> records;
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return records;
        EARSHOT_TRY(StoredRecord stored, records_->table(kind).read(rows));
        records.push_back(std::move(stored.record));
    }
}

Result<std::vector<Record>> SqliteDeviceStore::all(Kind kind) {
    const KindTable& table = table_of(kind);
    const std::string order = table.find("position") ? "t.position, t.id" : "t.id";
    return read_records(
        kind, database_->statement("SELECT " + records_->table(kind).columns() + " FROM \"" + std::string(table.name) +
                                   "\" AS t WHERE t.deleted IS NOT 1 ORDER BY " + order));
}

Result<std::vector<Record>> SqliteDeviceStore::of_story(Kind kind, const Id& story) {
    const KindTable& table = table_of(kind);
    EARSHOT_ASSERT(table.find("story").has_value());
    const std::string order = table.find("happened") ? "t.happened, t.id" : "t.id";
    return read_records(
        kind, database_->statement("SELECT " + records_->table(kind).columns() + " FROM \"" + std::string(table.name) +
                                       "\" AS t WHERE t.story = ? AND t.deleted IS NOT 1 ORDER BY " + order,
                                   to_text(story)));
}

Result<std::vector<KeptEarlierValue>> SqliteDeviceStore::earlier_values(const Id& record) {
    std::vector<KeptEarlierValue> values;
    EARSHOT_TRY(const auto story, records_->find(Kind::story, record));
    EARSHOT_TRY(const Listener asking, listener());
    const bool withheld = story && withholds_words(story->record, asking);
    auto rows = database_->statement(
        "SELECT field, clock, device, typeof(value), value FROM earlier_value WHERE id = ?"
        " ORDER BY clock DESC, device DESC, field",
        record);
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return values;
        KeptEarlierValue value{std::string(rows.text(0)), {}, {static_cast<std::uint64_t>(rows.number(1)), rows.id(2)}};
        if (withheld && is_withheld_field(value.field)) continue;
        if (rows.text(3) == "integer") value.value = rows.number(4);
        if (rows.text(3) == "text") value.value = std::string(rows.text(4));
        values.push_back(std::move(value));
    }
}

// ---- drafts and settings
// ---------------------------------------------------------------------------------------------

Result<void> SqliteDeviceStore::save_draft(std::string_view json) {
    const std::int64_t now = clock_.wall().unix_ms;
    return change_draft(json, [&] {
        return database_
            ->statement(
                "INSERT INTO draft (one, json, began, saved) VALUES (1, ?, ?, ?)"
                " ON CONFLICT (one) DO UPDATE SET json = excluded.json, saved = excluded.saved",
                json, now, now)
            .run();
    });
}

Result<void> SqliteDeviceStore::drop_draft() {
    return change_draft({}, [&] { return database_->statement("DELETE FROM draft").run(); });
}

// Photos that the draft names no longer go with the change. Should their files have to stay, tidy() removes them later.
Result<void> SqliteDeviceStore::change_draft(std::string_view json, const std::function<Result<void>()>& change) {
    EARSHOT_TRY(const std::optional<Draft> before, draft());
    std::vector<std::string> gone;
    if (before) gone = media_of_draft(before->json);
    if (!gone.empty()) {
        const std::vector<std::string> kept = media_of_draft(json);
        std::erase_if(
            gone, [&](const std::string& sha256) { return std::find(kept.begin(), kept.end(), sha256) != kept.end(); });
    }
    const auto changed = commit([&]() -> Result<void> {
        for (const std::string& sha256 : gone)
            EARSHOT_CHECK(media_->let_go(sha256));
        return change();
    });
    if (!changed || gone.empty()) return changed;
    if (const auto removed = media_->remove_unwanted(); !removed) log_warning("media", removed.error().message);
    return {};
}

Result<std::optional<Draft>> SqliteDeviceStore::draft() {
    auto row = database_->statement("SELECT json, began, saved FROM draft");
    EARSHOT_TRY(const bool found, row.step());
    if (!found) return std::optional<Draft>();
    return std::optional(Draft{std::string(row.text(0)), WallTime{row.number(1)}, WallTime{row.number(2)}});
}

Result<std::string> SqliteDeviceStore::setting(std::string_view name) {
    auto row = database_->statement("SELECT value FROM setting WHERE name = ?", name);
    EARSHOT_TRY(const bool found, row.step());
    return found ? std::string(row.text(0)) : std::string();
}

Result<void> SqliteDeviceStore::set_setting(std::string_view name, std::string_view value) {
    return commit([&] { return put_setting(name, value); });
}

Result<void> SqliteDeviceStore::put_setting(std::string_view name, std::string_view value) {
    if (value.empty()) return database_->statement("DELETE FROM setting WHERE name = ?", name).run();
    return database_
        ->statement(
            "INSERT INTO setting (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
            name, value)
        .run();
}

// ---- what travels
// ----------------------------------------------------------------------------------------------------

Result<std::vector<OutgoingRecord>> SqliteDeviceStore::outgoing(std::size_t records, std::size_t bytes) {
    std::vector<OutgoingRecord> batch;
    std::size_t weight = 0;
    auto rows = database_->statement("SELECT change, kind, id, fields FROM outbox ORDER BY change");
    while (batch.size() < records && (weight < bytes || batch.empty())) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) break;
        const Outbox::Entry entry{rows.number(0), std::string(rows.text(1)), rows.id(2),
                                  static_cast<std::uint64_t>(rows.number(3))};
        EARSHOT_TRY(auto part, waiting_part(entry));
        if (!part) continue;  // examine() reports it; it must not hold up the rest.
        weight += weight_of(*part);
        batch.push_back({std::move(*part), entry.change});
    }
    return batch;
}

Result<std::optional<Record>> SqliteDeviceStore::waiting_part(const Outbox::Entry& entry) {
    const Kind kind = kind_named(entry.kind);
    if (kind == Kind::unknown) {
        EARSHOT_TRY(auto stored, records_->find_unknown(entry.kind, entry.id));
        return stored ? std::optional(std::move(stored->record)) : std::nullopt;
    }
    EARSHOT_TRY(auto stored, records_->find(kind, entry.id));
    if (!stored) return std::optional<Record>();
    Record& record = stored->record;
    if (is_unlearning()) {
        // Whether the rest of it is still there is not known yet.
        EARSHOT_TRY(const bool is_new, snapshot_->is_unconfirmed(record));
        if (!is_new && kind != Kind::erasure) return std::optional<Record>();
    }
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        if (!dictionary_.waits(kind, entry.fields, static_cast<FieldNumber>(i))) record.fields[i] = {};
    }
    // Nobody edits what this build does not know; it waits only when everything does.
    if ((entry.fields & FieldDictionary::every_field) == 0) record.unknown.clear();
    return std::optional(std::move(record));
}

Result<void> SqliteDeviceStore::settle(std::span<const Settlement> settlements) {
    const WallTime now = clock_.wall();
    return commit([&]() -> Result<void> {
        for (const Settlement& settlement : settlements)
            EARSHOT_CHECK(outbox_->settle(settlement, now));
        return note_turn_answered();
    });
}

Result<void> SqliteDeviceStore::apply(std::span<const Record> records, std::int64_t cursor) {
    EARSHOT_CHECK(commit([&] { return take_page(records, cursor); }));
    return scrub_if_need_be();
}

Result<void> SqliteDeviceStore::take_page(std::span<const Record> records, std::int64_t cursor) {
    // The full-text index likes to be told its rows in rising order. Erasures come first: nothing of the page is stored
    // that one of them takes.
    std::vector<std::pair<std::int64_t, std::size_t>> order;
    order.reserve(records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        const Kind kind = records[i].kind;
        order.emplace_back(kind == Kind::story     ? row_of_story(records[i])
                           : kind == Kind::erasure ? INT64_MIN
                                                   : INT64_MAX,
                           i);
    }
    std::sort(order.begin(), order.end());
    HybridClock clock(state_.clock);
    for (const auto& [row, index] : order) {
        EARSHOT_CHECK(take_in(records[index]));
        clock.observe(records[index].latest().hlc);
    }
    state_.clock = clock.last();
    state_.cursor = cursor;
    return {};
}

Result<void> SqliteDeviceStore::take_in(const Record& record) {
    if (is_unlearning()) EARSHOT_CHECK(snapshot_->note(record.id));
    if (record.kind != Kind::erasure) EARSHOT_CHECK(erasures_->watch(record));
    EARSHOT_TRY(const bool changed, records_->merge_in(record));
    if (record.kind == Kind::attachment) return note_attachment(record.id);
    if (record.kind != Kind::erasure || !changed) return {};
    EARSHOT_TRY(const auto stored, records_->find(Kind::erasure, record.id));
    if (!stored) return database_->index_disagrees();
    return erasures_->learn(stored->record);
}

// As it is after the merge: only then it is known whether it lives.
Result<void> SqliteDeviceStore::note_attachment(const Id& id) {
    EARSHOT_TRY(const auto stored, records_->find(Kind::attachment, id));
    if (!stored) return database_->index_disagrees();
    return media_->note_attachment(stored->record);
}

Result<void> SqliteDeviceStore::start_over(std::string_view epoch, std::int64_t began) {
    EARSHOT_TRY(const std::string role, setting("role"));
    return commit([&]() -> Result<void> {
        // Only what has nothing at all has nothing to unlearn.
        const bool is_new = state_.epoch.empty() && state_.change == 0 && state_.cursor == 0 && began > 0;
        // The shared store that was put back has forgotten the latest turns too: a copy that pushes first would not be
        // told from this database.
        if (!state_.epoch.empty() && epoch != state_.epoch) EARSHOT_CHECK(take_incarnation());
        state_.epoch = epoch;
        state_.cursor = 0;
        state_.began = began;
        state_.reading = static_cast<std::int64_t>(is_new ? Reading::compact : Reading::everything);
        state_.last_agreed.reset();
        EARSHOT_CHECK(media_->doubt_everything());
        return outbox_->add_everything(role_named(role));
    });
}

Result<void> SqliteDeviceStore::begin_snapshot(std::int64_t began) {
    return commit([&]() -> Result<void> {
        state_.cursor = 0;
        state_.began = began;
        state_.reading = static_cast<std::int64_t>(Reading::unlearning);
        return snapshot_->begin();
    });
}

Result<void> SqliteDeviceStore::end_snapshot() {
    return commit([&]() -> Result<void> {
        if (is_unlearning()) EARSHOT_CHECK(snapshot_->end());
        state_.reading = static_cast<std::int64_t>(Reading::everything);
        return {};
    });
}

Result<void> SqliteDeviceStore::note_agreement() {
    return commit([&]() -> Result<void> {
        state_.last_agreed = clock_.wall();
        return {};
    });
}

Result<void> SqliteDeviceStore::retry_refused() {
    return commit([&] { return outbox_->retry_refused(); });
}

// ---- upkeep
// ----------------------------------------------------------------------------------------------------------

Result<StoreStatus> SqliteDeviceStore::status() {
    StoreStatus status;
    status.stories = state_.stories;
    status.waiting = state_.waiting;
    status.waiting_stories = state_.waiting_stories;
    status.refused = state_.refused;
    status.cursor = state_.cursor;
    status.began = state_.began;
    status.reading = static_cast<Reading>(state_.reading);
    status.last_agreed = state_.last_agreed;
    EARSHOT_TRY(const std::int64_t pages, database_->number("PRAGMA page_count"));
    EARSHOT_TRY(const std::int64_t page_size, database_->number("PRAGMA page_size"));
    status.bytes = pages * page_size;
    return status;
}

Result<void> SqliteDeviceStore::backup(const std::string& file) {
    return backups_.copy(*database_, file);
}

Result<void> SqliteDeviceStore::roll_backup() {
    if (options_.in_memory) return {};
    EARSHOT_CHECK(backups_.roll(*database_, clock_.civil_now()));
    database_->set_rescue(backups_.rescue(database_->file()));
    return {};
}

Result<void> SqliteDeviceStore::scrub_if_need_be() {
    if (book_.is_empty()) return {};
    EARSHOT_TRY(const bool needed, erasures_->must_scrub());
    if (!needed) return {};
    erasures_->scrub([&]() -> Result<void> {
        EARSHOT_CHECK(media_->remove_unwanted());
        if (options_.in_memory) return {};
        EARSHOT_CHECK(backups_.remove_all());
        return roll_backup();
    });
    return {};
}

Result<std::vector<std::string>> SqliteDeviceStore::examine() {
    return examine_database(*database_, state_);
}

}  // namespace earshot::sync
