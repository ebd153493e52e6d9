// platform/host/terminal.hpp: whether a person reads a stream on a terminal, or a file or another program does.
#pragma once

#include <cstdio>

namespace earshot::platform {

bool is_terminal(std::FILE* stream);

}  // namespace earshot::platform
