#include "sync/server/postgres/push_batch.hpp"

#include <algorithm>
#include <map>

#include "sync/protocol/record_codec.hpp"
#include "sync/server/postgres/audit_rows.hpp"
#include "sync/server/postgres/batch_rows.hpp"
#include "sync/server/postgres/errors.hpp"
#include "sync/server/postgres/schema.hpp"

namespace earshot::sync::postgres {
namespace {

// Fails, and with it the transaction, when somebody has brought an erasure that this batch was merged without.
constexpr std::string_view check_erasures =
    "SELECT 1 / (CASE WHEN EXISTS (SELECT 1 FROM record WHERE kind = 'erasure' AND seq > $1) THEN 0 ELSE 1 END)";

class Batch {
public:
    Batch(Connection& connection, KnownErasures& known, std::span<const PushJob* const> jobs)
        : connection_(connection), known_(known), jobs_(jobs), rows_(connection) {}

    Result<void> read_and_merge();
    // False: somebody else was faster, and nothing was stored.
    Result<bool> store(bool in_section);
    bool brings_erasures() const {
        return std::any_of(outcomes.begin(), outcomes.end(), [](const PushOutcome& push) { return push.erasures; });
    }

    std::vector<PushOutcome> outcomes;

private:
    void add_audit(std::vector<Call>& calls) const;
    Call write_clock() const;
    Call write_heard() const;
    void add_speakers(std::vector<Call>& calls) const;

