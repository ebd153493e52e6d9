#include "sync/server/shared_push.hpp"

#include <utility>

#include "sync/model/check.hpp"
#include "sync/model/tables.hpp"
#include "sync/protocol/record_codec.hpp"
#include "sync/server/permissions.hpp"

namespace earshot::sync {
namespace {

constexpr std::size_t prepared_most = 64;

// What was stored a moment ago, or was in the way of storing, cannot be found: only damage does that.
Error index_disagrees() {
    return {Errc::corrupt,
            "The shared store is damaged: an index does not agree with its table. Devices keep what they have; ask "
            "earshot-server doctor, then put back a backup."};
}

// Whether each field the record speaks of stands in `held` as the record has it.
bool says_as_much(const Record& record, const Record& held) {
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        const FieldState& said = record.fields[i];
        if (said.stamp.is_never()) continue;
        const SetValue *members = set_of(said.value), *others = set_of(held.fields[i].value);
        if (!members && said.stamp != held.fields[i].stamp) return false;
        if (!members) continue;
        const bool all_there = others && std::includes(others->members.begin(), others->members.end(),
                                                       members->members.begin(), members->members.end());
        if (!all_there) return false;
    }
    return std::all_of(record.unknown.begin(), record.unknown.end(), [&](const UnknownField& said) {
        return std::find(held.unknown.begin(), held.unknown.end(), said) != held.unknown.end();
    });
}

class Push {
public:
    Push(SharedRows& rows, KnownErasures& known, const EnrolledDevice& from, StampLimit& limit, WallTime now)
        : rows_(rows), known_(known), from_(from.writer()), pusher_(from), limit_(limit), now_(now) {}

    Result<Verdict> take(const PushedRecord& pushed) {
        const Record& record = pushed.record;
        if (!pushed.row) {
            if (auto sound = check_record(record); !sound) return Verdict{sound.error().message};
        }
        EARSHOT_TRY(std::string refusal, refusal_for(pusher_, record, role_of_));
        if (!refusal.empty()) return Verdict{std::move(refusal)};
        // The store itself may have said it before its clock was put back.
        const bool by_the_keeper = pusher_.device == keeper_at_the_server().device;
        if (!by_the_keeper && limit_.is_ahead(record)) {
            return Verdict{
                "Its time is far ahead of the shared store's clock. Set the clock of the device that wrote it, then "
                "send it again.",
                limit_.count_from()};
        }
        limit_.note(record);
        if (record.kind == Kind::erasure) return take_erasure(record);
        if (known_.book.is_empty()) return store(record, true, pushed.row ? &*pushed.row : nullptr);
        if (const auto* customer = known_.book.customer_in(record)) EARSHOT_CHECK(follow(*customer, record.id));
        Record rest = record;
        const bool erased = known_.book.erase_from(rest) != Erased::nothing;
        if (erased && says_nothing(rest)) return Verdict{};
        return store(rest, !erased);
    }

    // What the erasures of this push take from what was there, and from what came before them in the push.
    Result<PushOutcome> finish(std::vector<Verdict> verdicts) {
        PushOutcome outcome{.verdicts = std::move(verdicts), .changed = {}, .erasures = !learned_.empty(), .reach = {}};
        // One erasure of a customer may lead to many of records; those lead no further.
        for (std::size_t i = 0; i < learned_.size(); ++i) {
            const Record erasure = learned_[i];
            if (!erasure.text(erasure::customer_hash).empty()) EARSHOT_CHECK(find_and_follow(erasure));
        }
        if (outcome.erasures) EARSHOT_CHECK(carry_out(outcome.reach));
        outcome.changed = std::move(changed_);
        return outcome;
    }

private:
    // `as_it_came`: its writer need not be told what it says. `prepared`: its row, if there is one yet.
    Result<Verdict> store(const Record& record, bool as_it_came, const SharedRow* prepared = nullptr) {
        SharedRow row = prepared ? *prepared : row_of(record, std::nullopt);
        if (as_it_came && !from_.is_nil()) row.origin = from_;
        if (record.is_deleted()) row.deleted_at = now_;
        EARSHOT_TRY(const bool inserted, rows_.insert(record.id, std::move(row)));
        if (!inserted) return merge_in(record);
        changed_.push_back(record.id);
        return Verdict{};
    }

    Result<Verdict> take_erasure(const Record& record) {
        EARSHOT_TRY(const Verdict verdict, store(record, true));
        if (!verdict.refusal.empty()) return verdict;
        EARSHOT_TRY(const std::optional<SharedRow> row, rows_.find(record.id));
        if (!row) return index_disagrees();
        EARSHOT_TRY(const Record erasure, decode_record(row->body));
        if (known_.book.note(erasure)) learned_.push_back(erasure);
        return Verdict{};
    }

