#include "sync/server/rates.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace earshot;
using namespace earshot::sync;

namespace {

constexpr WallTime noon{1'793'701'200'000};
constexpr Duration second{1'000}, hour{3'600'000}, year{365LL * 24 * 3'600'000};

}  // namespace

TEST_CASE("a bucket gives what it holds, then what flows in") {
    TokenBuckets buckets({.burst = 3, .per_second = 2}, 10);
    for (int i = 0; i < 3; ++i)
        CHECK_FALSE(buckets.take("a", noon));
    CHECK(buckets.take("a", noon) == Duration{500});
    CHECK_FALSE(buckets.take("b", noon));  // Another's is its own.
    CHECK(buckets.take("a", noon + Duration{250}) == Duration{250});
    CHECK_FALSE(buckets.take("a", noon + Duration{500}));
    CHECK(buckets.take("a", noon + Duration{500}));
    for (int i = 0; i < 3; ++i)
        CHECK_FALSE(buckets.take("a", noon + hour));  // Not more than it holds, however long it was.
    CHECK(buckets.take("a", noon + hour));
}

TEST_CASE("a bucket gives many at once, and never asks for more than it can hold") {
    TokenBuckets buckets({.burst = 10, .per_second = 2}, 10);
    CHECK_FALSE(buckets.take("a", noon, 7));
    CHECK(buckets.take("a", noon, 7) == Duration{2'000});
    CHECK_FALSE(buckets.take("a", noon, 3));
    CHECK_FALSE(buckets.take("a", noon + Duration{5'000}, 1e9));
    CHECK(buckets.take("a", noon + Duration{5'000}, 1) == Duration{500});
}

TEST_CASE("a clock that is put back or forward locks nobody out") {
    TokenBuckets buckets({.burst = 1, .per_second = 1}, 10);
    CHECK_FALSE(buckets.take("a", noon + year));
    CHECK(buckets.take("a", noon) == second);
    CHECK_FALSE(buckets.take("a", noon + second));
    Guesses guesses(10);
    for (int i = 0; i < 5; ++i)
        CHECK_FALSE(guesses.begin("a", noon + year));
    CHECK(guesses.begin("a", noon).value() <= Duration{2'000});
    CHECK_FALSE(guesses.begin("a", noon + 3 * second));
}

TEST_CASE("of more keys than fit those not heard for longest are forgotten") {
    RecentlyHeard<int> values(3);
    values.at("a") = 1;
    values.at("b") = 2;
    values.at("c") = 3;
    CHECK(values.at("a") == 1);
    values.at("d") = 4;
    CHECK(values.size() == 3);
    CHECK(values.at("a") == 1);
    CHECK(values.at("b") == 0);  // Made anew.
}

TEST_CASE("wrong guesses wait longer and longer, right ones cost nothing") {
    Guesses guesses(10);
    WallTime now = noon;
    for (int i = 0; i < 20; ++i) {
        CHECK_FALSE(guesses.begin("right", now));
        guesses.forgive("right");
    }
    for (int i = 0; i < 5; ++i)
        CHECK_FALSE(guesses.begin("wrong", now));
    Duration before{0};
    int made = 5;
    for (const WallTime end = now + hour * 10; now < end;) {
        const auto wait = guesses.begin("wrong", now);
        if (!wait) {
            ++made;
            continue;
        }
        CHECK(*wait >= before);
        CHECK(*wait <= Duration{15 * 60'000});
        before = *wait;
        now = now + *wait;
    }
    CHECK(made < 5 + 10 + 4 * 10 + 1);  // Ten doublings, then four an hour.
    CHECK_FALSE(guesses.begin("wrong", now + hour));
    CHECK_FALSE(guesses.begin("wrong", now + hour));  // Forgotten after an hour without one.
}
