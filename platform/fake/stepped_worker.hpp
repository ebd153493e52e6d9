// platform/fake/stepped_worker.hpp: a worker that works when the test says so.
#pragma once

#include <cstddef>
#include <deque>

#include "platform/ports/worker.hpp"

namespace earshot::platform {

// Threads: one.
class SteppedWorker : public Worker {
public:
    void post(Task task) override { waiting_.push_back(std::move(task)); }
    void set_step(Step step) override { step_ = std::move(step); }

    std::size_t waiting() const { return waiting_.size(); }
    // False when nothing was posted.
    bool run_one();
    // Everything that was posted, and what that posts.
    void run_all();
    // When the step next wants to run; never without a step.
    Instant run_step(Instant now) { return step_ ? step_(now) : Instant::never(); }

private:
    std::deque<Task> waiting_;
    Step step_;
};

}  // namespace earshot::platform
