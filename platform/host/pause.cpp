#include "platform/host/pause.hpp"

#include <thread>

namespace earshot::platform {

void pause(Duration duration) {
    std::this_thread::sleep_for(duration);
}

}  // namespace earshot::platform
