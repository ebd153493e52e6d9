#include "app/frame/autosave.hpp"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "platform/base/prng.hpp"
#include "tests/support/seed.hpp"

namespace earshot::app {
namespace {

TEST_CASE("the first key after a rest is kept at once, the next ones at the pace") {
    Autosave autosave;
    CHECK_FALSE(autosave.due({1'000}));
    autosave.changed({1'000});
    REQUIRE(autosave.due({1'000}));
    autosave.handed_over({1'000});
    autosave.kept();

    autosave.changed({1'050});
    CHECK_FALSE(autosave.due({1'499}));
    CHECK(autosave.next() == Instant{1'500});
    CHECK(autosave.due({1'500}));
}

TEST_CASE("a failed commit leaves the text to be kept") {
    Autosave autosave;
    autosave.changed({0});
    autosave.handed_over({0});
    autosave.failed({20});
    CHECK(autosave.is_dirty());
    CHECK_FALSE(autosave.due({21}));
    CHECK(autosave.due({520}));
}

TEST_CASE("nothing is handed over while a commit is under way") {
    Autosave autosave;
    autosave.changed({0});
    autosave.handed_over({0});
    autosave.changed({700});
    CHECK_FALSE(autosave.due({5'000}));
    autosave.kept();
    CHECK(autosave.due({5'000}));
}

TEST_CASE("however one types, no key waits longer than the pace") {
    const std::uint64_t seed = test::seed();
    INFO("seed " << seed);
    Prng chance(seed);
    Autosave autosave;
    Instant now{0};
    Instant oldest_unsaved = Instant::never();
    for (int i = 0; i < 20'000; ++i) {
        now = now + Duration{static_cast<std::int64_t>(chance.below(30))};
        if (chance.chance(0.3)) {
            autosave.changed(now);
            oldest_unsaved = std::min(oldest_unsaved, now);
        }
        if (autosave.due(now)) {
            REQUIRE(now - oldest_unsaved <= Autosave::pace + Duration{30});
            autosave.handed_over(now);
            autosave.kept();
            oldest_unsaved = Instant::never();
        }
    }
}

}  // namespace
}  // namespace earshot::app
