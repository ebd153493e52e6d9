// sync/server/file_progress.hpp: how far a keeper's command is with many files, on stderr, once it takes long.
#pragma once

#include <cstdio>
#include <functional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "platform/ports/clock.hpp"

namespace earshot::sync {

class FileProgress {
public:
    // `what` stands behind the numbers: "files read".
    FileProgress(const platform::Clock& clock, std::string what)
        : clock_(clock), what_(std::move(what)), next_(clock.monotonic() + every) {}

    std::function<void(std::int64_t, std::int64_t)> told() {
        return [this](std::int64_t done, std::int64_t of) {
            if (clock_.monotonic() < next_) return;
            next_ = clock_.monotonic() + every;
            fmt::print(stderr, "{} of {} {}\n", done, of, what_);
        };
    }

private:
    static constexpr Duration every{3'000};
    const platform::Clock& clock_;
    const std::string what_;
    Instant next_;
};

}  // namespace earshot::sync
