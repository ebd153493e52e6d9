// app/window_program.hpp: the composition root of the programs with a window: the tablet app and the kiosk.
#pragma once

#include "app/cli/screens.hpp"

namespace earshot::app {

// Opens the data folder and the window, and returns when the window is closed; by then everything typed is on disk.
Result<void> run_window(const WindowProgramOptions& options);

}  // namespace earshot::app
