#include "platform/host/thread_worker.hpp"

#include <algorithm>
#include <condition_variable>
#include <utility>

namespace earshot::platform {
namespace {

// A clock that jumps or a step that asks for eternity costs one needless look an hour.
constexpr Duration sleep_most{3'600'000};

class ConditionWaiter : public Waiter {
public:
    void wait(Duration most) override {
        std::unique_lock lock(mutex_);
        woken_.wait_for(lock, most, [this] { return wake_; });
        wake_ = false;
    }
    void wake() override {
        {
            const std::lock_guard lock(mutex_);
            wake_ = true;
        }
        woken_.notify_one();
    }

private:
    std::mutex mutex_;
    std::condition_variable woken_;
    bool wake_ = false;
};

}  // namespace

ThreadWorker::ThreadWorker(const Clock& clock, Waiter* waiter)
    : clock_(clock),
      own_waiter_(waiter ? nullptr : std::make_unique<ConditionWaiter>()),
      waiter_(waiter ? waiter : own_waiter_.get()),
      thread_([this] { run(); }) {}

ThreadWorker::~ThreadWorker() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    waiter_->wake();
    thread_.join();
}

void ThreadWorker::post(Task task) {
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(task));
    }
    waiter_->wake();
}

void ThreadWorker::set_step(Step step) {
    post([this, step = std::move(step)]() mutable { step_ = std::move(step); });
}

void ThreadWorker::run() {
    std::vector<Task> tasks;
    for (;;) {
        bool ending = false;
        {
            const std::lock_guard lock(mutex_);
            tasks.swap(waiting_);
            ending = ending_;
        }
        for (const Task& task : tasks)
            task();
        if (ending && tasks.empty()) return;
        tasks.clear();
        if (ending) continue;  // Tasks may have posted more.
        const Instant now = clock_.monotonic();
        const Instant next = step_ ? step_(now) : Instant::never();
        const Duration rest = next - clock_.monotonic();
        if (rest > Duration{0}) waiter_->wait(std::min(rest, sleep_most));
    }
}

}  // namespace earshot::platform
