#include "tests/sim/faulty_shared_store.hpp"

namespace earshot::sim {

void FaultySharedStore::push_later(sync::EnrolledDevice from, std::int64_t cursor, std::vector<sync::Record> records,
                                   WallTime now, Told told) {
    if (bug_ == Bug::acknowledged_before_commit && !records.empty() && chance_.chance(0.2)) {
        return told(std::vector<sync::Verdict>(records.size()));
    }
    inner_->push_later(std::move(from), cursor, std::move(records), now, std::move(told));
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
