#include "app/widgets/focus.hpp"

#include <catch2/catch_test_macros.hpp>

namespace earshot::app {
namespace {

// A button, a group of three tiles with the second chosen, a button below, and a sheet's button above all.
struct Screen {
    FocusOrder order;
    int top = 0;

    void frame(bool with_sheet = false) {
        order.add({.id = 1, .rect = {0, 0, 100, 40}});
        for (WidgetId i = 0; i < 3; ++i) {
            order.add(
                {.id = 10 + i, .group = 7, .rect = {static_cast<float>(i) * 60, 60, 50, 40}, .preferred = i == 1});
        }
        order.add({.id = 2, .rect = {0, 120, 100, 40}});
        if (with_sheet) order.add({.id = 50, .layer = 1, .rect = {0, 0, 50, 50}});
        order.end_frame(with_sheet ? 1 : 0);
    }
};

TEST_CASE("Tab walks in reading order, a group is one stop", "[focus]") {
    Screen s;
    s.frame();
    for (const WidgetId expected : {1U, 11U, 2U, 1U}) {
        CHECK(s.order.tab(false));
        CHECK(s.order.focused() == expected);
        CHECK(s.order.shows_ring());
        s.frame();
    }
    for (const WidgetId expected : {2U, 11U, 1U, 2U}) {
        s.order.tab(true);
        CHECK(s.order.focused() == expected);
        s.frame();
    }
}

TEST_CASE("arrows walk along a group and leave it across", "[focus]") {
    Screen s;
    s.frame();
    s.order.focus(11, true);
    s.frame();
    s.order.arrow(Direction::right);
    CHECK(s.order.focused() == 12);
    s.order.arrow(Direction::right);
    CHECK(s.order.focused() == 12);
    s.order.arrow(Direction::left);
    s.order.arrow(Direction::left);
    CHECK(s.order.focused() == 10);
    s.order.arrow(Direction::down);
    CHECK(s.order.focused() == 2);
    s.order.arrow(Direction::up);
    CHECK(s.order.focused() >= 10);
    s.order.arrow(Direction::up);
    CHECK(s.order.focused() == 1);
}

TEST_CASE("only the topmost layer can be reached", "[focus]") {
    Screen s;
    s.frame(true);
    for (int i = 0; i < 4; ++i) {
        s.order.tab(false);
        CHECK(s.order.focused() == 50);
    }
}

TEST_CASE("a touch hides the ring, a key shows it again", "[focus]") {
    Screen s;
    s.frame();
    s.order.focus(1, false);
    CHECK_FALSE(s.order.shows_ring());
    s.order.tab(false);
    CHECK(s.order.shows_ring());
    s.order.hide_ring();
    CHECK_FALSE(s.order.shows_ring());
}

TEST_CASE("when the focused control is gone, Tab starts anew", "[focus]") {
    Screen s;
    s.frame();
    s.order.focus(999, true);
    s.frame();
    s.order.tab(false);
    CHECK(s.order.focused() == 1);
    FocusOrder empty;
    empty.end_frame(0);
    CHECK_FALSE(empty.tab(false));
    CHECK_FALSE(empty.arrow(Direction::down));
}

TEST_CASE("who scrolls learns that the focus moved into it", "[focus]") {
    FocusOrder order;
    const auto frame = [&] {
        order.add({.id = 1, .scroll = 5, .rect = {0, 0, 10, 10}});
        order.add({.id = 2, .rect = {0, 50, 10, 10}});
    };
    frame();
    order.end_frame(0);
    order.tab(false);
    CHECK(order.moved());
    frame();
    CHECK(order.focused_in(5).has_value());
    CHECK_FALSE(order.focused_in(6).has_value());
    order.end_frame(0);
    frame();
    order.end_frame(0);
    CHECK_FALSE(order.moved());
}

}  // namespace
}  // namespace earshot::app
