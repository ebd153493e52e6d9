// earshot status, earshot backup: what keepers ask of a device.
#include <fmt/format.h>

#include "app/cli/data_folder.hpp"
#include "app/cli/notice_text.hpp"
#include "app/cli/subcommands.hpp"
#include "sync/portable/json.hpp"

namespace earshot::app {
namespace {

struct DeviceFacts {
    Id device;
    std::string name, site, role, server;
    sync::Notice notice = sync::Notice::none;
    sync::StoreStatus store;
    std::vector<sync::RefusedRecord> refused;
};

Result<DeviceFacts> read_facts(sync::DeviceStore& store) {
    DeviceFacts facts;
    facts.device = store.device();
    EARSHOT_TRY(facts.name, store.setting("device_name"));
    EARSHOT_TRY(facts.site, store.setting("site"));
    EARSHOT_TRY(facts.role, store.setting("role"));
    EARSHOT_TRY(facts.server, store.setting("server"));
    EARSHOT_TRY(const std::string notice, store.setting(sync::notice_setting));
    facts.notice = sync::notice_named(notice);
    EARSHOT_TRY(facts.store, store.status());
    EARSHOT_TRY(facts.refused, store.refused());
    return facts;
}

std::string or_nothing(std::string_view text, std::string_view otherwise) {
    return std::string(text.empty() ? otherwise : text);
}

void print_facts(Shell& shell, const DeviceFacts& facts) {
    const auto line = [&](std::string_view label, const std::string& text) {
        shell.console.print_line(fmt::format("{:<14}{}", label, text));
    };
    const sync::StoreStatus& store = facts.store;
    line("device", to_text(facts.device));
    line("name", or_nothing(facts.name, "not named yet"));
    line("site", or_nothing(facts.site, "not said"));
    line("role", or_nothing(facts.role, "not enrolled"));
    line("server", or_nothing(facts.server, "not enrolled; everything stays on this device"));
    line("stories", std::to_string(store.stories));
    line("waiting", fmt::format("{} to send, {} of them stories", store.waiting, store.waiting_stories));
    line("refused", std::to_string(store.refused));
    for (const sync::RefusedRecord& refused : facts.refused)
        line("", fmt::format("{} {}: {}", sync::name_of(refused.kind), to_text(refused.id), refused.reason));
    line("last agreed", store.last_agreed ? to_rfc3339(*store.last_agreed) : "never");
    if (facts.notice != sync::Notice::none) line("notice", std::string(text_of(facts.notice)));
    line("data", fmt::format("{}, {} KB", shell.data_folder, (store.bytes + 1'023) / 1'024));
}

void print_facts_json(Shell& shell, const DeviceFacts& facts) {
    sync::JsonWriter json;
    json.text("device", to_text(facts.device));
    json.text("name", facts.name);
    json.text("site", facts.site);
    json.text("role", facts.role);
    json.text("server", facts.server);
    json.truth("enrolled", !facts.server.empty());
    json.number("stories", facts.store.stories);
    json.number("waiting", facts.store.waiting);
    json.number("waiting_stories", facts.store.waiting_stories);
    json.number("refused", facts.store.refused);
    json.begin_array("refusals");
    for (const sync::RefusedRecord& refused : facts.refused) {
        json.begin_object({});
        json.text("kind", sync::name_of(refused.kind));
        json.text("id", to_text(refused.id));
        json.text("reason", refused.reason);
        json.text("at", to_rfc3339(refused.at));
        json.end();
    }
    json.end();
    if (facts.store.last_agreed) {
        json.text("last_agreed", to_rfc3339(*facts.store.last_agreed));
    } else {
        json.null("last_agreed");
    }
    if (facts.notice != sync::Notice::none) json.text("notice", name_of(facts.notice));
    json.text("data", shell.data_folder);
    json.number("bytes", facts.store.bytes);
    shell.console.print_line(json.take());
}

struct StatusOptions {
    bool json = false, dismiss = false;
};

ExitCode run_status(Shell& shell, const StatusOptions& options) {
    auto store = open_store(shell);
    if (!store) return shell.fail(store.error());
    if (options.dismiss) {
        if (const auto done = (*store)->set_setting(sync::notice_setting, ""); !done) return shell.fail(done.error());
    }
    const auto facts = read_facts(**store);
    if (!facts) return shell.fail(facts.error());
    options.json ? print_facts_json(shell, *facts) : print_facts(shell, *facts);
    return ExitCode::done;
}

ExitCode run_backup(Shell& shell, const std::string& file) {
    if (shell.files.exists(file)) {
        return shell.fail({Errc::invalid, file + " exists already and was left as it is. Name a file that does not."});
    }
    auto store = open_store(shell);
    if (!store) return shell.fail(store.error());
    if (const auto copied = (*store)->backup(file); !copied) return shell.fail(copied.error());
    shell.console.say("everything on this device is now also in " + file);
    return ExitCode::done;
}

}  // namespace

void add_status(const Command& app, Shell& shell) {
    const auto options = std::make_shared<StatusOptions>();
    const Command command = app.add_command("status", "Say what this device holds and what waits to be sent");
    command.flag("--json", options->json, "One JSON object");
    command.flag("--dismiss", options->dismiss, "Put a notice away that you have read");
    command.footer("Examples:\n  earshot status\n  earshot status --json");
    command.runs([&shell, options] { return run_status(shell, *options); });
}

void add_backup(const Command& app, Shell& shell) {
    const auto file = std::make_shared<std::string>();
    const Command command = app.add_command("backup", "Copy everything on this device into one new file");
    command.option("file", *file, "The file to make; it must not exist yet").required();
    command.footer(
        "The copy is complete and consistent, also while the device is in use by this program.\n"
        "To go back to it, put it in an empty folder as earshot.db and name that folder with --data.\n\n"
        "Examples:\n  earshot backup /media/stick/leeds-2026-11-03.db");
    command.runs([&shell, file] { return run_backup(shell, *file); });
}

}  // namespace earshot::app
