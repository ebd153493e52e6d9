#include "app/cli/command_line.hpp"

#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "platform/fake/seeded_random.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "platform/host/host_files.hpp"
#include "tests/support/streams.hpp"

namespace earshot::app {
namespace {

// The program with a window that closes at once.
struct Program {
    test::Streams streams;
    platform::HostFiles files;
    platform::SteppedClock clock;
    platform::SeededRandom random{1};
    Console console{streams.data.get(), streams.messages.get(), false};
    Result<void> outcome;
    std::vector<std::string> windows;

    ExitCode run(std::vector<const char*> arguments) {
        Shell shell{.console = console,
                    .clock = clock,
                    .random = random,
                    .files = files,
                    .pause = {},
                    .network = {},
                    .missing_assets = {},
                    .screens = {.take_picture = {},
                                .run_window =
                                    [this](const WindowProgramOptions& options) {
                                        windows.push_back(options.data_folder + (options.kiosk ? " kiosk" : ""));
                                        return outcome;
                                    },
                                .run_demo = {}},
                    .data_folder = {}};
        return run_command_line(shell, static_cast<int>(arguments.size()), arguments.data());
    }
};

TEST_CASE("without a command the window opens, and closing it is no wrong usage") {
    Program program;
    CHECK(program.run({"--data", "/srv/stories"}) == ExitCode::done);
    CHECK(program.run({"--data", "/srv/stories", "kiosk"}) == ExitCode::done);
    CHECK(program.windows == std::vector<std::string>{"/srv/stories", "/srv/stories kiosk"});
    CHECK(program.streams.err().empty());
}

TEST_CASE("a window that cannot open says why") {
    Program program;
    program.outcome = Error{Errc::io, "There is no screen here."};
    CHECK(program.run({}) == ExitCode::failed);
    CHECK(program.streams.err() == "earshot: There is no screen here.\n");
}

}  // namespace
}  // namespace earshot::app
