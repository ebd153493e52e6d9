#include "sync/server/postgres/push_batch.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "sync/model/check.hpp"
#include "sync/server/postgres/errors.hpp"
#include "sync/server/shared_row.hpp"

namespace earshot::sync::postgres {
namespace {

class Batch {
public:
    explicit Batch(std::span<PushJob* const> jobs) : jobs_(jobs) {}

    Result<void> read(Connection& connection);
    Result<void> merge();
    // False: somebody else was faster, and nothing was stored.
    Result<bool> store(Connection& connection, bool in_section);

    std::vector<std::vector<Verdict>> verdicts;

private:
    struct Entry {
        SharedRow row;
        std::optional<std::int64_t> stored_at;  // its sequence before; none for a new record
        std::int64_t place = 0;                 // in the order of the changes; 0: not changed
    };
    struct Heard {
        std::int64_t cursor = 0, at = 0;
    };
    struct Lost {
        Id id;
        LostValue value;
    };

    Result<Verdict> take(const PushJob& job, const Record& record);
    Call write_records() const;
    Call write_lost_values() const;
    Call write_heard() const;

    std::span<PushJob* const> jobs_;
    std::unordered_map<Id, Entry> entries_;
    std::vector<Lost> lost_;
    std::int64_t places_ = 0;
    std::int64_t updates_ = 0;
};

// ---- reading and merging --------------------------------------------------------------------------------------------

Result<void> Batch::read(Connection& connection) {
    std::vector<Id> ids;
    for (const PushJob* job : jobs_) {
        for (const Record& record : job->records)
            ids.push_back(record.id);
    }
    if (ids.empty()) return {};
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    EARSHOT_TRY(const Rows rows, connection.run("SELECT id, seq, kind, origin, body FROM record WHERE id = ANY ($1)",
                                                Arguments::of(ids)));
    for (int i = 0; i < rows.count(); ++i) {
        Entry entry;
        entry.stored_at = rows.number(i, 1);
        entry.row.kind = rows.text(i, 2);
        entry.row.origin = rows.id_if_any(i, 3);
        entry.row.body = rows.text(i, 4);
        entries_.emplace(rows.id(i, 0), std::move(entry));
    }
    return {};
}

Result<void> Batch::merge() {
    for (const PushJob* job : jobs_) {
        verdicts.emplace_back();
        for (const Record& record : job->records) {
            EARSHOT_TRY(Verdict verdict, take(*job, record));
            verdicts.back().push_back(std::move(verdict));
        }
    }
    for (const auto& [id, entry] : entries_)
        updates_ += entry.place > 0 && entry.stored_at ? 1 : 0;
    return {};
}

Result<Verdict> Batch::take(const PushJob& job, const Record& record) {
    if (auto sound = check_record(record); !sound) return Verdict{sound.error().message};
    const auto at = entries_.find(record.id);
    if (at == entries_.end()) {
        entries_.emplace(record.id, Entry{row_of(record, job.from), std::nullopt, ++places_});
        return Verdict{};
    }
    Entry& entry = at->second;
    EARSHOT_TRY(PushOutcome outcome, push_onto(entry.row, record, job.from));
    for (LostValue& value : outcome.lost)
        lost_.push_back({record.id, std::move(value)});
    if (outcome.changed) {
        entry.row = std::move(*outcome.changed);
        entry.place = ++places_;
    }
    return std::move(outcome.verdict);
}

// ---- writing --------------------------------------------------------------------------------------------------------

Call Batch::write_records() const {
    std::vector<std::pair<const Id*, const Entry*>> changed;
    for (const auto& [id, entry] : entries_) {
        if (entry.place > 0) changed.emplace_back(&id, &entry);
    }
    std::sort(changed.begin(), changed.end(),
              [](const auto& a, const auto& b) { return a.second->place < b.second->place; });
    std::vector<std::int64_t> places;
    std::vector<std::optional<std::int64_t>> stored_at;
    std::vector<Id> ids;
    std::vector<std::optional<Id>> origins;
    std::vector<std::string_view> kinds, bodies;
    std::vector<std::optional<std::string_view>> sites, redacted;
    for (const auto& [id, entry] : changed) {
        const SharedRow& row = entry->row;
        places.push_back(entry->place);
        stored_at.push_back(entry->stored_at);
        ids.push_back(*id);
        kinds.emplace_back(row.kind);
        sites.push_back(row.site);
        origins.push_back(row.origin);
        bodies.emplace_back(row.body);
        redacted.push_back(row.redacted);
    }
    // Without a row to be changed the statement is the plain insert.
    constexpr std::string_view insert =
        "WITH last AS (SELECT coalesce(max(seq), 0) AS seq FROM record)"
        " INSERT INTO record (id, seq, kind, site, origin, body, redacted)"
        " SELECT a.id, last.seq + a.place, a.kind, a.site, a.origin, a.body, a.redacted"
        " FROM last, unnest($1, $2, $3, $4, $5, $6, $7, $8)"
        " AS a (place, stored_at, id, kind, site, origin, body, redacted) WHERE a.stored_at IS NULL";
    constexpr std::string_view both =
        "WITH last AS (SELECT coalesce(max(seq), 0) AS seq FROM record),"
        " arrived AS (SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)"
        " AS a (place, stored_at, id, kind, site, origin, body, redacted)),"
        " inserted AS (INSERT INTO record (id, seq, kind, site, origin, body, redacted)"
        " SELECT a.id, last.seq + a.place, a.kind, a.site, a.origin, a.body, a.redacted"
        " FROM arrived a, last WHERE a.stored_at IS NULL)"
        " UPDATE record SET seq = last.seq + a.place, site = a.site, origin = a.origin, body = a.body,"
        " redacted = a.redacted FROM arrived a, last WHERE record.id = a.id AND record.seq = a.stored_at";
    return {updates_ == 0 ? insert : both,
            Arguments::of(places, stored_at, ids, kinds, sites, origins, bodies, redacted)};
}

// The same value lost twice is kept once.
Call Batch::write_lost_values() const {
    std::vector<Id> ids, devices;
    std::vector<std::string_view> fields, values;
    std::vector<std::int64_t> clocks;
    for (const Lost& lost : lost_) {
        ids.push_back(lost.id);
        fields.push_back(lost.value.field);
        clocks.push_back(static_cast<std::int64_t>(lost.value.stamp.hlc));
        devices.push_back(lost.value.stamp.device);
        values.emplace_back(lost.value.json);
    }
    return {
        "INSERT INTO earlier_value (id, field, clock, device, value) SELECT * FROM unnest($1, $2, $3, $4, $5)"
        " ON CONFLICT DO NOTHING",
        Arguments::of(ids, fields, clocks, devices, values)};
}

Call Batch::write_heard() const {
    std::map<Id, Heard> heard;
    for (const PushJob* job : jobs_) {
        Heard& device = heard[job->from];
        device.cursor = std::max(device.cursor, job->cursor);
        device.at = std::max(device.at, job->now.unix_ms);
    }
    std::vector<Id> ids;
    std::vector<std::int64_t> cursors, times;
    for (const auto& [id, device] : heard) {
        ids.push_back(id);
        cursors.push_back(device.cursor);
        times.push_back(device.at);
    }
    return {
        "UPDATE device SET last_heard = a.at, cursor = greatest(device.cursor, a.cursor)"
        " FROM unnest($1, $2, $3) AS a (id, cursor, at) WHERE device.id = a.id",
        Arguments::of(ids, cursors, times)};
}

Result<bool> Batch::store(Connection& connection, bool in_section) {
    std::vector<Call> calls;
    if (!in_section) calls.push_back({"BEGIN"});
    // Devices that were only heard of need no place in the feed.
    if (!in_section && (places_ > 0 || !lost_.empty())) calls.push_back({enter_commit_section});
    const std::size_t records_at = calls.size();
    if (places_ > 0) calls.push_back(write_records());
    if (!lost_.empty()) calls.push_back(write_lost_values());
    // Written even where nothing else is: the commit then waits for the disks that hold what was found to be there
    // already, those of the standbys among them.
    calls.push_back(write_heard());
    // What nobody can have changed meanwhile is committed without asking back, so that the section is short.
    const bool is_sure = in_section || updates_ == 0;
    if (is_sure) calls.push_back({"COMMIT"});
    const auto answers = connection.run_all(calls);
    if (!answers) {
        if (connection.sqlstate() == unique_violation && !in_section) return false;
        return answers.error();
    }
    if (is_sure) return true;
    if ((*answers)[records_at].touched() != updates_) {
        connection.roll_back();
        return false;
    }
    EARSHOT_CHECK(connection.run("COMMIT"));
    return true;
}

}  // namespace

Result<std::vector<std::vector<Verdict>>> store_pushes(Connection& connection, std::span<PushJob* const> jobs) {
    // Who was overtaken enters the section first and reads inside it: then nobody can be faster.
    for (const bool in_section : {false, true}) {
        const auto give_up = [&](const Error& error) {
            connection.roll_back();
            return error;
        };
        if (in_section) {
            const std::vector<Call> enter{{"BEGIN"}, {enter_commit_section}};
            EARSHOT_CHECK(connection.run_all(enter));
        }
        Batch batch(jobs);
        if (const auto read = batch.read(connection); !read) return give_up(read.error());
        if (const auto merged = batch.merge(); !merged) return give_up(merged.error());
        EARSHOT_TRY(const bool stored, batch.store(connection, in_section));
        if (stored) return std::move(batch.verdicts);
    }
    return Error{Errc::busy, "Another process wrote the same records outside the commit section. Nothing was stored."};
}

}  // namespace earshot::sync::postgres
