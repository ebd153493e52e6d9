// platform/host/inline_worker.hpp: a worker that works at once, for programs that have nothing else to do.
//
// post() returns when the task is done; what a task posts runs after it, still in order. There is no waiting and hence
// no idle step of its own: a host with a loop (the browser's frame) calls run_step().
//
// Threads  one.
#pragma once

#include <deque>

#include "platform/ports/worker.hpp"

namespace earshot::platform {

class InlineWorker : public Worker {
public:
    void post(Task task) override;
    void set_step(Step step) override { step_ = std::move(step); }
    // When the step next wants to run; never without a step.
    Instant run_step(Instant now) { return step_ ? step_(now) : Instant::never(); }

private:
    std::deque<Task> waiting_;
    Step step_;
    bool running_ = false;
};

}  // namespace earshot::platform
