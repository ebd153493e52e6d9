#include "platform/base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace earshot {

void broken_promise(const char* promise, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: broken promise: %s\n", file, line, promise);
    std::abort();
}

}  // namespace earshot
