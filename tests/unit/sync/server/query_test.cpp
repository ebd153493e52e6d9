#include "sync/server/query.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace earshot;
using namespace earshot::sync;

TEST_CASE("a query is read as it was meant") {
    struct Row {
        const char* why;
        const char* target;
        Query expected;
    };
    for (const Row& row : {
             Row{"none", "/v1/stories", {}},
             Row{"an empty one", "/v1/stories?", {}},
             Row{"two pairs", "/x?a=1&b=2", {{"a", "1"}, {"b", "2"}}},
             Row{"a value of nothing says nothing", "/x?a=&b&c=3", {{"c", "3"}}},
             Row{"percent-encoding and a space of forms", "/x?site=l%C3%A9eds+north%26", {{"site", "léeds north&"}}},
             Row{"a second equals sign", "/x?a=b=c", {{"a", "b=c"}}},
             Row{"ampersands alone", "/x?&&", {}},
         }) {
        INFO(row.why);
        const auto query = parse_query(row.target);
        REQUIRE(query);
        CHECK(*query == row.expected);
        CHECK(parse_query("/x" + to_text(*query)).value() == row.expected);
    }
}

TEST_CASE("a query that cannot be read is told with its place") {
    struct Row {
        const char* target;
        const char* told;
    };
    for (const Row& row : {
             Row{"/x?a=1&a=2", "\"a\" is said twice"},
             Row{"/x?a=%zz", "\"%zz\" is not percent-encoded"},
             Row{"/x?a=%4", "\"%4\" is not percent-encoded"},
             Row{"/x?a=%", "\"%\" is not percent-encoded"},
             Row{"/x?a=%ff", "\"%ff\" is not UTF-8"},
             Row{"/x?%C0%80=1", "is not UTF-8"},
         }) {
        INFO(row.target);
        const auto query = parse_query(row.target);
        REQUIRE_FALSE(query);
        CHECK(query.error().code == Errc::invalid);
        CHECK_THAT(query.error().message, Catch::Matchers::ContainsSubstring(row.told));
    }
}
