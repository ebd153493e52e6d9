#include "tests/support/seed.hpp"

#include <cstdlib>
#include <random>

namespace earshot::test {

std::uint64_t seed() {
    if (const char* text = std::getenv("TEST_SEED")) return std::strtoull(text, nullptr, 10);
    return std::random_device{}();
}

}  // namespace earshot::test