    Result<void> follow(const ErasureBook::Customer& customer, const Id& record) {
        const Record erasure = erasure_following(customer, record);
        const Id writer = std::exchange(from_, Id{});  // Everybody must hear of it, also the one who pushes.
        const auto taken = take_erasure(erasure);
        from_ = writer;
        if (!taken) return taken.error();
        return {};
    }

    Result<void> find_and_follow(const Record& erasure) {
        const std::string_view salt = erasure.text(erasure::salt), hash = erasure.text(erasure::customer_hash);
        EARSHOT_TRY(auto ids, rows_.find_customer(salt, hash));
        for (const Id& id : known_.book.erased_because_of(erasure.id))
            ids.push_back(id);
        const auto* customer = known_.book.customer_with_hash(salt, hash);
        EARSHOT_ASSERT(customer != nullptr);
        const ErasureBook::Customer known = *customer;
        for (const Id& id : ids)
            EARSHOT_CHECK(follow(known, id));
        return {};
    }

    Result<void> carry_out(ErasureReach& reach) {
        std::set<Id> erased;
        for (const Record& erasure : learned_) {
            if (const auto id = parse_id(erasure.text(erasure::record))) erased.insert(*id);
        }
        if (erased.empty()) return {};
        EARSHOT_TRY(const auto hanging, rows_.find_hanging(erased));
        std::vector<Id> ids(erased.begin(), erased.end());
        ids.insert(ids.end(), hanging.begin(), hanging.end());
        for (const Id& id : ids)
            EARSHOT_CHECK(carry_out_on(id, reach));
        return {};
    }

    Result<void> carry_out_on(const Id& id, ErasureReach& reach) {
        EARSHOT_TRY(const std::optional<SharedRow> row, rows_.find(id));
        if (!row) return {};
        EARSHOT_TRY(const Record before, decode_record(row->body));
        Record rest = before;
        const Erased depth = known_.book.erase_from(rest);
        if (rest.kind == Kind::unknown || rest.kind == Kind::erasure) return {};
        reach.count(rest.kind);
        EARSHOT_CHECK(rows_.drop_earlier_values(rest, depth));
        return rest == before ? Result<void>() : update(rest, *row, false);
    }

    Result<Verdict> merge_in(const Record& record) {
        EARSHOT_TRY(const std::optional<SharedRow> row, rows_.find(record.id));
        if (!row) return index_disagrees();
        if (row->kind != record.kind_name()) return Verdict{"the id is already that of another record: a " + row->kind};
        EARSHOT_TRY(Record merged, decode_record(row->body));
        const MergeOutcome outcome = merge(merged, record, known_.book);
        EARSHOT_CHECK(rows_.keep_earlier_values(merged, outcome.earlier));
        // A sender who says less than what is held under its name must be told the rest: a late or repeated message, or
        // another database that wrote as the same.
        const bool was_own = row->origin == from_;
        const bool is_own = was_own && says_as_much(record, merged);
        if (outcome.any_change() || is_own != was_own) EARSHOT_CHECK(update(merged, *row, is_own));
        return Verdict{};
    }

    Result<void> update(const Record& merged, const SharedRow& before, bool is_own) {
        SharedRow row = row_of(merged, is_own ? std::optional(from_) : std::nullopt);
        if (merged.is_deleted()) row.deleted_at = before.deleted_at.value_or(now_);
        changed_.push_back(merged.id);
        return rows_.update(merged.id, std::move(row));
    }

    SharedRows& rows_;
    KnownErasures& known_;
    Id from_;  // whoever need not be told what is being stored; nil: nobody
    const EnrolledDevice& pusher_;
    StampLimit& limit_;
    const RoleOf role_of_ = [this](const Id& device) { return rows_.role_of(device); };
    const WallTime now_;
    std::vector<Id> changed_;      // what is not as it was
    std::vector<Record> learned_;  // erasures of this push that reach further than those before
};

}  // namespace

std::vector<PushedRecord> prepare(std::vector<Record> records) {
    const bool few = records.size() <= prepared_most;
    std::vector<PushedRecord> pushed;
    pushed.reserve(records.size());
    for (Record& record : records) {
        std::optional<SharedRow> row;
        if (few && check_record(record)) row = row_of(record, std::nullopt);
        pushed.push_back({std::move(record), std::move(row)});
    }
    return pushed;
}

Result<PushOutcome> push_onto(SharedRows& rows, KnownErasures& known, const EnrolledDevice& from,
                              std::span<const PushedRecord> records, StampLimit& limit, WallTime now) {
    Push push(rows, known, from, limit, now);
    std::vector<Verdict> verdicts;
    verdicts.reserve(records.size());
    for (const PushedRecord& record : records) {
        EARSHOT_TRY(Verdict verdict, push.take(record));
        verdicts.push_back(std::move(verdict));
    }
    return push.finish(std::move(verdicts));
}

}  // namespace earshot::sync
