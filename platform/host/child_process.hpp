// platform/host/child_process.hpp: other programs, started, watched and ended.
//
// What a child prints goes into files, so that a child that prints much never waits for us, and what it printed before
// it was killed can still be read.
//
// Guarantees   A child does not outlive its ChildProcess, nor this process, however it ends. Once start() has returned,
//              the files hold nothing but what this child prints.
// Threads      one, and that one must live as long as the child.
// Errors       io when the program cannot be started or a file cannot be opened; that the program does not exist is
//              exit code 127.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/base/result.hpp"
#include "platform/base/time.hpp"

namespace earshot::platform {

class ChildProcess {
public:
    struct Command {
        std::string program;                   // a path
        std::vector<std::string> arguments;    // without the program's name
        std::vector<std::string> environment;  // NAME=VALUE, besides what this process has
        std::string output_file, error_file;   // made anew; empty: where this process prints
    };
    static Result<ChildProcess> start(const Command& command);

    ChildProcess(ChildProcess&& other) noexcept;
    ChildProcess& operator=(ChildProcess&& other) noexcept;
    ~ChildProcess();

    int id() const { return id_; }
    // Its exit code, 128 + the signal that ended it; empty while it runs.
    std::optional<int> exit_code();
    // Empty when it still runs after `most`.
    std::optional<int> wait(Duration most);
    // Asks it to end (SIGTERM), waits, and kills it when it has not after `most`. Its exit code.
    int end(Duration most);
    // SIGKILL: as if the power had failed, for this one program.
    void kill();

private:
    explicit ChildProcess(int id) : id_(id) {}

    int id_ = 0;
    std::optional<int> exit_code_;
};

}  // namespace earshot::platform
