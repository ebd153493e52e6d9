// platform/host/heap.hpp: what becomes of memory this process no longer needs.
#pragma once

namespace earshot::platform {

// Call first in main(). From then on large buffers go back to the system when they are freed, and many threads share a
// few heaps. Otherwise glibc keeps a heap for each thread and, once it has seen large buffers, those too, each at its
// largest: a server that has given a device its first twenty megabytes would hold two hundred for ever.
void give_back_freed_memory();

}  // namespace earshot::platform
