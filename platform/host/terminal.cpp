#include "platform/host/terminal.hpp"

#include <unistd.h>

namespace earshot::platform {

bool is_terminal(std::FILE* stream) {
    return ::isatty(::fileno(stream)) == 1;
}

}  // namespace earshot::platform
