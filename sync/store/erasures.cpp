#include "sync/store/erasures.hpp"

#include <algorithm>
#include <array>

#include "platform/base/log.hpp"
#include "sync/model/tables.hpp"
#include "sync/store/draft_text.hpp"

namespace earshot::sync {
namespace {

constexpr std::array hanging_kinds{Kind::echo, Kind::reply, Kind::receipt, Kind::attachment};

}  // namespace

// ---- what is known
// ---------------------------------------------------------------------------------------------------

Result<void> Erasures::load() {
    book_ = {};
    reach_ = {};
    auto rows = database_.statement("SELECT " + records_.table(Kind::erasure).columns() + " FROM erasure AS t");
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return {};
        EARSHOT_TRY(const StoredRecord stored, records_.table(Kind::erasure).read(rows));
        book_.note(stored.record);
    }
}

Result<void> Erasures::load_and_carry_out() {
    EARSHOT_CHECK(load());
    std::vector<Record> erasures;
    {
        auto rows = database_.statement("SELECT id FROM erasure");
        for (;;) {
            EARSHOT_TRY(const bool found, rows.step());
            if (!found) break;
            EARSHOT_TRY(auto stored, records_.find(Kind::erasure, rows.id(0)));
            if (stored) erasures.push_back(std::move(stored->record));
        }
    }
    book_ = {};
    for (const Record& erasure : erasures)
        EARSHOT_CHECK(learn(erasure));
    return {};
}

Result<void> Erasures::learn(const Record& erasure) {
    if (!book_.note(erasure)) return {};
    if (const auto record = parse_id(erasure.text(erasure::record))) EARSHOT_CHECK(carry_out(*record));
    if (!erasure.text(erasure::customer_hash).empty()) EARSHOT_CHECK(find_customer(erasure));
    return drop_from_draft();
}

Result<void> Erasures::watch(const Record& arriving) {
    const ErasureBook::Customer* customer = book_.customer_in(arriving);
    return customer ? follow(*customer, arriving.id) : Result<void>{};
}

// ---- carrying out
// ----------------------------------------------------------------------------------------------------

Result<void> Erasures::follow(const ErasureBook::Customer& customer, const Id& record) {
    const Record erasure = erasure_following(customer, record);
    EARSHOT_TRY(const bool changed, records_.merge_in(erasure));
    if (changed) {
        std::uint64_t fields = 0;
        for (std::size_t i = 0; i < erasure.fields.size(); ++i) {
            if (!erasure.fields[i].stamp.is_never()) fields |= std::uint64_t{1} << i;
        }
        EARSHOT_CHECK(
            outbox_.add(name_of(Kind::erasure), erasure.id, dictionary_.stored_mask(Kind::erasure, fields), false));
    }
    return learn(erasure);
}

// Everybody who is here under that reference, now or formerly.
Result<void> Erasures::find_customer(const Record& erasure) {
    const std::string salt(erasure.text(erasure::salt)), hash(erasure.text(erasure::customer_hash));
    std::vector<Id> found_records = book_.erased_because_of(erasure.id);
    for (const KindTable& table : all_tables()) {
        for (const Field& field : table.fields) {
            if (field.use != Use::personal) continue;
            const std::string column = '"' + std::string(field.name) + '"';
            auto rows = database_.statement("SELECT id, " + column + " FROM \"" + std::string(table.name) +
                                            "\" WHERE " + column + " IS NOT NULL");
            for (;;) {
                EARSHOT_TRY(const bool found, rows.step());
                if (!found) break;
                if (fingerprint_of(salt, rows.text(1)) == hash) found_records.push_back(rows.id(0));
            }
            EARSHOT_CHECK(drop_earlier_references(field.name, salt, hash));
        }
    }
    const ErasureBook::Customer* customer = book_.customer_with_hash(salt, hash);
    EARSHOT_ASSERT(customer != nullptr);
    const ErasureBook::Customer known = *customer;
    for (const Id& record : found_records)
        EARSHOT_CHECK(follow(known, record));
    return {};
}

Result<void> Erasures::drop_earlier_references(std::string_view field, const std::string& salt,
                                               const std::string& hash) {
    struct Key {
        Id id, device;
        std::int64_t clock;
    };
    std::vector<Key> matching;
    {
        auto rows = database_.statement("SELECT id, device, clock, value FROM earlier_value WHERE field = ?", field);
        for (;;) {
            EARSHOT_TRY(const bool found, rows.step());
            if (!found) break;
            if (fingerprint_of(salt, rows.text(3)) == hash)
                matching.push_back({rows.id(0), rows.id(1), rows.number(2)});
        }
    }
    for (const Key& key : matching) {
        EARSHOT_CHECK(
            database_
                .statement("DELETE FROM earlier_value WHERE id = ? AND field = ? AND clock = ? AND device = ?", key.id,
                           field, key.clock, key.device)
                .run());
    }
    return matching.empty() ? Result<void>{} : note_scrub();
}

