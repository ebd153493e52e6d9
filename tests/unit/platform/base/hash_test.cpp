#include "platform/base/hash.hpp"

#include <catch2/catch_test_macros.hpp>

namespace earshot {

TEST_CASE("FNV-1a gives the published values") {
    CHECK(fnv1a_64("") == 0xcbf29ce484222325U);
    CHECK(fnv1a_64("a") == 0xaf63dc4c8601ec8cU);
    CHECK(fnv1a_64("foobar") == 0x85944171f73967e8U);
    // The published offset basis, and the published hash of "a": d228cb696f1a8caf78912b704e4a8964.
    CHECK(fnv1a_128("")[0] == 0x6c);
    CHECK(fnv1a_128("a")[0] == 0xd2);
    CHECK(fnv1a_128("a")[15] == 0x64);
}

}  // namespace earshot
