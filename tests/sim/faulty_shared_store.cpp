#include "tests/sim/faulty_shared_store.hpp"

namespace earshot::sim {

Result<std::vector<sync::Verdict>> FaultySharedStore::push(const sync::EnrolledDevice& from, std::int64_t cursor,
                                                           std::span<const sync::Record> records, WallTime now) {
    const bool lost = chance_.chance(power_loss_);
    const bool before = chance_.chance(0.5);
    if (bug_ == Bug::acknowledged_before_commit && chance_.chance(0.2)) {
        return std::vector<sync::Verdict>(records.size());
    }
    if (lost && before) throw PowerLoss{};
    auto verdicts = inner_->push(from, cursor, records, now);
    if (lost) throw PowerLoss{};
    return verdicts;
}

}  // namespace earshot::sim
