#include "platform/fake/stepped_worker.hpp"

#include <utility>

namespace earshot::platform {

bool SteppedWorker::run_one() {
    if (waiting_.empty()) return false;
    const Task next = std::move(waiting_.front());
    waiting_.pop_front();
    next();
    return true;
}

void SteppedWorker::run_all() {
    while (run_one()) {
    }
}

}  // namespace earshot::platform
