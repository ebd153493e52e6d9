#include "platform/host/host_random.hpp"

#include <cerrno>

#include <sys/random.h>

#include "platform/base/assert.hpp"

namespace earshot::platform {

void HostRandom::fill(std::span<std::uint8_t> out) {
    while (!out.empty()) {
        const auto count = getrandom(out.data(), out.size(), 0);
        if (count < 0 && errno == EINTR) continue;
        EARSHOT_ASSERT(count > 0);  // A kernel without chance cannot make ids that differ: better no process at all.
        out = out.subspan(static_cast<std::size_t>(count));
    }
}

}  // namespace earshot::platform
