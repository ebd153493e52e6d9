// sync/server/sqlite/group_commit.hpp: writes of many threads in few commits.
//
// A durable commit costs what the disk takes for one fsync, however much is in it. So whoever comes while another
// commit is under way waits with the others; one of them then does the work of all in one transaction, each behind a
// savepoint of its own, and tells each its outcome after the commit. Nobody waits in order to be joined: alone, a write
// is a transaction of its own.
//
// Guarantees   run() returns success only when the work is on disk; after an error nothing of it is. The failure of one
//              work touches no other: when it took the whole transaction with it, or the commit itself failed, every
//              work is tried again on its own. Works are done in the order they came.
// Threads      any; `work` runs on the thread of whichever caller leads, with the connection to itself.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <utility>

#include "sync/store/database.hpp"

namespace earshot::sync {

class GroupCommit {
public:
    // May run more than once; the last time counts.
    using Work = std::function<Result<void>(Database&)>;

    // Both run on the thread that leads, with the connection to itself.
    struct Hooks {
        std::function<void()> undone = [] {};     // what works left outside the database has not happened
        std::function<void()> committed = [] {};  // after each commit
    };
    explicit GroupCommit(Database& database) : GroupCommit(database, Hooks()) {}
    GroupCommit(Database& database, Hooks hooks) : database_(database), hooks_(std::move(hooks)) {}

    // `weight` is about how many rows the work writes: it bounds how much shares a commit.
    Result<void> run(const Work& work, std::size_t weight = 1);

private:
    struct Waiting {
        const Work& work;
        std::size_t weight;
        Result<void> outcome{};
        bool done = false, leads = false;
        std::condition_variable changed{};  // its own: a commit wakes nobody whom it does not concern
    };
    using Batch = std::deque<Waiting*>;

    Batch take_batch();
    void carry_out(const Batch& batch);
    Result<void> carry_out_together(const Batch& batch);
    Result<void> carry_out_alone(const Work& work);
    Result<void> behind_savepoint(const Work& work);

    Database& database_;
    const Hooks hooks_;
    std::mutex mutex_;
    // Under the mutex.
    Batch waiting_;
    bool led_ = false;
};

}  // namespace earshot::sync
