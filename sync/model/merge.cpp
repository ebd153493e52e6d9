#include "sync/model/merge.hpp"

#include <algorithm>

namespace earshot::sync {
namespace {

bool later(const SetMember& a, const SetMember& b) {
    if (a.stamp != b.stamp) return a.stamp > b.stamp;
    return a.present && !b.present;
}

Value merge_sets(const Value& ours, const Value& theirs) {
    const SetValue* a = set_of(ours);
    const SetValue* b = set_of(theirs);
    if (!a) return theirs;
    if (!b) return ours;
    SetValue merged;
    auto left = a->members.begin();
    auto right = b->members.begin();
    while (left != a->members.end() || right != b->members.end()) {
        if (right == b->members.end() || (left != a->members.end() && left->name < right->name)) {
            merged.members.push_back(*left++);
        } else if (left == a->members.end() || right->name < left->name) {
            merged.members.push_back(*right++);
        } else {
            merged.members.push_back(later(*right, *left) ? *right : *left);
            ++left;
            ++right;
        }
    }
    return merged;
}

FieldState merge_field(Merge rule, const FieldState& ours, const FieldState& theirs) {
    if (ours.stamp.is_never()) return theirs;
    if (theirs.stamp.is_never()) return ours;
    if (rule == Merge::add_wins) return {merge_sets(ours.value, theirs.value), std::max(ours.stamp, theirs.stamp)};
    if (rule == Merge::once_true) {
        const bool our_truth = number_of(ours.value) == 1, their_truth = number_of(theirs.value) == 1;
        if (our_truth != their_truth) return our_truth ? ours : theirs;
    }
    if (ours.stamp != theirs.stamp) return theirs.stamp > ours.stamp ? theirs : ours;
    return theirs.value > ours.value ? theirs : ours;
}

bool merge_unknown(std::vector<UnknownField>& into, const UnknownField& field) {
    const auto at = std::lower_bound(into.begin(), into.end(), field.name,
                                     [](const UnknownField& f, const std::string& name) { return f.name < name; });
    if (at == into.end() || at->name != field.name) {
        into.insert(at, field);
        return true;
    }
    const bool wins = at->stamp != field.stamp ? field.stamp > at->stamp : field.json > at->json;
    if (wins) *at = field;
    return wins;
}

}  // namespace

MergeOutcome merge(Record& into, const Record& from) {
    EARSHOT_ASSERT(into.id == from.id && into.kind == from.kind);
    MergeOutcome outcome;
    for (std::size_t i = 0; i < into.fields.size(); ++i) {
        FieldState& ours = into.fields[i];
        const FieldState& theirs = from.fields[i];
        if (theirs.stamp.is_never() || ours == theirs) continue;
        const Merge rule = table_of(into.kind).fields[i].merge;
        FieldState merged = merge_field(rule, ours, theirs);
        const bool both_wrote = !ours.stamp.is_never() && ours.value != theirs.value;
        if (both_wrote && rule == Merge::last_writer) {
            outcome.earlier.push_back({static_cast<FieldNumber>(i), merged == ours ? theirs : ours});
        }
        if (merged == ours) continue;
        ours = std::move(merged);
        outcome.changed |= std::uint64_t{1} << i;
    }
    for (const UnknownField& field : from.unknown)
        outcome.unknown_changed |= merge_unknown(into.unknown, field);
    return outcome;
}

}  // namespace earshot::sync
