#include "platform/host/heap.hpp"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace earshot::platform {

void give_back_freed_memory() {
#ifdef __GLIBC__
    // Setting the threshold also ends its growing by itself (mallopt(3)).
    mallopt(M_MMAP_THRESHOLD, 1024 * 1024);
    mallopt(M_TRIM_THRESHOLD, 1024 * 1024);
    mallopt(M_ARENA_MAX, 2);
#endif
}

}  // namespace earshot::platform
