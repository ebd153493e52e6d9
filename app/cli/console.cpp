#include "app/cli/console.hpp"

#include <string>

namespace earshot::app {

void Console::print(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), data_);
}

void Console::print_line(std::string_view text) {
    print(text);
    print("\n");
}

void Console::say(std::string_view message) {
    std::fflush(data_);  // A terminal shows both; keep them in the order they came.
    const std::string line = "earshot: " + std::string(message) + "\n";
    std::fwrite(line.data(), 1, line.size(), messages_);
    std::fflush(messages_);
}

bool Console::flush() {
    return std::fflush(data_) == 0 && std::ferror(data_) == 0;
}

}  // namespace earshot::app
