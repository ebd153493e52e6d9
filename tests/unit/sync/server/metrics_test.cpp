#include "sync/server/metrics.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace earshot;
using namespace earshot::sync;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("how long requests took is counted in classes that add up") {
    Metrics metrics;
    for (const std::int64_t ms : {0, 1, 2, 3, 100, 101, 9'000})
        metrics.note_latency(Duration{ms});
    const std::string text = metrics.text();
    CHECK_THAT(text, ContainsSubstring("# TYPE earshot_request_seconds histogram\n"));
    CHECK_THAT(text, ContainsSubstring("earshot_request_seconds_bucket{le=\"0.001\"} 2\n"));
    CHECK_THAT(text, ContainsSubstring("earshot_request_seconds_bucket{le=\"0.1\"} 5\n"));
    CHECK_THAT(text, ContainsSubstring("earshot_request_seconds_bucket{le=\"5\"} 6\n"));
    CHECK_THAT(text, ContainsSubstring("earshot_request_seconds_bucket{le=\"+Inf\"} 7\n"));
    CHECK_THAT(text, ContainsSubstring("earshot_request_seconds_count 7\n"));
    CHECK_THAT(text, ContainsSubstring("earshot_request_seconds_sum 9.207\n"));
}

TEST_CASE("a gauge says what is so now") {
    CHECK(text_of({"connections", "Connections that are open.", 3}) ==
          "# HELP earshot_connections Connections that are open.\n# TYPE earshot_connections gauge\n"
          "earshot_connections 3\n");
}
