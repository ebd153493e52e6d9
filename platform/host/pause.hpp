// platform/host/pause.hpp: lets time pass, for programs that have nothing to do until another program has moved on.
#pragma once

#include "platform/base/time.hpp"

namespace earshot::platform {

void pause(Duration duration);

}  // namespace earshot::platform
