#include "platform/fake/seeded_random.hpp"

#include <catch2/catch_test_macros.hpp>

namespace earshot::platform {

TEST_CASE("the same seed gives the same chance, another seed another") {
    SeededRandom a(1), b(1), c(2);
    const Id first = a.uuid7({1'000});
    CHECK(first == b.uuid7({1'000}));
    CHECK(first != c.uuid7({1'000}));
    CHECK(first != a.uuid7({1'000}));
}

}  // namespace earshot::platform
