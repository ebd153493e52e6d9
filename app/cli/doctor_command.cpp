// earshot doctor: looks at everything that can keep a device from doing its work, and says what is wrong.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/cli/data_folder.hpp"
#include "app/cli/subcommands.hpp"
#include "platform/ports/http_date.hpp"
#include "sync/portable/json.hpp"

namespace earshot::app {
namespace {

constexpr std::uint64_t room_least = 100'000'000;  // bytes: photos of a busy week
constexpr Duration server_patience{10'000};
constexpr Duration clock_difference_most{120'000};

struct Finding {
    std::string about;
    bool well = true;
    std::string words;
};

class Examination {
public:
    explicit Examination(Shell& shell) : shell_(shell) {}

    const std::vector<Finding>& findings() const { return findings_; }

    void examine_all() {
        examine_folder();
        examine_assets();
        if (!store_) return;
        examine_store();
        examine_server();
    }

private:
    void well(std::string about, std::string words) { findings_.push_back({std::move(about), true, std::move(words)}); }
    void wrong(std::string about, std::string words) {
        findings_.push_back({std::move(about), false, std::move(words)});
    }

    void examine_folder() {
        auto store = open_store(shell_);
        if (!store) return wrong("data folder", store.error().message);
        store_ = std::move(*store);
        well("data folder", shell_.data_folder + " can be read and written");
        const auto room = shell_.files.free_space(shell_.data_folder);
        if (!room) return wrong("disk", room.error().message);
        const std::string megabytes = fmt::format("{} MB free", *room / 1'000'000);
        if (*room < room_least) return wrong("disk", "only " + megabytes + "; make room before it is full");
        well("disk", megabytes);
    }

    void examine_store() {
        const auto troubles = store_->examine();
        if (!troubles) return wrong("stories", troubles.error().message);
        for (const std::string& trouble : *troubles)
            wrong("stories", trouble);
        examine_media();
        const auto status = store_->status();
        if (!status) return wrong("stories", status.error().message);
        if (troubles->empty()) well("stories", fmt::format("{}, sound", status->stories));
        if (status->refused > 0) {
            wrong("sending", fmt::format("{} refused; earshot status says why", status->refused));
        } else {
            well("sending", fmt::format("{} waiting", status->waiting));
        }
    }

    void examine_media() {
        const auto troubles = store_->media().examine();
        if (!troubles) return wrong("media", troubles.error().message);
        for (const std::string& trouble : *troubles)
            wrong("media", trouble);
        const auto totals = store_->media().totals();
        if (!totals) return wrong("media", totals.error().message);
        if (troubles->empty()) {
            well("media", fmt::format("every file is what it should be; {} to send, {} to fetch, {} missing",
                                      totals->to_send, totals->to_fetch, totals->missing));
        }
    }

    void examine_server() {
        const auto server = store_->setting("server");
        if (!server) return wrong("server", server.error().message);
        if (server->empty()) return well("server", "this device is not enrolled; everything stays on it");
        platform::HttpRequest request;
        request.target = *server + "/healthz";
        if (auto authorities = store_->setting("authorities")) request.authorities = std::move(*authorities);
        const Network network = shell_.network();
        const auto handle = network.transport.start(std::move(request), server_patience);
        std::optional<Result<platform::HttpResponse>> answer;
        while (!(answer = network.transport.poll(handle)))
            network.waiter.wait(server_patience);
        if (!*answer) return wrong("server", answer->error().message);
        const platform::HttpResponse& response = **answer;
        if (response.status != 200) {
            return wrong("server", fmt::format("{} answers with HTTP status {}", *server, response.status));
        }
        well("server", *server + " answers");
        examine_clock(platform::parse_http_date(response.headers.find("Date")));
    }

    void examine_clock(const std::optional<WallTime>& there) {
        if (!there) return;
        const Duration ahead = shell_.clock.wall() - *there;
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(ahead).count();
        if (std::chrono::abs(ahead) <= clock_difference_most) return well("clock", "agrees with the server");
        wrong("clock", fmt::format("{} s {} of the server; set this machine's time", std::abs(seconds),
                                   seconds > 0 ? "ahead" : "behind"));
    }

    void examine_assets() {
        if (!shell_.missing_assets) return;
        const auto missing = shell_.missing_assets();
        for (const std::string& words : missing)
            wrong("screens", words);
        if (missing.empty()) well("screens", "fonts, strings and icons are there");
    }

    Shell& shell_;
    std::unique_ptr<sync::DeviceStore> store_;
    std::vector<Finding> findings_;
};

ExitCode run_doctor(Shell& shell, bool json) {
    Examination examination(shell);
    examination.examine_all();
    for (const Finding& finding : examination.findings()) {
        if (json) {
            sync::JsonWriter line;
            line.text("about", finding.about);
            line.truth("well", finding.well);
            line.text("words", finding.words);
            shell.console.print_line(line.take());
        } else {
            shell.console.print_line(
                fmt::format("{:<6}{:<14}{}", finding.well ? "well" : "wrong", finding.about, finding.words));
        }
    }
    const auto wrongs = std::count_if(examination.findings().begin(), examination.findings().end(),
                                      [](const Finding& finding) { return !finding.well; });
    if (wrongs == 0) return ExitCode::done;
    return shell.fail({Errc::io, wrongs == 1 ? "one thing is wrong" : fmt::format("{} things are wrong", wrongs)});
}

}  // namespace

void add_doctor(const Command& app, Shell& shell) {
    const auto json = std::make_shared<bool>(false);
    const Command command = app.add_command("doctor", "Look for anything that is wrong with this device");
    command.flag("--json", *json, "One JSON object for each thing looked at, on a line of its own");
    command.footer(
        "Looks at the data folder, room on the disk, the stories, their media, the server, the clock and the fonts.\n"
        "Ends with 1 when anything is wrong.\n\n"
        "Examples:\n  earshot doctor\n  earshot --data /srv/kiosk doctor --json");
    command.runs([&shell, json] { return run_doctor(shell, *json); });
}

}  // namespace earshot::app
