// app/cli/console.hpp: where a command's output goes: data to stdout, messages to stderr.
#pragma once

#include <cstdio>
#include <string_view>

namespace earshot::app {

class Console {
public:
    Console(std::FILE* data, std::FILE* messages) : data_(data), messages_(messages) {}

    // As it is.
    void print(std::string_view text);
    // With a line break after it.
    void print_line(std::string_view text);
    // "earshot: ..." for the person who typed the command.
    void say(std::string_view message);
    // Whether everything printed has reached the other side: false when a disk was full or a pipe closed.
    bool flush();

private:
    std::FILE* data_;
    std::FILE* messages_;
};

}  // namespace earshot::app
