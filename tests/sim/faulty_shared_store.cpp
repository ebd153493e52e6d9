#include "tests/sim/faulty_shared_store.hpp"

namespace earshot::sim {

Result<std::vector<sync::Verdict>> FaultySharedStore::push(const sync::EnrolledDevice& from, std::int64_t cursor,
                                                           std::span<const sync::Record> records, WallTime now) {
    if (bug_ == Bug::acknowledged_before_commit && chance_.chance(0.2)) {
        return std::vector<sync::Verdict>(records.size());
    }
    return inner_->push(from, cursor, records, now);
}

Result<sync::FeedPage> FaultySharedStore::feed(const sync::EnrolledDevice& reader, const sync::FeedRequest& request) {
    const bool passes = bug_ == Bug::sequence_before_commit && chance_.chance(0.1);
    sync::FeedRequest asked = request;
    if (passes) asked.bytes = 1;
    sync::EnrolledDevice told = reader;
    if (bug_ == Bug::consent_ignored) told.role = sync::Role::leader;
    EARSHOT_TRY(sync::FeedPage page, inner_->feed(told, asked));
    if (passes) {
        page.records.clear();
        page.count = 0;
    }
    return page;
}

}  // namespace earshot::sim
