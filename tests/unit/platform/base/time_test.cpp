#include "platform/base/time.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/base/prng.hpp"
#include "tests/support/seed.hpp"

namespace earshot {

TEST_CASE("dates as people and files write them") {
    struct Row {
        const char* why;
        std::string text, expected;  // expected is empty: refused
    };
    const auto row = GENERATE(values<Row>({
        {"a date", "2026-11-03", "2026-11-03"},
        {"a date and a time", "2026-11-03T11:20", "2026-11-03T11:20"},
        {"a space for the T", "2026-11-03 11:20", "2026-11-03T11:20"},
        {"seconds are dropped", "2026-11-03T11:20:59", "2026-11-03T11:20"},
        {"midnight is a time", "2026-11-03T00:00", "2026-11-03T00:00"},
        {"a leap day", "2028-02-29", "2028-02-29"},
        {"no leap day in a common year", "2026-02-29", ""},
        {"no thirteenth month", "2026-13-01", ""},
        {"no day zero", "2026-11-00", ""},
        {"no hour 24", "2026-11-03T24:00", ""},
        {"no minute 60", "2026-11-03T11:60", ""},
        {"half a time", "2026-11-03T11", ""},
        {"another order", "03-11-2026", ""},
        {"a sign is not a digit", "2026-11-+3", ""},
        {"nothing", "", ""},
    }));
    INFO(row.why);
    const auto time = parse_civil(row.text);
    CHECK(time.has_value() == !row.expected.empty());
    if (time) CHECK(to_text(*time) == row.expected);
}

TEST_CASE("seconds and civil time are each other's inverse") {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    for (int i = 0; i < 5'000; ++i) {
        const auto seconds = (static_cast<std::int64_t>(chance.below(6'000'000'000)) - 2'000'000'000) / 60 * 60;
        REQUIRE(civil_seconds(civil_from_seconds(seconds)) == seconds);
    }
    CHECK(civil_seconds({1970, 1, 1}) == 0);
    CHECK(civil_seconds({1969, 12, 31, 23, 59}) == -60);
    CHECK(civil_seconds({2026, 11, 3, 10, 20}) == 1'793'701'200);
}

TEST_CASE("months and days are counted over the ends of years") {
    CHECK(to_text(Month{2026, 11}.plus(1)) == "2026-12");
    CHECK(to_text(Month{2026, 11}.plus(2)) == "2027-01");
    CHECK(to_text(Month{2026, 1}.plus(-1)) == "2025-12");
    CHECK(to_text(Month{2026, 3}.plus(-15)) == "2024-12");
    CHECK(parse_month("2026-11").value() == Month{2026, 11});
    CHECK_FALSE(parse_month("2026-00"));
    CHECK_FALSE(parse_month("2026-1"));
    CHECK(to_text(civil_date_plus_days({2026, 12, 31, 8, 30}, 1)) == "2027-01-01T08:30");
    CHECK(civil_days_between({2026, 12, 31}, {2027, 1, 1, 23, 59}) == 1);
    CHECK(civil_days_between({2027, 1, 1}, {2026, 12, 31}) == -1);
    CHECK(month_of({2026, 11, 3}) == Month{2026, 11});
}

TEST_CASE("wall time is shown in the zone of the wall, and logged in UTC") {
    const WallTime time{1'793'701'205'123};
    CHECK(to_rfc3339(time) == "2026-11-03T10:20:05.123Z");
    CHECK(to_text(civil_from_wall(time, std::chrono::minutes{60})) == "2026-11-03T11:20");
    CHECK(to_text(civil_from_wall(time, std::chrono::minutes{-630})) == "2026-11-02T23:50");
    CHECK(to_rfc3339({-1}) == "1969-12-31T23:59:59.999Z");
}

}  // namespace earshot
