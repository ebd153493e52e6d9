#include "platform/host/interruption.hpp"

#include <array>

#include <pthread.h>
#include <signal.h>

#include "platform/base/assert.hpp"

namespace earshot::platform {
namespace {

constexpr std::array requests_to_end{SIGINT, SIGTERM, SIGHUP};

volatile sig_atomic_t interrupted = 0;

void raise_flag(int /*signal*/) {
    interrupted = 1;
}

sigset_t set_of_requests() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : requests_to_end)
        sigaddset(&set, signal);
    return set;
}

}  // namespace

void catch_interruption() {
    struct sigaction action {};
    action.sa_handler = raise_flag;
    ::sigemptyset(&action.sa_mask);
    for (const int signal : requests_to_end)
        ::sigaction(signal, &action, nullptr);
}

bool is_interrupted() {
    return interrupted != 0;
}

void hold_interruption() {
    const sigset_t set = set_of_requests();
    EARSHOT_ASSERT(pthread_sigmask(SIG_BLOCK, &set, nullptr) == 0);
}

Interruption wait_for_interruption() {
    const sigset_t set = set_of_requests();
    int signal = 0;
    EARSHOT_ASSERT(sigwait(&set, &signal) == 0);
    return signal == SIGHUP ? Interruption::hang_up : Interruption::end;
}

}  // namespace earshot::platform
