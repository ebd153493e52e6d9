// app/cli/console.hpp: where a command's output goes: data to stdout, messages to stderr.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace earshot::app {

class Console {
public:
    // `is_watched`: a person reads the messages on a terminal.
    Console(std::FILE* data, std::FILE* messages, bool is_watched)
        : data_(data), messages_(messages), is_watched_(is_watched) {}

    // As it is.
    void print(std::string_view text);
    // With a line break after it.
    void print_line(std::string_view text);
    // "earshot: ..." for the person who typed the command.
    void say(std::string_view message);
    // How far something has come: one line that the next rewrites, and that is gone before anything else is printed.
    // Only for a person who watches; empty: gone.
    void progress(std::string_view line);
    // Whether everything printed has reached the other side: false when a disk was full or a pipe closed.
    bool flush();

private:
    std::FILE* data_;
    std::FILE* messages_;
    bool is_watched_;
    std::string progress_;  // the line that is shown
};

}  // namespace earshot::app
