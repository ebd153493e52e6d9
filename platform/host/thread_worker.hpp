// platform/host/thread_worker.hpp: a worker on a thread of its own.
//
// The thread sleeps on the Waiter it is given, so that a network transport can wake it when bytes arrive; without one
// it sleeps on a condition. Each time it wakes it runs what was posted, then the step.
//
// Guarantees   The destructor runs everything that was posted, lets a step that is under way finish, then ends the
// thread. Threads      post() from any; tasks and step on the worker's own.
#pragma once

#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/ports/clock.hpp"
#include "platform/ports/worker.hpp"

namespace earshot::platform {

class ThreadWorker : public Worker {
public:
    // Both must outlive the worker; `waiter` may be null.
    explicit ThreadWorker(const Clock& clock, Waiter* waiter = nullptr);
    ~ThreadWorker() override;
    ThreadWorker(const ThreadWorker&) = delete;
    ThreadWorker& operator=(const ThreadWorker&) = delete;

    void post(Task task) override;
    void set_step(Step step) override;

private:
    void run();

    // Constant after construction.
    const Clock& clock_;
    std::unique_ptr<Waiter> own_waiter_;
    Waiter* waiter_;
    // Under the mutex.
    std::mutex mutex_;
    std::vector<Task> waiting_;
    bool ending_ = false;
    // The worker thread's own.
    Step step_;
    std::thread thread_;  // Last: it uses all of the above.
};

}  // namespace earshot::platform
