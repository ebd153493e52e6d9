#include "sync/server/postgres/push_queue.hpp"

namespace earshot::sync::postgres {

Result<std::vector<Verdict>> PushQueue::push(PushJob job) {
    std::unique_lock lock(mutex_);
    waiting_.push_back(&job);
    while (!job.done) {
        if (at_work_) {
            carried_.wait(lock);
            continue;
        }
        at_work_ = true;
        const std::vector<PushJob*> batch = next_batch();
        lock.unlock();
        carry_(batch);
        lock.lock();
        at_work_ = false;
        // Under the mutex, and only now: whoever sees it takes the outcome and is gone, and a thread may wake for no
        // reason.
        for (PushJob* const one : batch)
            one->done = true;
        carried_.notify_all();
    }
    return std::move(*job.outcome);
}

std::size_t PushQueue::waiting() const {
    const std::lock_guard lock(mutex_);
    return waiting_.size();
}

// In the order they came; the first one however large it is.
std::vector<PushJob*> PushQueue::next_batch() {
    std::vector<PushJob*> batch;
    std::size_t records = 0;
    while (!waiting_.empty() && batch.size() < jobs_most) {
        PushJob* const next = waiting_.front();
        records += next->records.size();
        if (!batch.empty() && records > records_most) break;
        batch.push_back(next);
        waiting_.pop_front();
    }
    return batch;
}

}  // namespace earshot::sync::postgres