    Connection& connection_;
    KnownErasures& known_;
    std::span<const PushJob* const> jobs_;
    BatchRows rows_;
    std::uint64_t newest_before_ = 0, newest_ = 0;  // clock values (stamp_limit.hpp)
};

Result<void> Batch::read_and_merge() {
    std::vector<Id> ids;
    for (const PushJob* job : jobs_) {
        for (const PushedRecord& pushed : job->records)
            ids.push_back(pushed.record.id);
    }
    if (!ids.empty()) {
        EARSHOT_CHECK(catch_up(connection_, known_));
        EARSHOT_TRY(newest_before_, newest_clock_in(connection_));
        newest_ = newest_before_;
    }
    EARSHOT_CHECK(rows_.load(std::move(ids)));
    for (const PushJob* job : jobs_) {
        outcomes.emplace_back();
        if (job->records.empty()) continue;
        StampLimit limit(newest_, job->now);
        EARSHOT_TRY(outcomes.back(), push_onto(rows_, known_, job->from, job->records, limit, job->now));
        newest_ = limit.newest();
    }
    return {};
}

void Batch::add_audit(std::vector<Call>& calls) const {
    for (std::size_t i = 0; i < jobs_.size(); ++i) {
        if (outcomes[i].changed.empty()) continue;
        AuditEntry entry{jobs_[i]->now, Deed::push, jobs_[i]->from.device, {}, {}, outcomes[i].changed};
        if (jobs_[i]->from.device == keeper_at_the_server().device) {
            entry.deed = Deed::forgetting;
            entry.device.reset();
        }
        calls.push_back(add_entry(entry));
    }
}

// Another process may have accepted a larger one meanwhile.
Call Batch::write_clock() const {
    return {
        "INSERT INTO meta (name, value) VALUES ('clock', $1) ON CONFLICT (name) DO UPDATE"
        " SET value = greatest(meta.value::numeric, excluded.value::numeric)::text",
        Arguments::of(std::to_string(newest_))};
}

Call Batch::write_heard() const {
    struct Heard {
        std::int64_t cursor = 0, at = 0;
    };
    std::map<Id, Heard> heard;
    for (const PushJob* job : jobs_) {
        Heard& device = heard[job->from.device];
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

void Batch::add_speakers(std::vector<Call>& calls) const {
    std::map<Id, std::pair<const PushJob*, std::int64_t>> speakers;  // the last push of each, and its largest cursor
    for (const PushJob* job : jobs_) {
        if (job->from.turn.incarnation.is_nil()) continue;
        auto& [last, cursor] = speakers[job->from.turn.incarnation];
        last = job;
        cursor = std::max(cursor, job->cursor);
    }
    if (speakers.empty()) return;
    std::vector<Id> incarnations, devices;
    std::vector<std::int64_t> turns, cursors;
    std::vector<std::string_view> marks;
    for (const auto& [incarnation, speaker] : speakers) {
        const auto& [last, cursor] = speaker;
        incarnations.push_back(incarnation);
        devices.push_back(last->from.device);
        turns.push_back(last->from.turn.number);
        marks.emplace_back(last->from.turn.mark);
        cursors.push_back(cursor);
    }
    calls.push_back(
        {"INSERT INTO speaker (incarnation, device, turn, mark, cursor) SELECT * FROM unnest($1, $2, $3, $4, $5)"
         " ON CONFLICT (incarnation) DO UPDATE SET turn = excluded.turn, mark = excluded.mark,"
         " cursor = greatest(speaker.cursor, excluded.cursor)",
         Arguments::of(incarnations, devices, turns, marks, cursors)});
}

Result<bool> Batch::store(bool in_section) {
    std::vector<Call> calls;
    if (!in_section) calls.push_back({"BEGIN"});
    // Devices that were only heard of need no place in the feed.
    if (!in_section && rows_.has_changes()) {
        calls.push_back({enter_commit_section});
        calls.push_back({check_erasures, Arguments::of(known_.sequence)});
    }
    const std::size_t records_at = calls.size();
    for (Call& call : rows_.writes())
        calls.push_back(std::move(call));
    if (brings_erasures())
        calls.push_back(
            {"INSERT INTO meta (name, value) VALUES ('scrub', '') ON CONFLICT (name) DO UPDATE SET value = ''"});
    if (newest_ != newest_before_) calls.push_back(write_clock());
    add_audit(calls);
    // Written even where nothing else is: the commit then waits for the disks that hold what was found to be there
    // already, those of the standbys among them.
    calls.push_back(write_heard());
    add_speakers(calls);
    // What nobody can have changed meanwhile is committed without asking back, so that the section is short.
    const std::int64_t updates = rows_.updates();
    const bool is_sure = in_section || updates == 0;
    if (is_sure) calls.push_back({"COMMIT"});
    const auto answers = connection_.run_all(calls);
    if (!answers) {
        const bool overtaken = connection_.sqlstate() == unique_violation || connection_.sqlstate() == division_by_zero;
        if (overtaken && !in_section) return false;
        return answers.error();
    }
    if (is_sure) return true;
    if ((*answers)[records_at].touched() != updates) {
        connection_.roll_back();
        return false;
    }
    EARSHOT_CHECK(connection_.run("COMMIT"));
    return true;
}

Result<void> enter_section(Connection& connection) {
    const std::vector<Call> enter{{"BEGIN"}, {enter_commit_section}};
    EARSHOT_CHECK(connection.run_all(enter));
    return {};
}

bool names_erasures(std::span<const PushJob* const> jobs) {
    return std::any_of(jobs.begin(), jobs.end(), [](const PushJob* job) {
        return std::any_of(job->records.begin(), job->records.end(),
                           [](const PushedRecord& pushed) { return pushed.record.kind == Kind::erasure; });
    });
}

}  // namespace

Result<void> catch_up(Connection& connection, KnownErasures& known) {
    EARSHOT_TRY(const Rows rows, connection.run("SELECT seq, body FROM record WHERE kind = 'erasure' AND seq > $1"
                                                " ORDER BY seq",
                                                Arguments::of(known.sequence)));
    for (int i = 0; i < rows.count(); ++i) {
        EARSHOT_TRY(const Record erasure, decode_record(std::string(rows.text(i, 1))));
        known.book.note(erasure);
        known.sequence = rows.number(i, 0);
    }
    return {};
}

Result<std::vector<PushOutcome>> store_pushes(Connection& connection, KnownErasures& known,
                                              std::span<const PushJob* const> jobs) {
    // Who was overtaken enters the section first and reads inside it: then nobody can be faster.
    for (bool in_section = names_erasures(jobs);; in_section = true) {
        if (in_section) EARSHOT_CHECK(enter_section(connection));
        Batch batch(connection, known, jobs);
        if (const auto merged = batch.read_and_merge(); !merged) {
            connection.roll_back();
            return merged.error();
        }
        if (!in_section && batch.brings_erasures()) {
            known = {};  // What follows from an erasure was looked for in a store that may have changed meanwhile.
            continue;
        }
        EARSHOT_TRY(const bool stored, batch.store(in_section));
        if (stored) return std::move(batch.outcomes);
        if (in_section) break;
    }
    return Error{Errc::busy, "Another process wrote the same records outside the commit section. Nothing was stored."};
}

Result<PushOutcome> store_erasures(Connection& connection, KnownErasures& known, std::span<const Record> erasures,
                                   WallTime now, bool dry_run) {
    const PushJob job{keeper_at_the_server(), 0, prepare({erasures.begin(), erasures.end()}), now};
    const PushJob* const jobs[] = {&job};
    EARSHOT_CHECK(enter_section(connection));
    Batch batch(connection, known, jobs);
    if (const auto merged = batch.read_and_merge(); !merged) {
        connection.roll_back();
        return merged.error();
    }
    PushOutcome outcome = batch.outcomes[0];
    for (const Verdict& verdict : outcome.verdicts) {
        if (verdict.refusal.empty()) continue;
        connection.roll_back();
        return Error{Errc::invalid, verdict.refusal};
    }
    if (dry_run) {
        connection.roll_back();
        return outcome;
    }
    EARSHOT_TRY(const bool stored, batch.store(true));
    EARSHOT_ASSERT(stored);
    return outcome;
}

}  // namespace earshot::sync::postgres
