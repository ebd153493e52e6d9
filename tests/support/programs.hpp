// tests/support/programs.hpp: the real programs, run as people and scripts run them.
//
//   const Outcome logged = run_earshot(data, {"log", "--kind", "pain", "--words", "Nobody rang."});
//   CHECK(logged.code == 0);
#pragma once

#include <string>
#include <vector>

#include "platform/host/child_process.hpp"

namespace earshot::test {

// Whatever takes longer than this hangs.
inline constexpr Duration patience{120'000};

struct Outcome {
    int code = -1;  // 128 + the signal, when one ended it
    std::string out, err;
};

using Arguments = std::vector<std::string>;

// The programs are built beside the test.
std::string program_path(const std::string& name);
// Runs to the end. `environment` is NAME=VALUE.
Outcome run_program(const std::string& path, const Arguments& arguments, const Arguments& environment = {});
// earshot --data <data> <arguments>
Outcome run_earshot(const std::string& data, Arguments arguments);
// What it printed, less the line break; fails the test when it did not end with 0.
std::string output_of(const std::string& data, Arguments arguments);

// Lines without their ends; the last one may lack it.
std::vector<std::string> lines_of(const std::string& text);

}  // namespace earshot::test
