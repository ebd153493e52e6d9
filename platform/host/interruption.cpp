#include "platform/host/interruption.hpp"

#include <signal.h>

namespace earshot::platform {
namespace {

volatile sig_atomic_t interrupted = 0;

void raise_flag(int /*signal*/) {
    interrupted = 1;
}

}  // namespace

void catch_interruption() {
    struct sigaction action {};
    action.sa_handler = raise_flag;
    ::sigemptyset(&action.sa_mask);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        ::sigaction(signal, &action, nullptr);
}

bool is_interrupted() {
    return interrupted != 0;
}

}  // namespace earshot::platform
