// app/main.cpp: where the machine's own clock, chance and files meet the program.
#include <csignal>
#include <memory>

#include "app/cli/command_line.hpp"
#include "app/demo_program.hpp"
#include "app/picture_program.hpp"
#include "app/window_program.hpp"
#include "platform/base/log.hpp"
#include "platform/curl/curl_transport.hpp"
#include "platform/host/heap.hpp"
#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "platform/host/pause.hpp"
#include "platform/host/terminal.hpp"

int main(int count, char** arguments) {
    using namespace earshot;
    platform::give_back_freed_memory();
    // A disk limit is an error like a full disk, to be told in words; the signal would end the program without any.
    std::signal(SIGXFSZ, SIG_IGN);

    set_log_level(LogLevel::error);  // A command says what went wrong itself.

    platform::HostClock clock;
    platform::HostRandom random;
    platform::HostFiles files;
    app::Console console(stdout, stderr, platform::is_terminal(stderr));
    std::unique_ptr<platform::CurlTransport> transport;
    const auto network = [&]() -> app::Network {
        if (!transport) transport = std::make_unique<platform::CurlTransport>();
        return {*transport, *transport};
    };
    app::Shell shell{
        .console = console,
        .clock = clock,
        .random = random,
        .files = files,
        .pause = platform::pause,
        .network = network,
        .missing_assets = {},
        .screens = {.take_picture = app::take_picture, .run_window = app::run_window, .run_demo = app::run_demo},
        .data_folder = {}};
    return static_cast<int>(app::run_command_line(shell, count - 1, arguments + 1));
}
