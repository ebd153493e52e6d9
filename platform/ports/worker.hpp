// platform/ports/worker.hpp: somewhere to do slow work in order, away from the caller.
//   answered by  platform/host/thread_worker.cpp (a thread), platform/fake/stepped_worker.hpp (when the test says so),
//                platform/host/inline_worker.hpp (at once, for command-line programs)
//
// A worker has one duty cycle: run what was posted, in order; then call the idle step, which does a bounded piece of
// background work (the replica) and says when it next wants to run; then wait for either.
#pragma once

#include <functional>

#include "platform/base/time.hpp"

namespace earshot::platform {

class Worker {
public:
    using Task = std::function<void()>;
    // Called on the worker; returns when it next wants to be called.
    using Step = std::function<Instant(Instant now)>;

    virtual ~Worker() = default;
    // From any thread. Tasks run one after the other, in the order they were posted.
    virtual void post(Task task) = 0;
    // Set before the first post, or from a task.
    virtual void set_step(Step step) = 0;
};

// What a worker sleeps on between tasks; network transports answer it so that an arriving byte ends the sleep.
class Waiter {
public:
    virtual ~Waiter() = default;
    // Returns after `most`, or sooner when something happened or wake() was called since the last wait.
    virtual void wait(Duration most) = 0;
    // From any thread.
    virtual void wake() = 0;
};

}  // namespace earshot::platform
