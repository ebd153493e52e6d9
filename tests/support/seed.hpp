// tests/support/seed.hpp: where a test's chance comes from.
//
//   const std::uint64_t seed = test::seed();
//   INFO("repeat with TEST_SEED=" << seed);
//   Prng prng(seed);
#pragma once

#include <cstdint>

namespace earshot::test {

// TEST_SEED from the environment, otherwise a new one for each run.
std::uint64_t seed();

}  // namespace earshot::test
