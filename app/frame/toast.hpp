// app/frame/toast.hpp: short words that come, stay four seconds and go.
#pragma once

#include <deque>
#include <string>

#include "platform/base/time.hpp"

namespace earshot::app {

class Toasts {
public:
    static constexpr Duration stay{4'000};

    void say(std::string words, Instant now) { waiting_.push_back({std::move(words), now}); }
    // What is to be shown now, or null. The next one waits until the former has had its time.
    const std::string* shown(Instant now);
    // When shown() may next change.
    Instant next() const { return waiting_.empty() ? Instant::never() : waiting_.front().since + stay; }

private:
    struct Toast {
        std::string words;
        Instant since;
    };
    std::deque<Toast> waiting_;
};

}  // namespace earshot::app