Result<void> Erasures::carry_out(const Id& record) {
    for (const KindTable& table : all_tables()) {
        if (table.kind != Kind::erasure) EARSHOT_CHECK(carry_out_on(table.kind, record));
    }
    for (const Kind kind : hanging_kinds) {
        std::vector<Id> ids;
        {
            auto rows = database_.statement("SELECT id FROM \"" + std::string(name_of(kind)) + "\" WHERE story = ?",
                                            to_text(record));
            for (;;) {
                EARSHOT_TRY(const bool found, rows.step());
                if (!found) break;
                ids.push_back(rows.id(0));
            }
        }
        for (const Id& id : ids)
            EARSHOT_CHECK(carry_out_on(kind, id));
    }
    return {};
}

Result<void> Erasures::carry_out_on(Kind kind, const Id& id) {
    EARSHOT_TRY(const auto stored, records_.find(kind, id));
    if (!stored) return {};
    Record erased = stored->record;
    const Erased depth = book_.erase_from(erased);
    reach_.count(kind);
    MergeOutcome outcome;
    for (std::size_t i = 0; i < erased.fields.size(); ++i) {
        const auto field = static_cast<FieldNumber>(i);
        if (erased.fields[i] != stored->record.fields[i]) outcome.changed |= std::uint64_t{1} << i;
        if (!takes(depth, kind, field)) continue;
        auto values = database_.statement("DELETE FROM earlier_value WHERE id = ? AND field = ?", id,
                                          table_of(kind).fields[i].name);
        EARSHOT_CHECK(values.run());
        if (values.changes() > 0) EARSHOT_CHECK(note_scrub());
    }
    outcome.unknown_changed = erased.unknown != stored->record.unknown;
    if (!outcome.any_change()) return {};
    EARSHOT_CHECK(records_.replace(*stored, erased, outcome));
    EARSHOT_CHECK(drop_from_outbox(kind, erased));
    return note_scrub();
}

// What was taken does not wait any more.
Result<void> Erasures::drop_from_outbox(Kind kind, const Record& erased) {
    std::uint64_t left = 0;
    for (std::size_t i = 0; i < erased.fields.size(); ++i) {
        if (!erased.fields[i].stamp.is_never()) left |= dictionary_.stored_mask(kind, std::uint64_t{1} << i);
    }
    return outbox_.keep_only(name_of(kind), erased.id, left | FieldDictionary::every_field, left);
}

Result<void> Erasures::drop_from_draft() {
    std::string json;
    {
        auto row = database_.statement("SELECT json FROM draft");
        EARSHOT_TRY(const bool found, row.step());
        if (!found) return {};
        json = row.text(0);
    }
    const auto rest = draft_without(book_, json);
    if (rest == json) return {};
    reach_.draft = true;
    EARSHOT_CHECK(note_scrub());
    for (const std::string& sha256 : media_of_draft(json))  // The draft may still name some; then they stay.
        EARSHOT_CHECK(database_.statement("UPDATE media SET used = 0 WHERE sha256 = ?", sha256).run());
    if (!rest) return database_.statement("DELETE FROM draft").run();
    return database_.statement("UPDATE draft SET json = ?", *rest).run();
}

// ---- the bytes
// -------------------------------------------------------------------------------------------------------

Result<void> Erasures::note_scrub() {
    return database_.statement("INSERT OR IGNORE INTO setting (name, value) VALUES ('scrub_waits', 'yes')").run();
}

Result<bool> Erasures::must_scrub() {
    EARSHOT_TRY(const std::int64_t waits, database_.number("SELECT count(*) FROM setting WHERE name = 'scrub_waits'"));
    return waits != 0;
}

// The search index lets go of deleted words only when it is merged, freed pages keep their content, and so does the
// log: all three are written anew.
void Erasures::scrub(const std::function<Result<void>()>& replace_backups) {
    const auto all = [&]() -> Result<void> {
        EARSHOT_CHECK(database_.execute("INSERT INTO story_text (story_text) VALUES ('optimize'); VACUUM"));
        EARSHOT_TRY(const std::int64_t busy, database_.number("PRAGMA wal_checkpoint (TRUNCATE)"));
        if (busy != 0) return Error{Errc::busy, "another program reads the database"};
        EARSHOT_CHECK(replace_backups());
        return database_.execute("DELETE FROM setting WHERE name = 'scrub_waits'");
    };
    if (const auto done = all(); !done)
        log_warning("erased bytes are still in free parts of the database; tried again at the next start",
                    done.error().message);
}

}  // namespace earshot::sync
