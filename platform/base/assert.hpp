// platform/base/assert.hpp: a promise inside our own code, checked in every build.
//
// A broken promise means the program no longer knows what it is doing; going on could damage what people wrote.
// So the check stays on in release and ends the process, which loses nothing: everything of worth is on disk already.
// Trouble that can be expected from outside (bad input, network, disk) is a Result, never an assert.
#pragma once

namespace earshot {

// Prints the broken promise on stderr and aborts.
[[noreturn]] void broken_promise(const char* promise, const char* file, int line);

}  // namespace earshot

#define EARSHOT_ASSERT(promise) \
    (static_cast<bool>(promise) ? static_cast<void>(0) : ::earshot::broken_promise(#promise, __FILE__, __LINE__))
