#include "sync/server/stamp_limit.hpp"

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/unit/sync/server/fixture.hpp"

namespace earshot::sync {
namespace {

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t year = 365LL * 86'400'000;

std::uint64_t clock_at(std::int64_t ms) {
    return static_cast<std::uint64_t>(test::noon.unix_ms + ms) << 16;
}

TEST_CASE("a stamp may be a little ahead of the store, and never far") {
    struct Row {
        const char* why;
        std::int64_t newest, stamp;
        bool is_ahead;
    };
    const auto row = GENERATE(values<Row>({
        {"in time", -minute, 0, false},
        {"years behind: a device that was off", -minute, -3 * year, false},
        {"a clock set by hand", -minute, 4 * minute, false},
        {"years ahead", -minute, 3 * year, true},
        {"the store's clock went back: what it holds is the measure", 3 * year, 3 * year + 500, false},
        {"even then not years beyond that", 3 * year, 6 * year, true},
    }));
    INFO(row.why);
    const StampLimit limit(clock_at(row.newest), test::noon);
    CHECK(limit.is_ahead(test::sample_story(1, "late", clock_at(row.stamp))) == row.is_ahead);
    // Law: what is counted from there is taken, and is later than everything the store holds.
    CHECK_FALSE(limit.is_ahead(test::sample_story(1, "late", limit.count_from() + 1)));
    CHECK(limit.count_from() >= limit.newest());
}

TEMPLATE_TEST_CASE("what is stamped far ahead is not stored, and what was accepted stays the measure", "[shared_store]",
                   test::SqliteHome, test::PostgresHome) {
    test::SharedStoreFixture<TestType> shared;
    const auto device = shared.enrol(1), reader = shared.enrol(2);
    const std::vector<Record> ahead{test::sample_story(1, "in time", clock_at(0)),
                                    test::sample_story(2, "ahead", clock_at(year))};
    const auto verdicts = shared.push(device, ahead);
    CHECK(verdicts[0].refusal.empty());
    CHECK_FALSE(verdicts[1].refusal.empty());
    CHECK(verdicts[1].count_from == clock_at(0));
    CHECK(shared.feed(reader).count == 1);
    CHECK(shared.push(device, {test::sample_story(4, "stamped anew", verdicts[1].count_from + 1)})[0].refusal.empty());

    // Accepted when its time has come; then the store's clock goes back by a year.
    CHECK(shared.store->push(device, 0, ahead, test::noon + Duration{year}).value() == std::vector<Verdict>(2));
    shared.reopen();
    CHECK(shared.push(device, {test::sample_story(3, "later", clock_at(year) + 1)}) == std::vector<Verdict>(1));
    CHECK(shared.feed(reader).count == 4);
}

}  // namespace
}  // namespace earshot::sync
