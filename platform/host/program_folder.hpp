// platform/host/program_folder.hpp: where this program lies, and what lies near it.
#pragma once

#include <string>

#include "platform/ports/files.hpp"

namespace earshot::platform {

// The folder of the running program, without a slash at the end.
std::string program_folder();

// The folder of icons, strings and the demo company: EARSHOT_ASSETS where it is set, otherwise share/earshot beside the
// bin folder of an installation, otherwise assets in the source tree the program was built in.
// Errc::not_found, with the places that were tried.
Result<std::string> find_assets(const Files& files);

}  // namespace earshot::platform
