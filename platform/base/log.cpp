#include "platform/base/log.hpp"

#include <chrono>
#include <cstdio>
#include <mutex>
#include <string>

#include "platform/base/time.hpp"

namespace earshot {
namespace {

struct Sink {
    std::mutex mutex;
    LogLevel level = LogLevel::warning;
    std::function<void(LogLevel, std::string_view)> write;
};

Sink& sink() {
    static Sink instance;  // Process-wide on purpose: a log that had to be passed along would not be written.
    return instance;
}

const char* name_of(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            return "debug";
        case LogLevel::info:
            return "info";
        case LogLevel::warning:
            return "warning";
        case LogLevel::error:
            return "error";
        case LogLevel::off:
            break;
    }
    return "off";
}

}  // namespace

void set_log_level(LogLevel level) {
    sink().level = level;
}

void set_log_sink(std::function<void(LogLevel, std::string_view)> write) {
    const std::lock_guard lock(sink().mutex);
    sink().write = std::move(write);
}

bool log_wanted(LogLevel level) {
    return level >= sink().level;
}

void log_line(LogLevel level, std::string_view event, std::string_view details) {
    if (!log_wanted(level)) return;
    using namespace std::chrono;
    const WallTime now{duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
    std::string line = to_rfc3339(now) + ' ' + name_of(level) + ' ' + std::string(event);
    if (!details.empty()) line += ' ' + std::string(details);
    const std::lock_guard lock(sink().mutex);
    if (sink().write) {
        sink().write(level, line);
        return;
    }
    line += '\n';
    std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace earshot
