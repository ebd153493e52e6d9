// platform/host/open_files.hpp: how many files and connections this process may have open at once.
#pragma once

#include <cstdint>

namespace earshot::platform {

// Asks for as many as the system allows this process. How many it now may.
std::uint64_t raise_open_files_limit();

}  // namespace earshot::platform
