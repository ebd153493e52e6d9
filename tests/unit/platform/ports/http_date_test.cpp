#include "platform/ports/http_date.hpp"

#include <catch2/catch_test_macros.hpp>

namespace earshot::platform {

TEST_CASE("the time a server says it is") {
    for (const std::int64_t seconds : {0LL, 1'793'701'205LL, 784'111'777LL, 4'102'444'799LL})
        CHECK(parse_http_date(to_http_date({seconds * 1'000}))->unix_ms == seconds * 1'000);
    CHECK(to_http_date({784'111'777'999}) == "Sun, 06 Nov 1994 08:49:37 GMT");  // The example of the RFC.
    CHECK(parse_http_date("Tue, 03 Nov 2026 10:20:05 GMT")->unix_ms == 1'793'701'205'000);
    CHECK(parse_http_date("Thu, 01 Jan 1970 00:00:00 GMT")->unix_ms == 0);
    CHECK_FALSE(parse_http_date(""));
    CHECK_FALSE(parse_http_date("Tue, 03 Nov 2026 10:20:05 UTC"));
    CHECK_FALSE(parse_http_date("Tue, 03 Foo 2026 10:20:05 GMT"));
    CHECK_FALSE(parse_http_date("Tue, 31 Feb 2026 10:20:05 GMT"));
    CHECK_FALSE(parse_http_date("Tue, 03 Nov 2026 10:20:xx GMT"));
    CHECK_FALSE(parse_http_date("Tuesday, 03-Nov-26 10:20:05 GMT"));
}

}  // namespace earshot::platform
