#include "sync/replica/progress.hpp"

#include <algorithm>
#include <cstdlib>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/base/prng.hpp"
#include "tests/support/seed.hpp"

namespace earshot::sync {
namespace {

constexpr Duration second{1'000};

// Work that goes at a given rate, measured piece by piece on a clock of its own.
struct Worker {
    Pace pace;
    Instant now{1'000};
    double left = 0;

    void work(Duration took, double done) {
        now = now + took;
        left -= done;
        pace.note(now, took, done, left);
    }
    Duration said() const { return *pace.ends() - now; }
};

TEST_CASE("nothing is said before there is something to measure") {
    struct Row {
        const char* why;
        std::vector<std::pair<Duration, double>> pieces;
        bool speaks;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing was done yet", {}, false},
        {"one piece may be of any speed", {{5 * second, 10}}, false},
        {"two pieces, but over in a moment", {{Duration{100}, 10}, {Duration{100}, 10}}, false},
        {"two pieces and a second", {{second, 10}, {second, 10}}, true},
        {"time passed and nothing moved", {{5 * second, 0}, {5 * second, 0}}, false},
    }));
    INFO(row.why);
    Worker worker{.left = 1'000};
    for (const auto& [took, done] : row.pieces)
        worker.work(took, done);
    CHECK(worker.pace.ends().has_value() == row.speaks);
}

TEST_CASE("work that goes evenly ends when it was said to") {
    Worker worker{.left = 1'000};
    for (int i = 0; i < 100; ++i) {
        worker.work(2 * second, 10);
        if (i > 0) REQUIRE(worker.pace.ends() == Instant{1'000 + 200'000});
    }
    CHECK(worker.said() == Duration{0});
}

TEST_CASE("what was said counts down with the clock and never jumps") {
    const std::uint64_t seed = test::seed();
    INFO("seed " << seed);
    Prng chance(seed);
    Worker worker{.left = 1e6};
    for (int i = 0; i < 2'000; ++i) {
        const auto before = worker.pace.ends();
        const Duration took{1 + static_cast<std::int64_t>(chance.below(20'000))};
        // A line whose speed is a matter of luck, over four powers of ten; more may be added to what is left.
        const auto done = static_cast<double>(chance.below(10)) * (chance.chance(0.1) ? 1'000.0 : 1.0);
        worker.left = std::max(worker.left, 10.0) + (chance.chance(0.05) ? 1e5 : 0.0);
        worker.work(took, done);
        if (!before || !worker.pace.ends()) continue;
        const Duration expected = std::max(*before - worker.now, Duration{0});
        const Duration step = std::max(Duration{expected.count() / 3}, 5 * second);
        CHECK(std::abs((worker.said() - expected).count()) <= step.count() + 1);
        CHECK(worker.said() >= Duration{0});
    }
}

TEST_CASE("a line that becomes slow is believed after a while, one slow piece hardly shows") {
    Worker worker{.left = 10'000};
    for (int i = 0; i < 20; ++i)
        worker.work(2 * second, 100);
    REQUIRE(worker.said() == 160 * second);  // 8,000 left at 50 a second
    worker.work(6 * second, 100);
    CHECK(worker.said() < 220 * second);
    for (int i = 0; i < 30; ++i)
        worker.work(2 * second, 10);
    const double true_rest = worker.left / 5;  // seconds
    CHECK(static_cast<double>(worker.said().count()) / 1'000 > 0.9 * true_rest);
    CHECK(static_cast<double>(worker.said().count()) / 1'000 < 1.1 * true_rest);
}

TEST_CASE("a pause takes back what was said and keeps what was measured") {
    Worker worker{.left = 100};
    worker.work(second, 10);
    worker.work(second, 10);
    REQUIRE(worker.pace.ends());
    worker.pace.pause();
    CHECK_FALSE(worker.pace.ends());
    worker.now = worker.now + 600 * second;
    worker.work(second, 10);
    CHECK(worker.said() == 7 * second);
}

}  // namespace
}  // namespace earshot::sync
