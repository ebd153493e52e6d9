#include "tests/sim/faulty_store.hpp"

namespace earshot::sim {

Result<std::vector<sync::OutgoingRecord>> FaultyStore::outgoing(std::size_t records, std::size_t bytes) {
    EARSHOT_TRY(auto outgoing, inner_->outgoing(records, bytes));
    if (bug_ == Bug::settled_without_verdict) {
        for (const sync::OutgoingRecord& one : outgoing) {
            const sync::Settlement settled{one.record.id, one.change, {}};
            EARSHOT_CHECK(inner_->settle({&settled, 1}));
        }
    }
    if (bug_ == Bug::unknown_kept_back) {
        std::erase_if(outgoing, [](const auto& one) { return one.record.kind == sync::Kind::unknown; });
        for (sync::OutgoingRecord& one : outgoing)
            one.record.unknown.clear();
    }
    return outgoing;
}

Result<void> FaultyStore::apply(std::span<const sync::Record> records, std::int64_t cursor) {
    if (bug_ == Bug::cursor_before_rows) EARSHOT_CHECK(inner_->apply({}, cursor));
    if (bug_ != Bug::unknown_dropped) return inner_->apply(records, cursor);
    std::vector<sync::Record> understood;
    for (const sync::Record& record : records) {
        if (record.kind == sync::Kind::unknown) continue;
        understood.push_back(record);
        understood.back().unknown.clear();
    }
    return inner_->apply(understood, cursor);
}

}  // namespace earshot::sim
