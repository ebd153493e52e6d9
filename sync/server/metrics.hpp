// sync/server/metrics.hpp: what the server counts, as Prometheus reads it (text exposition format 0.0.4).
//
// Counters only, since the process started; never a word, a name or an id.
// Threads  any
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

namespace earshot::sync {

struct Metrics {
    using Counter = std::atomic<std::uint64_t>;

    std::array<Counter, 6> answers{};  // by the first digit of the status
    Counter exchanges{0}, enrolments{0};
    Counter records_received{0}, records_refused{0}, records_sent{0};
    Counter bytes_received{0}, bytes_sent{0};  // bodies, as they travelled
    Counter blobs_received{0}, blobs_sent{0};  // uploads that became a blob; answers with bytes of one
    Counter store_errors{0};

    std::string text() const;
};

}  // namespace earshot::sync
