// earshot enrol, earshot sync: to the shared store and back.
#include <algorithm>

#include <fmt/format.h>

#include "app/cli/data_folder.hpp"
#include "app/cli/media_run.hpp"
#include "app/cli/notice_text.hpp"
#include "app/cli/progress_line.hpp"
#include "app/cli/subcommands.hpp"
#include "sync/portable/json.hpp"
#include "sync/protocol/enrolment_link.hpp"
#include "sync/replica/enrol.hpp"
#include "sync/replica/replica.hpp"

namespace earshot::app {
namespace {

constexpr Duration step_longest{1'000};

// What a file of authorities holds, if it can be one.
Result<std::string> read_authorities(const platform::Files& files, const std::string& file) {
    EARSHOT_TRY(std::string authorities, files.read(file));
    if (authorities.find("-----BEGIN CERTIFICATE-----") == std::string::npos) {
        return Error{Errc::invalid, file +
                                        " is not a certificate in PEM form, which begins with BEGIN CERTIFICATE. "
                                        "Nothing was changed."};
    }
    return authorities;
}

ExitCode run_enrol(Shell& shell, sync::EnrolOptions options, const std::string& link,
                   const std::string& authorities_file) {
    if (!link.empty()) {
        auto parsed = sync::parse_enrolment_link(link);
        if (!parsed) return shell.wrong(parsed.error().message);
        options.server = std::move(parsed->server);
        options.code = std::move(parsed->code);
    }
    if (!authorities_file.empty()) {
        auto authorities = read_authorities(shell.files, authorities_file);
        if (!authorities) {
            const Error& error = authorities.error();
            return error.code == Errc::invalid ? shell.wrong(error.message) : shell.fail(error);
        }
        options.authorities = std::move(*authorities);
    }
    auto store = open_store(shell);
    if (!store) return shell.fail(store.error());
    const Network network = shell.network();
    sync::Enrolment enrolment(**store, network.transport, options);
    std::optional<Result<void>> outcome;
    while (!(outcome = enrolment.step()))
        network.waiter.wait(step_longest);
    if (!*outcome) {
        const Error& error = outcome->error();
        return error.code == Errc::invalid ? shell.wrong(error.message) : shell.fail(error);
    }
    const auto role = (*store)->setting("role"), site = (*store)->setting("site"),
               company = (*store)->setting("company");
    if (!role || !site || !company) return shell.fail(!role ? role.error() : !site ? site.error() : company.error());
    shell.console.say(fmt::format("this device now belongs to {}, as a {}{}",
                                  company->empty() ? "the company" : *company, *role,
                                  site->empty() ? "" : " at " + *site));
    return ExitCode::done;
}

struct SyncReport {
    sync::SyncStatus status;
    sync::MediaStatus media;
    std::int64_t waiting = 0, media_waiting = 0;
    std::vector<sync::RefusedRecord> refused;
};

bool has_ended(const sync::SyncStatus& status) {
    return status.run_complete || status.link == sync::Link::retrying || status.link == sync::Link::denied ||
           status.link == sync::Link::not_enrolled;
}

// One run, until nothing is left to send or fetch, or something stands in the way.
Result<SyncReport> run_once(Shell& shell, sync::DeviceStore& store) {
    const Network network = shell.network();
    sync::Replica replica({}, store, network.transport, shell.clock, shell.random);
    while (true) {
        const Instant now = shell.clock.monotonic();
        EARSHOT_TRY(const Instant next, replica.step(now));
        if (has_ended(replica.status())) break;
        shell.console.progress(progress_line(replica.status(), now));
        network.waiter.wait(std::clamp(next - now, Duration{0}, step_longest));
    }
    shell.console.progress({});
    SyncReport report;
    report.status = replica.status();
    // Media come after the records, and only where those got through.
    if (report.status.run_complete) {
        EARSHOT_TRY(report.media, run_media(shell, store, network));
    }
    EARSHOT_TRY(const sync::MediaTotals media, store.media().totals());
    report.media_waiting = media.waiting();
    EARSHOT_TRY(const sync::StoreStatus status, store.status());
    report.waiting = status.waiting;
    EARSHOT_TRY(report.refused, store.refused());
    return report;
}

void print_sync(Shell& shell, const SyncReport& report, bool json) {
    const sync::SyncStatus& status = report.status;
    if (!json) {
        shell.console.print_line(fmt::format("sent {}, received {}, refused {}, waiting {}", status.sent,
                                             status.received, status.refused, report.waiting));
        const bool has_media = report.media.sent + report.media.received + report.media_waiting > 0;
        if (has_media) {
            shell.console.print_line(fmt::format("media sent {}, received {}, waiting {}", report.media.sent,
                                                 report.media.received, report.media_waiting));
        }
        return;
    }
    sync::JsonWriter line;
    line.number("sent", status.sent);
    line.number("received", status.received);
    line.number("refused", status.refused);
    line.number("waiting", report.waiting);
    line.number("media_sent", report.media.sent);
    line.number("media_received", report.media.received);
    line.number("media_waiting", report.media_waiting);
    line.number("media_bytes_sent", report.media.bytes_sent);
    line.number("media_bytes_received", report.media.bytes_received);
    line.truth("complete", status.run_complete);
    if (!status.what_happened.empty()) line.text("trouble", status.what_happened);
    if (status.notice != sync::Notice::none) line.text("notice", name_of(status.notice));
    shell.console.print_line(line.take());
}

ExitCode run_sync(Shell& shell, bool json) {
    auto store = open_store(shell);
    if (!store) return shell.fail(store.error());
    const auto report = run_once(shell, **store);
    if (!report) return shell.fail(report.error());
    const sync::SyncStatus& status = report->status;
    if (status.link == sync::Link::not_enrolled) {
        return shell.fail({Errc::denied,
                           "This device is not enrolled yet. Nothing was sent, and everything written here is safe. "
                           "Join with: earshot enrol --server URL --code CODE"});
    }
    print_sync(shell, *report, json);
    if (status.notice != sync::Notice::none) shell.console.say(text_of(status.notice));
    for (const sync::RefusedRecord& refused : report->refused) {
        shell.console.say(
            fmt::format("refused: {} {}: {}", sync::name_of(refused.kind), to_text(refused.id), refused.reason));
    }
    if (!report->media.what_happened.empty()) {
        shell.console.say("media: " + report->media.what_happened +
                          " Everything is safe on this device and goes on where it stopped with the next sync.");
    }
    if (status.run_complete) return ExitCode::done;
    const char* what_next =
        status.link == sync::Link::denied
            ? "Everything written here is safe on this device and waits. Join again with a new code."
            : "Everything written here is safe on this device and goes with the next sync.";
    return shell.fail({Errc::unavailable, status.what_happened + " " + what_next});
}

}  // namespace

void add_enrol(const Command& app, Shell& shell) {
    const auto options = std::make_shared<sync::EnrolOptions>();
    const auto authorities_file = std::make_shared<std::string>();
    const auto link = std::make_shared<std::string>();
    const Command command = app.add_command("enrol", "Join a company with a code from its keeper");
    const Option server = command.option("--server", options->server, "The address of the shared store");
    const Option code =
        command.option("--code", options->code, "The code, as 7KQM-2XWD; it works once, for ten minutes");
    const Option linked = command.option("--link", *link, "Both in one, as https://earshot.example/join#7KQM-2XWD");
    server.needs(code);
    code.needs(server);
    linked.excludes(server);
    linked.excludes(code);
    command.option("--name", options->name, "What to call this device, as \"Leeds, Counter 2\"");
    command.option("--ca", *authorities_file,
                   "Trust this authority too (PEM), where the company has one of its own; kept for all syncing");
    command.footer(
        "What was logged here before stays and is sent with the next sync.\n\n"
        "Examples:\n"
        "  earshot enrol --server https://earshot.example --code 7KQM-2XWD --name \"Leeds, Counter 2\"\n"
        "  earshot enrol --link https://earshot.example/join#7KQM-2XWD");
    command.runs([&shell, options, link, authorities_file] {
        if (link->empty() && options->code.empty()) missing("--server and --code, or --link");
        return run_enrol(shell, *options, *link, *authorities_file);
    });
}

void add_sync(const Command& app, Shell& shell) {
    struct Options {
        bool once = false, json = false;
    };
    const auto options = std::make_shared<Options>();
    const Command command = app.add_command("sync", "Send what waits and fetch what is new");
    command.flag("--once", options->once, "Until nothing is left to send or fetch, then end").required();
    command.flag("--json", options->json, "One JSON object");
    command.footer(
        "Prints how many records were sent, received, refused, and still wait. A refused record is set aside with the\n"
        "reason; it never holds up the rest. Then photos and other media go, each from where it stopped. After trouble "
        "nothing is lost: the next sync goes on.\n\n"
        "Examples:\n"
        "  earshot sync --once\n"
        "  earshot sync --once --json");
    command.runs([&shell, options] { return run_sync(shell, options->json); });
}

}  // namespace earshot::app
