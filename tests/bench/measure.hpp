// tests/bench/measure.hpp: small tools of all benchmarks: a stopwatch, medians, memory, one form of output.
//
// Figures are for people and for tests/bench/README.md, as ratios between things measured in the same minute on the
// same machine. No benchmark fails because of time.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "platform/base/assert.hpp"
#include "platform/base/result.hpp"

namespace earshot::bench {

// A benchmark has nobody to tell of trouble: it says what happened, and ends.
inline void must(const Result<void>& result) {
    if (!result) std::fprintf(stderr, "%s\n", result.error().message.c_str());
    EARSHOT_ASSERT(result.has_value());
}
template <class T>
T must(Result<T> result) {
    if (!result) std::fprintf(stderr, "%s\n", result.error().message.c_str());
    EARSHOT_ASSERT(result.has_value());
    return std::move(*result);
}

class Stopwatch {
public:
    double ms() const {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_).count();
    }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

template <class Work>
double ms_of(Work work) {
    const Stopwatch watch;
    work();
    return watch.ms();
}

// The value below which this part of the figures lies.
inline double quantile(std::vector<double> figures, double part) {
    std::sort(figures.begin(), figures.end());
    return figures.empty() ? 0 : figures[static_cast<std::size_t>(part * static_cast<double>(figures.size() - 1))];
}
inline double median(const std::vector<double>& figures) {
    return quantile(figures, 0.5);
}

// Megabytes a process holds, or held at most, as the kernel counts ("VmRSS", "VmHWM"); 0 when it has ended.
inline double memory_mb(const std::string& counter, const std::string& process = "self") {
    std::ifstream status("/proc/" + process + "/status");
    for (std::string name; status >> name;) {
        if (name == counter + ":") {
            double kb = 0;
            status >> kb;
            return kb / 1024;
        }
    }
    return 0;
}

inline void print_title(const std::string& title) {
    std::printf("\n%s\n", title.c_str());
}
inline void print_ms(const std::string& what, double ms) {
    std::printf("  %-58s %10.3f ms\n", what.c_str(), ms);
    std::fflush(stdout);
}
inline void print_ratio(const std::string& what, double ratio, const std::string& goal = {}) {
    std::printf("  %-58s %10.2f x   %s\n", what.c_str(), ratio, goal.empty() ? "" : ("goal " + goal).c_str());
    std::fflush(stdout);
}

}  // namespace earshot::bench
