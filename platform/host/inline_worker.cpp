#include "platform/host/inline_worker.hpp"

#include <utility>

namespace earshot::platform {

void InlineWorker::post(Task task) {
    waiting_.push_back(std::move(task));
    if (running_) return;  // Called by a task: it first finishes what it is doing.
    running_ = true;
    while (!waiting_.empty()) {
        const Task next = std::move(waiting_.front());
        waiting_.pop_front();
        next();
    }
    running_ = false;
}

}  // namespace earshot::platform
