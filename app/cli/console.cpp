#include "app/cli/console.hpp"

namespace earshot::app {

void Console::print(std::string_view text) {
    progress({});
    std::fwrite(text.data(), 1, text.size(), data_);
}

void Console::print_line(std::string_view text) {
    print(text);
    print("\n");
}

void Console::say(std::string_view message) {
    progress({});
    std::fflush(data_);  // A terminal shows both; keep them in the order they came.
    const std::string line = "earshot: " + std::string(message) + "\n";
    std::fwrite(line.data(), 1, line.size(), messages_);
    std::fflush(messages_);
}

void Console::progress(std::string_view line) {
    if (!is_watched_ || line == progress_) return;
    // Back to the beginning of the line, and everything there cleared (ECMA-48: carriage return, erase in line).
    const std::string text = "\r\x1b[K" + std::string(line);
    std::fwrite(text.data(), 1, text.size(), messages_);
    std::fflush(messages_);
    progress_ = line;
}

bool Console::flush() {
    progress({});
    return std::fflush(data_) == 0 && std::ferror(data_) == 0;
}

}  // namespace earshot::app
