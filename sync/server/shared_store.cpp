#include "sync/server/shared_store.hpp"

#include <future>
#include <memory>

namespace earshot::sync {

Result<std::string> SharedStore::epoch() {
    EARSHOT_TRY(Standing now, standing(Id{}));
    return std::move(now.epoch);
}

Result<std::int64_t> SharedStore::last_sequence() {
    EARSHOT_TRY(const Standing now, standing(Id{}));
    return now.last_sequence;
}

Result<std::vector<Verdict>> SharedStore::push(const EnrolledDevice& from, std::int64_t cursor,
                                               std::span<const Record> records, WallTime now) {
    // Shared, since whoever tells may still be inside it when the one who waits has gone on.
    const auto told = std::make_shared<std::promise<Result<std::vector<Verdict>>>>();
    push_later(from, cursor, {records.begin(), records.end()}, now,
               [told](Result<std::vector<Verdict>> outcome) { told->set_value(std::move(outcome)); });
    return told->get_future().get();
}

}  // namespace earshot::sync
