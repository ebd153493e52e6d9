#include "app/frame/toast.hpp"

#include <catch2/catch_test_macros.hpp>

namespace earshot::app {
namespace {

TEST_CASE("a toast stays its four seconds and goes") {
    Toasts toasts;
    CHECK(toasts.shown({0}) == nullptr);
    CHECK(toasts.next() == Instant::never());
    toasts.say("Saved", {1'000});
    REQUIRE(toasts.shown({4'999}) != nullptr);
    CHECK(*toasts.shown({4'999}) == "Saved");
    CHECK(toasts.next() == Instant{5'000});
    CHECK(toasts.shown({5'000}) == nullptr);
}

TEST_CASE("a second toast waits for the first and then has its own time") {
    Toasts toasts;
    toasts.say("one", {0});
    toasts.say("two", {100});
    CHECK(*toasts.shown({3'999}) == "one");
    CHECK(*toasts.shown({4'000}) == "two");
    CHECK(toasts.next() == Instant{8'000});
    CHECK(*toasts.shown({7'999}) == "two");
    CHECK(toasts.shown({8'000}) == nullptr);
}

}  // namespace
}  // namespace earshot::app
