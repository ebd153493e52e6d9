#include "sync/server/sqlite/group_commit.hpp"

#include <algorithm>

#include <sqlite3.h>

namespace earshot::sync {
namespace {

constexpr std::size_t works_most = 128;
constexpr std::size_t weight_most = 10'000;  // A large push should not hold up those behind it for long.

}  // namespace

Result<void> GroupCommit::run(const Work& work, std::size_t weight) {
    Waiting self{work, weight};
    std::unique_lock lock(mutex_);
    waiting_.push_back(&self);
    if (led_) self.changed.wait(lock, [&] { return self.done || self.leads; });
    if (self.done) return std::move(self.outcome);
    led_ = true;
    const Batch batch = take_batch();  // Its own work is in front: it has waited longest.
    lock.unlock();
    carry_out(batch);
    lock.lock();
    // Under the mutex, since whoever is woken is gone soon after.
    for (Waiting* const one : batch) {
        one->done = true;
        one->changed.notify_one();
    }
    led_ = !waiting_.empty();
    if (led_) {
        waiting_.front()->leads = true;
        waiting_.front()->changed.notify_one();
    }
    return std::move(self.outcome);
}

GroupCommit::Batch GroupCommit::take_batch() {
    Batch batch;
    std::size_t weight = 0;
    while (!waiting_.empty() && batch.size() < works_most) {
        weight += waiting_.front()->weight;
        if (!batch.empty() && weight > weight_most) break;
        batch.push_back(waiting_.front());
        waiting_.pop_front();
    }
    return batch;
}

void GroupCommit::carry_out(const Batch& batch) {
    if (batch.size() > 1) {
        if (carry_out_together(batch)) return hooks_.committed();
        hooks_.undone();
    }
    for (Waiting* const one : batch) {
        one->outcome = carry_out_alone(one->work);
        one->outcome ? hooks_.committed() : hooks_.undone();
    }
}

Result<void> GroupCommit::carry_out_together(const Batch& batch) {
    Transaction transaction(database_);
    EARSHOT_CHECK(transaction.begin());
    for (Waiting* const one : batch) {
        one->outcome = behind_savepoint(one->work);
        // A full disk or a broken read can end the transaction itself, and with it the work of the others.
        if (sqlite3_get_autocommit(database_.raw()) != 0) return Error{Errc::io, "the transaction was ended"};
        if (!one->outcome) hooks_.undone();
    }
    return transaction.commit();
}

Result<void> GroupCommit::behind_savepoint(const Work& work) {
    EARSHOT_CHECK(database_.statement("SAVEPOINT work").run());
    if (auto outcome = work(database_); !outcome) {
        if (sqlite3_get_autocommit(database_.raw()) == 0)
            EARSHOT_CHECK(database_.execute("ROLLBACK TO work; RELEASE work"));
        return outcome;
    }
    return database_.statement("RELEASE work").run();
}

Result<void> GroupCommit::carry_out_alone(const Work& work) {
    Transaction transaction(database_);
    EARSHOT_CHECK(transaction.begin());
    EARSHOT_CHECK(work(database_));
    return transaction.commit();
}

}  // namespace earshot::sync
