#include "platform/host/child_process.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/host/pause.hpp"

namespace earshot::platform {
namespace {

constexpr int cannot_start = 127;

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<std::string> environment_with(const std::vector<std::string>& added) {
    const auto name_of = [](std::string_view entry) { return entry.substr(0, entry.find('=') + 1); };
    std::vector<std::string> environment = added;
    for (char** entry = environ; *entry; ++entry) {
        const bool replaced = std::any_of(added.begin(), added.end(),
                                          [&](const std::string& other) { return name_of(other) == name_of(*entry); });
        if (!replaced) environment.emplace_back(*entry);
    }
    return environment;
}

// A file that a child prints into; none where the child prints where this process does.
class Printed {
public:
    explicit Printed(const std::string& file) : wanted_(!file.empty()) {
        if (wanted_) opened_ = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    }
    Printed(const Printed&) = delete;
    Printed& operator=(const Printed&) = delete;
    ~Printed() {
        if (opened_ >= 0) ::close(opened_);
    }
    bool could_be_opened() const { return !wanted_ || opened_ >= 0; }
    // In the child.
    void replace(int stream) const {
        if (wanted_ && ::dup2(opened_, stream) < 0) ::_exit(cannot_start);
    }

private:
    bool wanted_;
    int opened_ = -1;
};

int code_of(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Result<ChildProcess> ChildProcess::start(const Command& command) {
    // Everything is prepared before the fork: between fork and exec nothing may be allocated.
    std::vector<std::string> arguments{command.program};
    arguments.insert(arguments.end(), command.arguments.begin(), command.arguments.end());
    const std::vector<char*> argument_pointers = pointers_to(arguments);
    std::vector<std::string> environment = environment_with(command.environment);
    const std::vector<char*> environment_pointers = pointers_to(environment);

    // Opened here and not in the child: whoever waits for the first line must not find those of the run before.
    const Printed output(command.output_file), errors(command.error_file);
    for (const auto& [printed, file] : {std::pair{&output, &command.output_file}, {&errors, &command.error_file}}) {
        if (!printed->could_be_opened())
            return Error{Errc::io, *file + " could not be opened for " + command.program + ": " + std::strerror(errno)};
    }

    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child < 0) return Error{Errc::io, command.program + " could not be started: " + std::strerror(errno)};
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) ::_exit(cannot_start);  // It ended before the line above.
        output.replace(STDOUT_FILENO);
        errors.replace(STDERR_FILENO);
        ::execve(command.program.c_str(), argument_pointers.data(), environment_pointers.data());
        ::_exit(cannot_start);
    }
    return ChildProcess(child);
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : id_(std::exchange(other.id_, 0)), exit_code_(other.exit_code_) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(exit_code_, other.exit_code_);
    return *this;
}

ChildProcess::~ChildProcess() {
    if (id_ == 0 || exit_code_) return;
    kill();
    int status = 0;
    ::waitpid(id_, &status, 0);
}

std::optional<int> ChildProcess::exit_code() {
    int status = 0;
    if (!exit_code_ && id_ != 0 && ::waitpid(id_, &status, WNOHANG) == id_) exit_code_ = code_of(status);
    return exit_code_;
}

std::optional<int> ChildProcess::wait(Duration most) {
    constexpr Duration step{2};
    for (Duration waited{0}; !exit_code() && waited < most; waited += step)
        pause(step);
    return exit_code_;
}

int ChildProcess::end(Duration most) {
    if (!exit_code()) ::kill(id_, SIGTERM);
    if (!wait(most)) {
        kill();
        wait(Duration{60'000});
    }
    return exit_code_.value_or(128 + SIGKILL);
}

void ChildProcess::kill() {
    if (!exit_code()) ::kill(id_, SIGKILL);
}

}  // namespace earshot::platform
