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
    if (bug_ != Bug::unknown_dropped && bug_ != Bug::erasure_ignored) return inner_->apply(records, cursor);
    const sync::Kind ignored = bug_ == Bug::unknown_dropped ? sync::Kind::unknown : sync::Kind::erasure;
    std::vector<sync::Record> understood;
    for (const sync::Record& record : records) {
        if (record.kind == ignored) continue;
        understood.push_back(record);
        if (bug_ == Bug::unknown_dropped) understood.back().unknown.clear();
    }
    return inner_->apply(understood, cursor);
}

void FaultyStore::note_corrections(std::uint64_t count_from) {
    const auto note = [&](const sync::Record& record) {
        for (std::size_t i = 0; i < record.fields.size(); ++i) {
            if (record.fields[i].stamp.hlc > count_from)
                corrected_[{record.id, static_cast<sync::FieldNumber>(i)}] += 1;
        }
    };
    const auto waiting = inner_->outgoing(1'000'000, 1'000'000'000);
    for (const sync::OutgoingRecord& one : waiting ? *waiting : std::vector<sync::OutgoingRecord>())
        note(one.record);
    const auto refused = inner_->refused();
    for (const sync::RefusedRecord& one : refused ? *refused : std::vector<sync::RefusedRecord>()) {
        if (const auto record = inner_->find(one.kind, one.id)) note(*record);
    }
}

}  // namespace earshot::sim
