#include "app/cli/http_date.hpp"

#include <catch2/catch_test_macros.hpp>

namespace earshot::app {

TEST_CASE("the time a server says it is") {
    CHECK(parse_http_date("Tue, 03 Nov 2026 10:20:05 GMT")->unix_ms == 1'793'701'205'000);
    CHECK(parse_http_date("Thu, 01 Jan 1970 00:00:00 GMT")->unix_ms == 0);
    CHECK_FALSE(parse_http_date(""));
    CHECK_FALSE(parse_http_date("Tue, 03 Nov 2026 10:20:05 UTC"));
    CHECK_FALSE(parse_http_date("Tue, 03 Foo 2026 10:20:05 GMT"));
    CHECK_FALSE(parse_http_date("Tue, 31 Feb 2026 10:20:05 GMT"));
    CHECK_FALSE(parse_http_date("Tue, 03 Nov 2026 10:20:xx GMT"));
    CHECK_FALSE(parse_http_date("Tuesday, 03-Nov-26 10:20:05 GMT"));
}

}  // namespace earshot::app
