// platform/host/interruption.hpp: whether somebody asked this program to end (Ctrl-C, SIGTERM, a closed terminal).
#pragma once

namespace earshot::platform {

// From here on such a request only raises a flag; the program looks at it and ends in order. Call from main.
void catch_interruption();
bool is_interrupted();

}  // namespace earshot::platform
