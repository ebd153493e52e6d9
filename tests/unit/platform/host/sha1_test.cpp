#include "platform/host/sha1.hpp"

#include <catch2/catch_test_macros.hpp>

using earshot::platform::sha1_hex;

TEST_CASE("SHA-1 of the examples of FIPS 180-4") {
    CHECK(sha1_hex("") == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    CHECK(sha1_hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
}
