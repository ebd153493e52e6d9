#include "app/widgets/button.hpp"

#include <catch2/catch_test_macros.hpp>

#include "app/widgets/card.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/toggle.hpp"
#include "tests/ui/harness.hpp"

namespace earshot::app {
namespace {

using test::UiHarness;

constexpr Rect place{100, 100, 240, 64};

TEST_CASE("a button counts when the finger lifts over it", "[button]") {
    UiHarness screen;
    int pressed = 0;
    screen.show([&](Ui& ui) { pressed += button(ui, "a", place, {.label = "Save"}) ? 1 : 0; });
    screen.touch_down(200, 130);
    CHECK(pressed == 0);
    screen.touch_up();
    CHECK(pressed == 1);
    screen.drag(200, 130, 500, 400);
    CHECK(pressed == 1);
    screen.tap(500, 400);
    CHECK(pressed == 1);
    screen.drag(500, 400, 200, 130);  // came from elsewhere
    CHECK(pressed == 1);
    screen.tap(101, 101);
    CHECK(pressed == 2);
}

TEST_CASE("a press shows at once and fades", "[button]") {
    UiHarness screen;
    screen.show([&](Ui& ui) { button(ui, "a", place, {.label = "Save", .look = Look::primary}); });
    CHECK(screen.shows(110, 110, screen.colours().primary));
    screen.touch_down(200, 130);
    CHECK(screen.shows(110, 110, screen.colours().primary_down));
    screen.touch_up();
    screen.pass(Duration{300});
    CHECK(screen.shows(110, 110, screen.colours().primary));
    CHECK(screen.frame().next >= Instant::never());
}

TEST_CASE("a disabled button says why and does nothing", "[button]") {
    UiHarness screen;
    int pressed = 0;
    const ButtonOptions options{
        .label = "Save story", .look = Look::primary, .enabled = false, .why_not = "Write down what they said first"};
    Vec2 size;
    screen.show([&](Ui& ui) {
        size = button_size(ui, options);
        pressed += button(ui, "a", {100, 100, size.x, size.y}, options) ? 1 : 0;
        button(ui, "b", {100, 300, 200, 64}, {.label = "Other"});
    });
    screen.tap(150, 130);
    screen.press(ImGuiKey_Tab);
    screen.press(ImGuiKey_Enter);
    CHECK(pressed == 0);
    CHECK(screen.shows(110, 110, screen.colours().fill));
    CHECK(size.x > 250);  // the reason is the longer line
    CHECK(screen.layout_problems().empty());
}

TEST_CASE("keys walk to a button, a ring shows where they are, Enter and Space press it", "[button]") {
    UiHarness screen;
    int first = 0;
    int second = 0;
    screen.show([&](Ui& ui) {
        first += button(ui, "a", place, {.label = "One"}) ? 1 : 0;
        second += button(ui, "b", {100, 300, 240, 64}, {.label = "Two"}) ? 1 : 0;
    });
    const Colour focus = screen.colours().focus;
    // The ring is 3 wide, 3 off the edge.
    const auto ring_at = [&](float y) { return screen.shows(220, y - 5, focus); };
    CHECK_FALSE(ring_at(100));
    screen.press(ImGuiKey_Tab);
    CHECK(ring_at(100));
    CHECK_FALSE(screen.shows(220, 98, focus));
    screen.press(ImGuiKey_Enter);
    CHECK(first == 1);
    screen.press(ImGuiKey_DownArrow);
    CHECK(ring_at(300));
    CHECK_FALSE(ring_at(100));
    screen.press(ImGuiKey_Space);
    CHECK(second == 1);
    CHECK(first == 1);
    screen.tap(220, 130);
    CHECK(first == 2);
    CHECK_FALSE(ring_at(100));  // fingers need no ring
    CHECK_FALSE(ring_at(300));
}

TEST_CASE("what lies on top gets the touch", "[touch]") {
    UiHarness screen;
    int below = 0;
    int above = 0;
    bool blocked = false;
    screen.show([&](Ui& ui) {
        below += button(ui, "below", {100, 100, 300, 200}, {.label = "Below"}) ? 1 : 0;
        above += button(ui, "above", {150, 150, 100, 64}, {.label = "Above"}) ? 1 : 0;
        if (blocked) ui.block({100, 100, 300, 200});
    });
    screen.tap(200, 180);
    CHECK(above == 1);
    CHECK(below == 0);
    screen.tap(350, 280);
    CHECK(below == 1);
    blocked = true;
    screen.frames(2);
    screen.tap(200, 180);
    screen.tap(350, 280);
    CHECK(above + below == 2);
}

TEST_CASE("a long press is told once and is not a click", "[touch]") {
    UiHarness screen;
    int longs = 0;
    int clicks = 0;
    screen.show([&](Ui& ui) {
        const Touch touch = ui.touch(ui.id("a"), place);
        longs += touch.long_press ? 1 : 0;
        clicks += touch.clicked ? 1 : 0;
    });
    screen.touch_down(200, 130);
    screen.pass(Duration{900});
    screen.touch_up();
    CHECK(longs == 1);
    CHECK(clicks == 0);
    screen.tap(200, 130);
    CHECK(clicks == 1);
}

TEST_CASE("words that are a little too long use the padding, longer ones wrap", "[button]") {
    UiHarness screen;
    const ButtonOptions options{.label = "Geschichte speichern", .icon = Icon::check};
    screen.show([&](Ui& ui) {
        const float natural = button_size(ui, options).x;
        CHECK(button_height(ui, options, natural) == 64);
        CHECK(button_height(ui, options, natural - 20) == 64);
        const float narrow = natural * 0.62F;
        const float height = button_height(ui, options, narrow);
        CHECK(height > 64);
        button(ui, "a", {50, 50, narrow, height}, options);
    });
    CHECK(screen.layout_problems().empty());
}

TEST_CASE("a toggle switches by finger and key and keeps nothing itself", "[toggle]") {
    UiHarness screen;
    bool on = false;
    const ToggleOptions options{.label = "May leave us", .icon = Icon::flag, .attention = true};
    screen.show([&](Ui& ui) {
        if (toggle(ui, "t", {50, 50, 400, 64}, on, options)) on = !on;
    });
    screen.tap(60, 80);
    CHECK(on);
    screen.pass(Duration{300});
    CHECK(screen.count({50, 50, 400, 64}, screen.colours().attention) > 900);
    screen.press(ImGuiKey_Tab);
    screen.press(ImGuiKey_Space);
    CHECK_FALSE(on);
}

TEST_CASE("what fades lets the page shine through, what follows does not", "[motion]") {
    UiHarness screen;
    screen.show([&](Ui& ui) {
        {
            const FadeScope fade(ui, 0.5F);
            fill(ui, {0, 0, 100, 100}, ui.theme.colour.primary);
        }
        fill(ui, {100, 0, 100, 100}, ui.theme.colour.primary);
    });
    const Palette& c = screen.colours();
    CHECK(screen.shows(50, 50, mixed(c.paper, c.primary, 0.5F)));
    CHECK(screen.shows(150, 50, c.primary));
}

TEST_CASE("with less movement everything changes at once", "[motion]") {
    UiHarness screen({.theme = {.less_movement = true}});
    bool on = false;
    screen.show([&](Ui& ui) {
        if (toggle(ui, "t", {50, 50, 400, 64}, on, {.label = "Yes"})) on = !on;
    });
    screen.tap(60, 80);
    CHECK(screen.frame().next >= Instant::never());
    CHECK(screen.count({50, 50, 400, 64}, screen.colours().primary) > 900);
}

}  // namespace
}  // namespace earshot::app
