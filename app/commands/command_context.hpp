// app/commands/command_context.hpp: who gives a command, where and when.
#pragma once

#include <string>
#include <vector>

#include "platform/ports/random.hpp"

namespace earshot::app {

struct CommandContext {
    Id device;
    std::string device_name;  // "Leeds, Counter 2"
    std::string site;         // the key of the site this device stands at; empty: nobody said
    WallTime now;
    CivilTime here;                   // what the wall clock shows beside the device
    std::vector<std::string> stages;  // the keys a story may name; empty: unknown, anything goes
    platform::Random& random;
};

}  // namespace earshot::app
