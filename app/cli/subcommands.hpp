// app/cli/subcommands.hpp: the subcommands, one function each, that add themselves to the command line.
//
// A subcommand that is chosen runs while the command line is read, and leaves its exit code in the shell.
#pragma once

#include <CLI/CLI.hpp>

#include "app/cli/shell.hpp"

namespace earshot::app {

void add_log(CLI::App& app, Shell& shell);
void add_echo(CLI::App& app, Shell& shell);
void add_attach(CLI::App& app, Shell& shell);
void add_media(CLI::App& app, Shell& shell);
void add_list(CLI::App& app, Shell& shell);
void add_show(CLI::App& app, Shell& shell);
void add_restore(CLI::App& app, Shell& shell);
void add_import(CLI::App& app, Shell& shell);
void add_export(CLI::App& app, Shell& shell);
void add_enrol(CLI::App& app, Shell& shell);
void add_sync(CLI::App& app, Shell& shell);
void add_doctor(CLI::App& app, Shell& shell);
void add_status(CLI::App& app, Shell& shell);
void add_forget(CLI::App& app, Shell& shell);
void add_backup(CLI::App& app, Shell& shell);
void add_shot(CLI::App& app, Shell& shell);
void add_kiosk(CLI::App& app, Shell& shell);
void add_demo(CLI::App& app, Shell& shell);
// What happens without a subcommand: the tablet app.
void add_window(CLI::App& app, Shell& shell);

}  // namespace earshot::app
