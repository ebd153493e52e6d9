#include <catch2/catch_test_macros.hpp>

#include "app/widgets/button.hpp"
#include "app/widgets/scroll_area.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/sheet.hpp"
#include "app/widgets/toast.hpp"
#include "tests/ui/harness.hpp"

namespace earshot::app {
namespace {

using test::UiHarness;

constexpr Rect area_rect{100, 100, 400, 300};

struct List {
    UiHarness screen;
    float top = 0;
    std::vector<int> pressed = std::vector<int>(40);
    VisibleRows rows;

    List() {
        screen.show([this](Ui& ui) {
            ScrollArea area(ui, "list", area_rect);
            top = area.top();
            rows = visible_rows(area, area.top(), 64, pressed.size());
            for (std::size_t i = rows.first; i < rows.last; ++i) {
                const IdScope scope(ui, "row", i);
                const Rect row{area_rect.x, area.top() + static_cast<float>(i) * 64, area.width(), 60};
                pressed[i] += button(ui, "b", row, {.label = "Row"}) ? 1 : 0;
            }
            area.end(64 * static_cast<float>(pressed.size()));
        });
    }
};

TEST_CASE("a tap presses, a drag scrolls and presses nothing", "[scroll]") {
    List list;
    list.screen.tap(300, 130);
    CHECK(list.pressed[0] == 1);
    list.screen.drag(300, 350, 300, 200);
    CHECK(list.top < 100 - 100);
    for (const int count : list.pressed)
        CHECK(count <= 1);
    // A tremble below the tap slop is still a tap.
    const float before = list.top;
    list.screen.pass(Duration{3'000});
    const float still = list.top;
    CHECK(still <= before);
    list.screen.drag(300, 250, 304, 255, 2);
    CHECK(list.top == still);
    int total = 0;
    for (const int count : list.pressed)
        total += count;
    CHECK(total == 2);
}

TEST_CASE("a quick drag glides on and comes to rest", "[scroll]") {
    List list;
    list.screen.drag(300, 380, 300, 180, 4);
    const float let_go = list.top;
    list.screen.pass(Duration{100});
    CHECK(list.top < let_go - 10);
    list.screen.pass(Duration{4'000});
    const float rest = list.top;
    list.screen.pass(Duration{500});
    CHECK(list.top == rest);
    CHECK(list.screen.frame().next >= Instant::never());  // nothing is drawn when nothing moves
}

TEST_CASE("the wheel scrolls what is below the mouse, never past the ends", "[scroll]") {
    List list;
    list.screen.mouse_move(300, 200);
    list.screen.wheel(-2);
    CHECK(list.top == 100 - 144);
    list.screen.wheel(100);
    CHECK(list.top == 100);
    list.screen.wheel(-1'000);
    CHECK(list.top == 100 - (64 * 40 - 300));
    list.screen.mouse_move(700, 550);
    list.screen.wheel(5);
    CHECK(list.top == 100 - (64 * 40 - 300));
}

TEST_CASE("only visible rows are drawn, and the keyboard reaches all of them", "[scroll]") {
    List list;
    CHECK(list.rows.last <= 7);
    for (int i = 0; i < 20; ++i)
        list.screen.press(ImGuiKey_Tab);
    list.screen.press(ImGuiKey_Enter);
    CHECK(list.pressed[19] == 1);
    CHECK(list.top < 100 - 64 * 14);
    for (int i = 0; i < 19; ++i)
        list.screen.press(ImGuiKey_UpArrow);
    list.screen.press(ImGuiKey_Enter);
    CHECK(list.pressed[0] == 1);
    CHECK(list.top == 100);
}

struct Page {
    UiHarness screen;
    bool open = false;
    int below = 0;
    int inside = 0;

    Page() {
        screen.show([this](Ui& ui) {
            below += button(ui, "below", {20, 20, 200, 64}, {.label = "Below"}) ? 1 : 0;
            below += button(ui, "low", {20, 400, 200, 64}, {.label = "Low"}) ? 1 : 0;
            if (Sheet sheet(ui, "sheet", open, {.title = "Sending", .top = 150}); sheet) {
                const Rect content = sheet.content();
                inside += button(ui, "in", {content.x, content.y, 200, 64}, {.label = "In"}) ? 1 : 0;
            }
        });
    }
    void show_sheet() {
        open = true;
        screen.pass(Duration{300});
    }
};

TEST_CASE("below a sheet nothing can be touched or reached", "[sheet]") {
    Page page;
    page.screen.tap(100, 50);
    CHECK(page.below == 1);
    page.show_sheet();
    CHECK(page.screen.shows(400, 560, page.screen.colours().paper));
    page.screen.tap(100, 430);  // over the second button
    CHECK(page.below == 1);
    CHECK(page.open);
    for (int i = 0; i < 6; ++i) {
        page.screen.press(ImGuiKey_Tab);
        CHECK(page.open);
    }
    page.screen.press(ImGuiKey_Tab, ImGuiMod_Shift);
    page.screen.tap(160, 250);
    CHECK(page.inside == 1);
}

TEST_CASE("a sheet leaves by its cross, by Escape, and by a touch beside it", "[sheet]") {
    Page page;
    page.show_sheet();
    page.screen.press(ImGuiKey_Escape);
    CHECK_FALSE(page.open);
    page.screen.pass(Duration{300});
    page.show_sheet();
    page.screen.tap(400, 60);
    CHECK_FALSE(page.open);
    // While it slides away the page is free again.
    page.screen.tap(100, 50);
    CHECK(page.below == 1);
    page.screen.pass(Duration{300});
    page.show_sheet();
    page.screen.tap(772 - 14 - 32, 150 + 14 + 32);
    CHECK_FALSE(page.open);
    page.screen.pass(Duration{300});
    CHECK(page.screen.shows(400, 560, page.screen.colours().paper));
    CHECK(page.screen.frame().next >= Instant::never());
}

TEST_CASE("the focus returns to where it was before the sheet", "[sheet]") {
    Page page;
    page.screen.press(ImGuiKey_Tab);
    page.screen.press(ImGuiKey_Tab);
    page.show_sheet();
    page.screen.press(ImGuiKey_Escape);
    page.screen.pass(Duration{300});
    page.screen.press(ImGuiKey_Enter);
    CHECK(page.below == 1);
    CHECK(page.screen.count({20, 380, 220, 110}, page.screen.colours().focus) > 400);
}

TEST_CASE("a toast lies above and its action can be pressed", "[toast]") {
    UiHarness screen;
    bool undone = false;
    int below = 0;
    screen.show([&](Ui& ui) {
        below += ui.touch(ui.id("page"), ui.screen()).clicked ? 1 : 0;
        undone = toast(ui, "Story saved on this tablet", "Undo") || undone;
    });
    const float y = 600 - 96 - 24 - 32;
    screen.tap(400 + 160, y);
    CHECK(undone);
    CHECK(below == 0);
    screen.tap(30, 30);
    CHECK(below == 1);
}

}  // namespace
}  // namespace earshot::app
