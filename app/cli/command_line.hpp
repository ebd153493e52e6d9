// app/cli/command_line.hpp: what was typed after "earshot", carried out.
#pragma once

#include "app/cli/shell.hpp"

namespace earshot::app {

// Reads the arguments (without the program's name), runs the subcommand, gives the exit code: 0 done, 1 failed with a
// reason on stderr, 2 wrong usage.
ExitCode run_command_line(Shell& shell, int count, const char* const* arguments);

}  // namespace earshot::app
