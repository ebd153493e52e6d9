// sync/model/merge.hpp: how two versions of one record become one.
//
// Laws, held by property tests: merging is commutative, associative and idempotent, so devices that have seen the same
// writes in any order, any number of times, hold the same record. Fields are merged one by one: two people who edit
// different fields never conflict. Where both wrote the same field the later stamp wins and the other value is handed
// back, so that the store can keep it for people to see and restore.
//
//   last_writer  larger (clock, device) wins; for equal stamps, which only a copied device can make, the larger value
//   add_wins     per member the larger stamp wins; for equal stamps present wins
//   once_true    true wins over anything; among two trues the larger stamp
#pragma once

#include <cstdint>
#include <vector>

#include "sync/model/record.hpp"

namespace earshot::sync {

// A value that lost to a different one.
struct EarlierValue {
    FieldNumber field = 0;
    FieldState state;
};

struct MergeOutcome {
    std::uint64_t changed = 0;     // bit n: known field n of `into` is different now
    bool unknown_changed = false;  // a field this build does not know was added or replaced
    std::vector<EarlierValue> earlier;

    bool any_change() const { return changed != 0 || unknown_changed; }
};

// Both are versions of the same record.
MergeOutcome merge(Record& into, const Record& from);

}  // namespace earshot::sync
