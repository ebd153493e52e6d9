// platform/base/log.hpp: what went on, for the keeper. One line an event, on stderr, never a customer's words.
//
//   2026-11-03T11:20:05.123Z info exchange sent=12 received=3
//   {"time":"2026-11-03T11:20:05.123Z","level":"info","event":"exchange","details":"sent=12 received=3"}
//
// Threads: any. A line is written whole. Level and format are set once, by main, before threads start.
#pragma once

#include <functional>
#include <string_view>

namespace earshot {

enum class LogLevel { debug, info, warning, error, off };

enum class LogFormat { text, json };

void set_log_level(LogLevel level);
void set_log_format(LogFormat format);
// Where lines go instead of stderr (tests, syslog); an empty function restores stderr.
void set_log_sink(std::function<void(LogLevel, std::string_view line)> sink);
bool log_wanted(LogLevel level);
// `event` is a fixed word; `details` are "name=value" pairs already formed.
void log_line(LogLevel level, std::string_view event, std::string_view details = {});

inline void log_info(std::string_view event, std::string_view details = {}) {
    log_line(LogLevel::info, event, details);
}
inline void log_warning(std::string_view event, std::string_view details = {}) {
    log_line(LogLevel::warning, event, details);
}
inline void log_error(std::string_view event, std::string_view details = {}) {
    log_line(LogLevel::error, event, details);
}

}  // namespace earshot
