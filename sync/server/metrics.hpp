// sync/server/metrics.hpp: what the server counts, as Prometheus reads it (text exposition format 0.0.4).
//
// Counters since the process started, and what is so at the moment; never a word, a name or an id.
// Threads  any
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/base/time.hpp"

namespace earshot::sync {

struct Metrics {
    using Counter = std::atomic<std::uint64_t>;

    std::array<Counter, 6> answers{};  // by the first digit of the status
    Counter exchanges{0}, enrolments{0};
    Counter records_received{0}, records_refused{0}, records_sent{0};
    Counter bytes_received{0}, bytes_sent{0};  // bodies, as they travelled
    Counter blobs_received{0}, blobs_sent{0};  // uploads that became a blob; answers with bytes of one
    Counter store_errors{0}, turned_away{0};

    // How long requests took to handle: upper bounds of the classes in milliseconds, and one class beyond them.
    static constexpr std::array<std::int64_t, 10> latency_bounds{1, 2, 5, 10, 25, 50, 100, 250, 1'000, 5'000};
    std::array<Counter, latency_bounds.size() + 1> latency{};
    Counter latency_sum_ms{0};
    void note_latency(Duration time);

    std::string text() const;
};

// What is so at the moment.
struct Gauge {
    std::string_view name, help;
    double value = 0;
};
std::string text_of(const Gauge& gauge);

}  // namespace earshot::sync
