#include "platform/host/hmac.hpp"

#include <catch2/catch_test_macros.hpp>

// Test cases 1 and 2 of RFC 4231.
TEST_CASE("HMAC with SHA-256 is that of the RFC") {
    CHECK(earshot::platform::hmac_sha256_hex(std::string(20, '\x0b'), "Hi There") ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    CHECK(earshot::platform::hmac_sha256_hex("Jefe", "what do ya want for nothing?") ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}
