// app/demo_program.hpp: the demo company as real programs on this machine: a server, a tablet and a wall, syncing over
// loopback.
//
// Everything lies in a folder that is gone afterwards. With a display two windows open, and the demo ends when one of
// them is closed. Headless the same loop runs by commands: a story logged on the tablet must arrive on the wall; then
// every screen's picture and a summary are written.
#pragma once

#include <string>

#include "app/cli/screens.hpp"

namespace earshot::app {

// Errors say which step failed, with what that program had to say.
Result<void> run_demo(const DemoProgramOptions& options);

}  // namespace earshot::app
