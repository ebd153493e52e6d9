// sync/server/batch_queue.hpp: jobs that arrive while others are being done are done together, as the next batch.
//
// A commit costs a waiting for the disk however much is in it, so what many devices bring shares one (the write queue
// of LevelDB, db/db_impl.cc). Nobody waits for company: a job that finds nothing under way is a batch of its own.
// Nobody waits at all, but is told: jobs are done by a leader, which is a worker, or without one the thread whose job
// came when nothing was under way.
//
// Guarantees   Jobs are done in the order they came, one batch at a time. The destructor waits for those under way.
// Threads      any; `carry_out` runs on the leader, without a lock of ours.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "platform/ports/worker.hpp"

namespace earshot::sync {

struct BatchLimits {
    std::size_t jobs_most = 128;
    // A large job should not hold up those behind it for long: it is not joined by others, however large it is itself.
    std::size_t weight_most = 10'000;
};

// A job has a `weight`, about how much there is to write.
template <class Job>
class BatchQueue {
public:
    using Batch = std::vector<std::unique_ptr<Job>>;
    // Does all jobs and tells each.
    using CarryOut = std::function<void(const Batch&)>;

    // The worker, if there is one, must outlive the queue.
    BatchQueue(BatchLimits limits, platform::Worker* worker, CarryOut carry_out)
        : limits_(limits), worker_(worker), carry_out_(std::move(carry_out)) {}
    ~BatchQueue() {
        std::unique_lock lock(mutex_);
        ended_.wait(lock, [this] { return !led_; });
    }
    BatchQueue(const BatchQueue&) = delete;
    BatchQueue& operator=(const BatchQueue&) = delete;

    void add(std::unique_ptr<Job> job) {
        {
            const std::lock_guard lock(mutex_);
            waiting_.push_back(std::move(job));
            if (std::exchange(led_, true)) return;
        }
        worker_ ? worker_->post([this] { lead(); }) : lead();
    }

    // Those that will share the next batches.
    std::size_t waiting() const {
        const std::lock_guard lock(mutex_);
        return waiting_.size();
    }

private:
    void lead() {
        std::unique_lock lock(mutex_);
        while (!waiting_.empty()) {
            const Batch batch = next_batch();
            lock.unlock();
            carry_out_(batch);
            lock.lock();
        }
        led_ = false;
        ended_.notify_all();
    }

    Batch next_batch() {
        Batch batch;
        std::size_t weight = 0;
        while (!waiting_.empty() && batch.size() < limits_.jobs_most) {
            weight += waiting_.front()->weight;
            if (!batch.empty() && weight > limits_.weight_most) break;
            batch.push_back(std::move(waiting_.front()));
            waiting_.pop_front();
        }
        return batch;
    }

    const BatchLimits limits_;
    platform::Worker* const worker_;
    const CarryOut carry_out_;
    mutable std::mutex mutex_;
    std::condition_variable ended_;
    // Under the mutex.
    std::deque<std::unique_ptr<Job>> waiting_;
    bool led_ = false;
};

}  // namespace earshot::sync
