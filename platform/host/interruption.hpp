// platform/host/interruption.hpp: whether somebody asked this program to end (Ctrl-C, SIGTERM, a closed terminal).
#pragma once

namespace earshot::platform {

// From here on such a request only raises a flag; the program looks at it and ends in order. Call from main.
void catch_interruption();
bool is_interrupted();

// For programs whose other threads do the work while main waits, instead of the two above: hold first thing in main,
// before any thread starts; then wait returns when the request comes, also when it came before.
enum class Interruption { end, hang_up };  // hang_up: SIGHUP, which keepers send to have files read again
void hold_interruption();
Interruption wait_for_interruption();

}  // namespace earshot::platform
