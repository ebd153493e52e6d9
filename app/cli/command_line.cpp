#include "app/cli/command_line.hpp"

#include <CLI/CLI.hpp>

#include "app/cli/data_folder.hpp"
#include "app/cli/subcommands.hpp"

namespace earshot::app {
namespace {

void add_subcommands(const Command& app, Shell& shell) {
    add_log(app, shell);
    add_list(app, shell);
    add_show(app, shell);
    add_echo(app, shell);
    add_restore(app, shell);
    add_attach(app, shell);
    add_media(app, shell);
    add_import(app, shell);
    add_export(app, shell);
    add_enrol(app, shell);
    add_sync(app, shell);
    add_status(app, shell);
    add_doctor(app, shell);
    add_backup(app, shell);
    add_forget(app, shell);
    add_shot(app, shell);
    add_kiosk(app, shell);
    add_demo(app, shell);
    add_window(app, shell);
}

// What CLI11 has to say, after our own fashion: help is data, a mistake is a message with a hint.
ExitCode answer(Shell& shell, const CLI::App& app, const CLI::ParseError& trouble) {
    if (trouble.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
        const bool version = dynamic_cast<const CLI::CallForVersion*>(&trouble) != nullptr;
        shell.console.print(version ? std::string(trouble.what()) + "\n" : app.help());
        return ExitCode::done;
    }
    std::string command = "earshot";
    for (const CLI::App* chosen : app.get_subcommands())
        command += " " + chosen->get_name();
    return shell.wrong(std::string(trouble.what()) + "\nRun \"" + command + " --help\" for examples.");
}

}  // namespace

ExitCode run_command_line(Shell& shell, int count, const char* const* arguments) {
    CLI::App app{"Earshot keeps a company within earshot of its customers.", "earshot"};
    app.set_version_flag("--version", "earshot " EARSHOT_VERSION);
    app.require_subcommand(0, 1);
    app.fallthrough();
    app.option_defaults()->always_capture_default(false);
    shell.data_folder = default_data_folder();
    app.add_option("--data", shell.data_folder, "The data folder; otherwise the usual place of this user");
    app.footer("Exit codes: 0 done, 1 failed with a reason, 2 wrong usage. Data goes to stdout, messages to stderr.");
    add_subcommands({app, shell}, shell);
    try {
        app.parse(std::vector<std::string>(std::make_reverse_iterator(arguments + count),
                                           std::make_reverse_iterator(arguments)));
    } catch (const CLI::ParseError& trouble) {
        shell.exit_code = answer(shell, app, trouble);
    }
    if (!shell.console.flush() && shell.exit_code == ExitCode::done) {
        shell.exit_code = shell.fail({Errc::io, "the output could not be written; it is not complete"});
    }
    return shell.exit_code;
}

}  // namespace earshot::app
