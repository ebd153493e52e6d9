// app/cli/subcommands.hpp: the subcommands, one function each, that add themselves to the command line.
//
// A subcommand that is chosen runs while the command line is read, and leaves its exit code in the shell.
#pragma once

#include "app/cli/command.hpp"

namespace earshot::app {

void add_log(const Command& app, Shell& shell);
void add_echo(const Command& app, Shell& shell);
void add_attach(const Command& app, Shell& shell);
void add_media(const Command& app, Shell& shell);
void add_list(const Command& app, Shell& shell);
void add_show(const Command& app, Shell& shell);
void add_restore(const Command& app, Shell& shell);
void add_import(const Command& app, Shell& shell);
void add_export(const Command& app, Shell& shell);
void add_enrol(const Command& app, Shell& shell);
void add_sync(const Command& app, Shell& shell);
void add_doctor(const Command& app, Shell& shell);
void add_status(const Command& app, Shell& shell);
void add_forget(const Command& app, Shell& shell);
void add_backup(const Command& app, Shell& shell);
void add_shot(const Command& app, Shell& shell);
void add_kiosk(const Command& app, Shell& shell);
void add_demo(const Command& app, Shell& shell);
// What happens without a subcommand: the tablet app.
void add_window(const Command& app, Shell& shell);

}  // namespace earshot::app
