// tests/sim/faults.hpp: what can go wrong in a world, and how often. One seed decides all of it.
#pragma once

#include <cstdint>

#include "platform/base/time.hpp"

namespace earshot::sim {

// Probabilities; where nothing else is said, in each tick of each machine.
struct Faults {
    // The network (weather.hpp), of each request or answer.
    double lose_request = 0, lose_answer = 0, cut_answer = 0;
    double duplicate = 0;  // the request arrives a second time, later
    Duration delay_most{0};

    // Disks (simulated_disk.hpp).
    double power_loss = 0, server_power_loss = 0;
    double write_fails = 0;  // of each write, sync, truncation and opening
    double bad_spell = 0;    // a disk is full, or broken, for a while

    // Clocks jump by years, forwards or back.
    double clock_jump = 0, server_clock_jump = 0;

    // People.
    double server_restore = 0;  // from an older backup, by the keeper; in each tick
    double clone = 0;           // a device's folder goes on in a second device
    double roll_back = 0;       // an older copy of a device's folder takes its place
    double wipe = 0;            // a device begins anew, and joins anew
    double revoke = 0;
    double attach = 0;  // a photo to a story, where the world has any
    double erase = 0;   // a customer, or one story, is to be forgotten, likewise
};

// From a fine day to a storm. Every kind of fault is absent from some worlds, so that the others are seen alone.
Faults faults_of(std::uint64_t seed);

}  // namespace earshot::sim
