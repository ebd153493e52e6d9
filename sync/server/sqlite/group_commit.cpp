#include "sync/server/sqlite/group_commit.hpp"

#include <future>
#include <memory>

#include <sqlite3.h>

namespace earshot::sync {

void GroupCommit::later(Work work, std::size_t weight, Told told) {
    queue_.add(std::make_unique<Job>(Job{std::move(work), weight, std::move(told)}));
}

Result<void> GroupCommit::run(const Work& work, std::size_t weight) {
    // Shared, since the leader may still be inside it when the one who waits has gone on.
    const auto told = std::make_shared<std::promise<Result<void>>>();
    later(work, weight, [told](Result<void> outcome) { told->set_value(std::move(outcome)); });
    return told->get_future().get();
}

void GroupCommit::carry_out(const Queue::Batch& batch) {
    const auto together = [&](bool guarded) {
        if (carry_out_together(batch, guarded)) return true;
        hooks_.undone();
        return false;
    };
    // That a work fails is rare, and to be ready for it costs a copy of every page that is changed.
    if (batch.size() > 1 && (together(false) || together(true))) {
        hooks_.committed();
    } else {
        for (const auto& job : batch) {
            job->outcome = carry_out_alone(job->work);
            job->outcome ? hooks_.committed() : hooks_.undone();
        }
    }
    for (const auto& job : batch)
        job->told(std::move(job->outcome));
}

// Without guard the failure of one is that of all.
Result<void> GroupCommit::carry_out_together(const Queue::Batch& batch, bool guarded) {
    Transaction transaction(database_);
    EARSHOT_CHECK(transaction.begin());
    for (const auto& job : batch) {
        job->outcome = guarded ? behind_savepoint(job->work) : job->work(database_);
        if (!guarded && !job->outcome) return job->outcome.error();
        // A full disk or a broken read can end the transaction itself, and with it the work of the others.
        if (sqlite3_get_autocommit(database_.raw()) != 0) return Error{Errc::io, "the transaction was ended"};
        if (!job->outcome) hooks_.undone();
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
