// sync/server/postgres/push_queue.hpp: pushes that arrive together share a commit.
//
// Whoever comes while nobody is at work carries everything that waits, its own push among it, and wakes the others;
// what arrives meanwhile makes the next batch (the write queue of LevelDB, db/db_impl.cc). So a commit costs one
// waiting for the disk however many devices are behind it, nobody waits for company when there is none, and the
// queue is as long as there are threads that ask.
//
// Threads  any
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "sync/server/shared_store.hpp"

namespace earshot::sync::postgres {

struct PushJob {
    Id from;
    std::int64_t cursor = 0;
    std::span<const Record> records;
    WallTime now;
    const EnrolledDevice* pusher = nullptr;  // its rights, and which of its databases speaks; not needed without both
    std::optional<Result<std::vector<Verdict>>> outcome = {};
    bool done = false;  // the queue's own
};

class PushQueue {
public:
    // Sets the outcome of every job.
    using Carry = std::function<void(std::span<PushJob* const> jobs)>;
    explicit PushQueue(Carry carry) : carry_(std::move(carry)) {}

    Result<std::vector<Verdict>> push(PushJob job);
    // Those that wait for the batch that is being carried.
    std::size_t waiting() const;

private:
    std::vector<PushJob*> next_batch();

    static constexpr std::size_t jobs_most = 256;
    static constexpr std::size_t records_most = 10'000;

    const Carry carry_;
    mutable std::mutex mutex_;
    std::condition_variable carried_;
    std::deque<PushJob*> waiting_;
    bool at_work_ = false;
};

}  // namespace earshot::sync::postgres
