// app/cli/shell.hpp: what every subcommand gets: the machine, a place to print, and the options all of them share.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/cli/console.hpp"
#include "app/cli/screens.hpp"
#include "app/commands/command_context.hpp"
#include "platform/ports/clock.hpp"
#include "platform/ports/files.hpp"
#include "platform/ports/http_transport.hpp"
#include "platform/ports/random.hpp"
#include "platform/ports/worker.hpp"
#include "sync/store/device_store.hpp"

namespace earshot::app {

enum class ExitCode : int { done = 0, failed = 1, wrong_usage = 2 };

// The way to the shared store, and what to sleep on until an answer comes.
struct Network {
    platform::HttpTransport& transport;
    platform::Waiter& waiter;
};

struct Shell {
    Console& console;
    platform::Clock& clock;
    platform::Random& random;
    platform::Files& files;
    std::function<void(Duration)> pause;  // Lets time pass, for programs that wait for others.
    std::function<Network()> network;     // Made when it is first needed.
    // What keeps this program from drawing, in words; an empty function where there is nothing to draw with.
    std::function<std::vector<std::string>()> missing_assets;
    Screens screens;
    std::string data_folder;
    ExitCode exit_code = ExitCode::done;

    // Says what happened on stderr.
    ExitCode fail(const Error& error) {
        console.say(error.message);
        return ExitCode::failed;
    }
    ExitCode wrong(std::string_view message) {
        console.say(message);
        return ExitCode::wrong_usage;
    }
};

}  // namespace earshot::app
