#include "tests/sim/faulty_store.hpp"

namespace earshot::sim {

Result<void> FaultyStore::write(std::span<const sync::Edit> edits) {
    return with_power([&] { return inner_->write(edits); });
}

Result<std::vector<sync::OutgoingRecord>> FaultyStore::outgoing(std::size_t records, std::size_t bytes) {
    EARSHOT_TRY(auto outgoing, inner_->outgoing(records, bytes));
    if (bug_ == Bug::settled_without_verdict) {
        for (const sync::OutgoingRecord& one : outgoing) {
            const sync::Settlement settled{one.record.id, one.change, {}};
            EARSHOT_CHECK(inner_->settle({&settled, 1}));
        }
    }
    return outgoing;
}

Result<void> FaultyStore::settle(std::span<const sync::Settlement> settlements) {
    return with_power([&] { return inner_->settle(settlements); });
}

Result<void> FaultyStore::apply(std::span<const sync::Record> records, std::int64_t cursor) {
    if (bug_ == Bug::cursor_before_rows) {
        EARSHOT_CHECK(with_power([&] { return inner_->apply({}, cursor); }));
    }
    return with_power([&] { return inner_->apply(records, cursor); });
}

Result<void> FaultyStore::start_over(std::string_view epoch, std::int64_t began) {
    return with_power([&] { return inner_->start_over(epoch, began); });
}

Result<void> FaultyStore::begin_snapshot(std::int64_t began) {
    return with_power([&] { return inner_->begin_snapshot(began); });
}

Result<void> FaultyStore::end_snapshot() {
    return with_power([&] { return inner_->end_snapshot(); });
}

}  // namespace earshot::sim
