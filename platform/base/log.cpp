#include "platform/base/log.hpp"

#include <algorithm>
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
    LogFormat format = LogFormat::text;
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

std::string text_line(std::string_view time, LogLevel level, std::string_view event, std::string_view details) {
    std::string line = std::string(time) + ' ' + name_of(level) + ' ' + std::string(event);
    if (!details.empty()) line += ' ' + std::string(details);
    std::replace(line.begin(), line.end(), '\n', ' ');  // One line an event, whatever a message holds.
    return line;
}

// The text of a JSON string (RFC 8259, 7).
void append_escaped(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += hex[byte >> 4];
            out += hex[byte & 15];
        } else {
            out += c;
        }
    }
}

std::string json_line(std::string_view time, LogLevel level, std::string_view event, std::string_view details) {
    std::string line = "{\"time\":\"" + std::string(time) + "\",\"level\":\"" + name_of(level) + "\",\"event\":\"";
    append_escaped(line, event);
    if (!details.empty()) {
        line += "\",\"details\":\"";
        append_escaped(line, details);
    }
    return line += "\"}";
}

}  // namespace

void set_log_format(LogFormat format) {
    sink().format = format;
}

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
    const auto form = sink().format == LogFormat::json ? json_line : text_line;
    std::string line = form(to_rfc3339(now), level, event, details);
    const std::lock_guard lock(sink().mutex);
    if (sink().write) {
        sink().write(level, line);
        return;
    }
    line += '\n';
    std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace earshot
