// tests/fuzz/fuzz_target.hpp: what every fuzz target is: a function that eats any bytes.
//
// A crash, a sanitizer's report, a hang or a law that does not hold is a finding. Each target is a program of its own:
// built with clang's libFuzzer it looks for new ways through the code (./tests/run fuzz), built like any test it eats
// the kept corpus and seeded changes of it (replay.cpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "platform/base/assert.hpp"

// The name libFuzzer looks for.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace earshot::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

// A property that holds whatever was eaten.
#define FUZZ_LAW(property) EARSHOT_ASSERT(property)

}  // namespace earshot::fuzz
