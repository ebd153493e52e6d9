#include "sync/server/story_query.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace earshot;
using namespace earshot::sync;

TEST_CASE("what a query asks of the list") {
    const WallTime now{1'793'701'200'000};
    const auto request = story_request_of(
        {{"kind", "pain"}, {"stage", "buy"}, {"site", "leeds"}, {"month", "2026-11"}, {"limit", "1000"}}, 50, now);
    REQUIRE(request);
    CHECK(request->kind == "pain");
    CHECK(request->stage == "buy");
    CHECK(request->site == "leeds");
    CHECK(request->month == Month{2026, 11});
    CHECK(request->stories_most == 1'000);
    CHECK(request->now == now);
    CHECK(story_request_of({}, 50, now)->stories_most == 50);
    CHECK(story_request_of({{"format", "csv"}}, 50, now, "format"));
}

TEST_CASE("a query that asks for what there is not names the parameter") {
    struct Row {
        const char* name;
        std::string value;
        const char* told;
    };
    for (const Row& row : {
             Row{"limit", "0", "limit: \"0\" is not between 1 and 1000"},
             Row{"limit", "1001", "limit"},
             Row{"limit", "-1", "limit"},
             Row{"limit", "+1", "limit"},
             Row{"limit", "1e3", "limit"},
             Row{"limit", "99999999999999999999", "limit"},
             Row{"kind", "joy", "kind: \"joy\" is not praise, pain, idea or issue"},
             Row{"month", "2026-13", "month: \"2026-13\" is not a month"},
             Row{"month", "november", "month"},
             Row{"after", "x", "after"},
             Row{"after", std::string(48, 'A'), "after"},
             Row{"after", std::string(47, 'a'), "after"},
             Row{"after", std::string(1'000'000, 'a'), "after"},
             Row{"sort", "words", "\"sort\" is no parameter of this address"},
             Row{"format", "csv", "\"format\" is no parameter"},
         }) {
        INFO(row.name << "=" << row.value.substr(0, 60));
        const auto request = story_request_of({{row.name, row.value}}, 50, {});
        REQUIRE_FALSE(request);
        CHECK(request.error().code == Errc::invalid);
        CHECK(request.error().message.size() < 200);
        CHECK_THAT(request.error().message, Catch::Matchers::ContainsSubstring(row.told));
    }
}

TEST_CASE("a place comes back as it was") {
    Id id;
    id.bytes = {1, 2, 3, 0xff};
    for (const std::int64_t place : {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1}, std::int64_t{0},
                                     std::int64_t{1} << 62, std::numeric_limits<std::int64_t>::max()}) {
        const StoryPlace there{place, id};
        CHECK(to_text(there).size() == 48);
        CHECK(parse_place(to_text(there)).value() == there);
    }
}
