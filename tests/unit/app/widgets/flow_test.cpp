#include "app/widgets/flow.hpp"

#include <numeric>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

namespace earshot::app {
namespace {

TEST_CASE("a flow goes on in the next row", "[layout]") {
    Flow flow({10, 20, 100, 0}, 10, 5);
    CHECK(flow.place({40, 30}) == Rect{10, 20, 40, 30});
    CHECK(flow.place({50, 20}) == Rect{60, 20, 50, 20});
    CHECK(flow.place({60, 10}) == Rect{10, 55, 60, 10});
    CHECK(flow.height() == 45);
    CHECK(flow.place({500, 10}).width == 100);  // never wider than its place
}

TEST_CASE("a column adds gaps only between", "[layout]") {
    Column column({0, 0, 50, 0}, 8);
    CHECK(column.take(10).y == 0);
    CHECK(column.take(10).y == 18);
    CHECK(column.height() == 28);
}

TEST_CASE("a grid takes fewer columns when they would be narrow", "[layout]") {
    CHECK(grid({0, 0, 430, 0}, 4, 4, 100, 60, 10)[3] == Rect{330, 0, 100, 60});
    // Three would fit; two rows of two look calmer.
    const auto places = grid({0, 0, 350, 0}, 4, 4, 100, 60, 10);
    CHECK(places[1].y == 0);
    CHECK(places[2] == Rect{0, 70, 170, 60});
    CHECK(grid({0, 0, 50, 0}, 3, 3, 100, 60, 10)[2] == Rect{0, 140, 50, 60});
    CHECK(grid({0, 0, 50, 0}, 0, 3, 100, 60, 10).empty());
}

TEST_CASE("shares give the rest to all, or take from the widest", "[layout]") {
    const float naturals[] = {50, 100, 30};
    CHECK(shares(naturals, 220, 5) == std::vector<float>{60, 110, 40});
    const std::vector<float> tight = shares(naturals, 130, 5);
    using Catch::Matchers::WithinAbs;
    CHECK_THAT(std::accumulate(tight.begin(), tight.end(), 0.0F), WithinAbs(120, 0.1));
    CHECK_THAT(tight[2], WithinAbs(30, 0.01));
    CHECK_THAT(tight[0], WithinAbs(45, 0.1));
    CHECK_THAT(tight[1], WithinAbs(45, 0.1));
}

}  // namespace
}  // namespace earshot::app
