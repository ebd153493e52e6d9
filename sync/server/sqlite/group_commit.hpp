// sync/server/sqlite/group_commit.hpp: writes of many threads in few commits.
//
// Works that come together (batch_queue.hpp) are done in one transaction, and each is told its outcome after the
// commit. When one fails, all are done again, each behind a savepoint of its own.
//
// Guarantees   A work is told success only when it is on disk; after an error nothing of it is. The failure of one work
//              touches no other: when it took the whole transaction with it, or the commit itself failed, every work is
//              tried again on its own. Works are done in the order they came.
// Threads      any; works run on the queue's leader, with the connection to themselves.
#pragma once

#include <functional>
#include <utility>

#include "sync/server/batch_queue.hpp"
#include "sync/store/database.hpp"

namespace earshot::sync {

class GroupCommit {
public:
    // May run more than once; the last time counts.
    using Work = std::function<Result<void>(Database&)>;
    // Called once, by whoever leads.
    using Told = std::function<void(Result<void>)>;

    // Both run on the thread that leads, with the connection to itself.
    struct Hooks {
        std::function<void()> undone = [] {};     // what works left outside the database has not happened
        std::function<void()> committed = [] {};  // after each commit
    };
    explicit GroupCommit(Database& database) : GroupCommit(database, Hooks()) {}
    // The worker leads, if there is one; it must outlive this.
    GroupCommit(Database& database, Hooks hooks, platform::Worker* worker = nullptr)
        : database_(database),
          hooks_(std::move(hooks)),
          queue_({}, worker, [this](const Queue::Batch& batch) { carry_out(batch); }) {}

    // `weight` is about how many rows the work writes: it bounds how much shares a commit.
    void later(Work work, std::size_t weight, Told told);
    // The same, and waits for it; not from the worker.
    Result<void> run(const Work& work, std::size_t weight = 1);

private:
    struct Job {
        Work work;
        std::size_t weight;
        Told told;
        Result<void> outcome{};
    };
    using Queue = BatchQueue<Job>;

    void carry_out(const Queue::Batch& batch);
    Result<void> carry_out_together(const Queue::Batch& batch, bool guarded);
    Result<void> carry_out_alone(const Work& work);
    Result<void> behind_savepoint(const Work& work);

    Database& database_;
    const Hooks hooks_;
    Queue queue_;
};

}  // namespace earshot::sync
