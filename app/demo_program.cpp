#include "app/demo_program.hpp"

#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "app/demo/demo_store.hpp"
#include "app/picture_program.hpp"
#include "platform/host/child_process.hpp"
#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "platform/host/interruption.hpp"
#include "platform/host/pause.hpp"
#include "platform/host/program_folder.hpp"
#include "platform/host/scratch_folder.hpp"

namespace earshot::app {
namespace {

using platform::ChildProcess;

constexpr Duration patience{30'000};  // for one command, on a slow machine
constexpr Duration look_again{20};

std::string last_line(std::string_view text) {
    while (!text.empty() && text.back() == '\n')
        text.remove_suffix(1);
    const std::size_t before = text.rfind('\n');
    return std::string(before == std::string_view::npos ? text : text.substr(before + 1));
}

// One demo: where its parts lie and how they are spoken to.
class Demo {
public:
    Demo(std::string folder, std::string assets) : folder_(std::move(folder)), assets_(std::move(assets)) {}

    Result<void> start_server();
    Result<void> fill_tablet();
    Result<void> join(const std::string& device, const std::string& role, const std::string& name);
    // A command of the device, to its end: what it printed.
    Result<std::string> run(const std::string& device, std::vector<std::string> arguments);
    Result<ChildProcess> open_window(const std::string& device, std::vector<std::string> arguments);

    std::string data_of(const std::string& device) const { return folder_ + "/" + device; }
    const std::string& assets() const { return assets_; }
    const std::string& address() const { return address_; }

private:
    Result<std::string> run_program(const std::string& program, const std::string& data,
                                    std::vector<std::string> arguments);

    const std::string folder_, assets_;
    platform::HostFiles files_;
    std::string address_;
    std::optional<ChildProcess> server_;
    int commands_ = 0;
};

Result<std::string> Demo::run_program(const std::string& program, const std::string& data,
                                      std::vector<std::string> arguments) {
    commands_ += 1;
    const std::string printed = fmt::format("{}/{}.out", folder_, commands_),
                      said = fmt::format("{}/{}.err", folder_, commands_);
    std::string words;
    for (const std::string& argument : arguments)
        words += " " + argument;
    arguments.insert(arguments.begin(), {"--data", data});
    EARSHOT_TRY(ChildProcess child, ChildProcess::start({.program = platform::program_folder() + "/" + program,
                                                         .arguments = std::move(arguments),
                                                         .environment = {},
                                                         .output_file = printed,
                                                         .error_file = said}));
    const auto code = child.wait(patience);
    EARSHOT_TRY(std::string output, files_.read(printed));
    if (code == 0) return output;
    EARSHOT_TRY(const std::string reason, files_.read(said));
    return Error{Errc::unavailable,
                 fmt::format("\"{}{}\" {}: {}", program, words,
                             code ? fmt::format("ended with {}", *code) : "did not end", last_line(reason))};
}

Result<std::string> Demo::run(const std::string& device, std::vector<std::string> arguments) {
    return run_program("earshot", data_of(device), std::move(arguments));
}

Result<void> Demo::start_server() {
    const std::string printed = folder_ + "/server.out", said = folder_ + "/server.err";
    auto server = ChildProcess::start({.program = platform::program_folder() + "/earshot-server",
                                       .arguments = {"--data", data_of("server"), "serve", "--listen", "127.0.0.1:0"},
                                       .environment = {},
                                       .output_file = printed,
                                       .error_file = said});
    if (!server) return server.error();
    server_ = std::move(*server);
    for (Duration waited{0}; waited < patience; waited += look_again) {
        const auto output = files_.read(printed);
        if (output && output->ends_with('\n')) {
            address_ = last_line(*output);
            return {};
        }
        if (server_->exit_code()) break;
        platform::pause(look_again);
    }
    EARSHOT_TRY(const std::string reason, files_.read(said));
    return Error{Errc::unavailable, "The demo's server did not start: " + last_line(reason)};
}

// The tablet has been in use for four months when the demo begins.
Result<void> Demo::fill_tablet() {
    platform::HostClock clock;
    platform::HostRandom random;
    EARSHOT_TRY(const auto store, sync::DeviceStore::open({.folder = data_of("tablet")}, files_, clock, random));
    EARSHOT_TRY(const DemoCompany company, read_demo_company(files_, demo_options(assets_, clock.civil_now(), "en")));
    const WallTime now = clock.wall();
    EARSHOT_CHECK(fill_with_demo(*store, company, now, DemoSending::all_delivered));
    EARSHOT_TRY(const auto office, sync::DeviceStore::open({.folder = data_of("office")}, files_, clock, random));
    return fill_office(*office, company, now);
}

Result<void> Demo::join(const std::string& device, const std::string& role, const std::string& name) {
    EARSHOT_TRY(const std::string printed, run_program("earshot-server", data_of("server"),
                                                       {"enrol", "--role", role, "--site", std::string(demo_site)}));
    EARSHOT_CHECK(run(device, {"enrol", "--server", address_, "--code", last_line(printed), "--name", name}));
    return {};
}

Result<ChildProcess> Demo::open_window(const std::string& device, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--data", data_of(device)});
    return ChildProcess::start({.program = platform::program_folder() + "/earshot",
                                .arguments = std::move(arguments),
                                .environment = {},
                                .output_file = {},
                                .error_file = {}});
}

Result<void> show_windows(Demo& demo) {
    EARSHOT_TRY(ChildProcess tablet, demo.open_window("tablet", {}));
    EARSHOT_TRY(ChildProcess wall, demo.open_window("wall", {"kiosk", "--size", "1280x720"}));
    platform::catch_interruption();
    while (!platform::is_interrupted() && !tablet.exit_code() && !wall.exit_code())
        platform::pause(Duration{200});
    const bool failed = tablet.exit_code().value_or(0) != 0 || wall.exit_code().value_or(0) != 0;
    tablet.end(Duration{5'000});
    wall.end(Duration{5'000});
    if (failed) return Error{Errc::unavailable, "A window of the demo ended with trouble; it said above why."};
    return {};
}

struct Picture {
    std::string_view device, screen, theme, file;
};
constexpr std::array pictures{
    Picture{"tablet", "log", "light", "log"},
    Picture{"tablet", "log", "dark", "log-dark"},
    Picture{"tablet", "stories", "light", "stories"},
    Picture{"tablet", "detail", "light", "detail"},
    Picture{"tablet", "sync", "light", "sync"},
    Picture{"tablet", "welcome", "light", "welcome"},
    Picture{"tablet", "gallery", "light", "gallery"},
    Picture{"wall", "wall", "light", "wall"},
    Picture{"wall", "wall", "contrast", "wall-contrast"},
    Picture{"wall", "reader", "light", "reader"},
};

Result<void> write_summary(Demo& demo, const std::string& out, const std::string& story, std::string_view tablet_sync,
                           std::string_view wall_sync) {
    EARSHOT_TRY(const std::string tablet, demo.run("tablet", {"status", "--json"}));
    EARSHOT_TRY(const std::string wall, demo.run("wall", {"status", "--json"}));
    platform::HostFiles files;
    std::string text = fmt::format(
        "Northway Home, headless\n\nserver        {}\nnew story     {}, logged on the tablet, read on the wall\n"
        "tablet sync   {}wall sync     {}\nPictures\n",
        demo.address(), story, tablet_sync, wall_sync);
    for (const Picture& picture : pictures)
        text += fmt::format("  {}.png\n", picture.file);
    EARSHOT_CHECK(files.write_atomic(out + "/summary.txt", text));
    // Addresses and ids need no escaping; the rest is JSON already.
    return files.write_atomic(
        out + "/summary.json",
        fmt::format(R"({{"server":"{}","story":"{}","tablet_sync":{},"wall_sync":{},"tablet":{},"wall":{}}})"
                    "\n",
                    demo.address(), story, last_line(tablet_sync), last_line(wall_sync), last_line(tablet),
                    last_line(wall)));
}

Result<void> run_headless(Demo& demo, const std::string& out) {
    platform::HostFiles files;
    EARSHOT_CHECK(files.make_folder(out));
    EARSHOT_TRY(const std::string logged,
                demo.run("tablet", {"log", "--kind", "praise", "--stage", "need-help", "--mood", "5", "--words",
                                    "Your engineer rang ten minutes before he came. That is all I ever wanted."}));
    const std::string story = last_line(logged);
    EARSHOT_TRY(const std::string tablet_sync, demo.run("tablet", {"sync", "--once", "--json"}));
    EARSHOT_TRY(const std::string wall_sync, demo.run("wall", {"sync", "--once", "--json"}));
    if (const auto arrived = demo.run("wall", {"show", story, "--json"}); !arrived) {
        return Error{arrived.error().code,
                     "The story that was logged on the tablet did not arrive on the wall. " + arrived.error().message};
    }
    for (const Picture& picture : pictures) {
        EARSHOT_CHECK(take_picture({.screen = std::string(picture.screen),
                                    .theme = std::string(picture.theme),
                                    .language = {},
                                    .data_folder = demo.data_of(std::string(picture.device)),
                                    .assets = demo.assets(),
                                    .file = fmt::format("{}/{}.png", out, picture.file)}));
    }
    return write_summary(demo, out, story, tablet_sync, wall_sync);
}

}  // namespace

Result<void> run_demo(const DemoProgramOptions& options) {
    EARSHOT_TRY(const auto folder, platform::ScratchFolder::make("earshot-demo"));
    Demo demo(folder->path(), options.assets);
    EARSHOT_CHECK(demo.start_server());
    EARSHOT_CHECK(demo.fill_tablet());
    // What a teller's tablet may not write comes from the head office, which wrote it.
    EARSHOT_CHECK(demo.join("office", "facilitator", "Head office"));
    EARSHOT_CHECK(demo.run("office", {"sync", "--once"}));
    EARSHOT_CHECK(demo.join("tablet", "teller", std::string(demo_device_name)));
    EARSHOT_CHECK(demo.join("wall", "leader", "Meeting room"));
    // The wall opens on a full month: the tablet's stories travel first.
    EARSHOT_CHECK(demo.run("tablet", {"sync", "--once"}));
    EARSHOT_CHECK(demo.run("wall", {"sync", "--once"}));
    return options.headless ? run_headless(demo, options.out) : show_windows(demo);
}

}  // namespace earshot::app
