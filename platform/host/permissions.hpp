// platform/host/permissions.hpp: what every user of this machine may do with a file (POSIX permission bits).
#pragma once

#include <string>

namespace earshot::platform {

// False also for a file that is not there.
bool others_may_read(const std::string& file);
bool others_may_enter(const std::string& folder);

}  // namespace earshot::platform
