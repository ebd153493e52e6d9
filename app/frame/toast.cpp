#include "app/frame/toast.hpp"

#include <algorithm>

namespace earshot::app {

const std::string* Toasts::shown(Instant now) {
    while (!waiting_.empty() && now >= waiting_.front().since + stay) {
        waiting_.pop_front();
        if (!waiting_.empty()) waiting_.front().since = std::max(waiting_.front().since, now);
    }
    return waiting_.empty() ? nullptr : &waiting_.front().words;
}

}  // namespace earshot::app
