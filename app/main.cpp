// app/main.cpp: where the machine's own clock, chance and files meet the program.
#include <csignal>

#include "app/cli/command_line.hpp"
#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "platform/host/pause.hpp"

int main(int count, char** arguments) {
    using namespace earshot;
    // A disk limit is an error like a full disk, to be told in words; the signal would end the program without any.
    std::signal(SIGXFSZ, SIG_IGN);

    platform::HostClock clock;
    platform::HostRandom random;
    platform::HostFiles files;
    app::Console console(stdout, stderr);
    app::Shell shell{.console = console,
                     .clock = clock,
                     .random = random,
                     .files = files,
                     .pause = platform::pause,
                     .data_folder = {}};
    return static_cast<int>(app::run_command_line(shell, count - 1, arguments + 1));
}
