#include <catch2/catch_test_macros.hpp>

#include "app/widgets/mood_picker.hpp"
#include "app/widgets/segmented.hpp"
#include "app/widgets/select.hpp"
#include "app/widgets/stage_ribbon.hpp"
#include "app/widgets/tile.hpp"
#include "tests/ui/harness.hpp"

namespace earshot::app {
namespace {

using test::UiHarness;

const KindLabels kinds{"Praise", "Pain", "Idea", "Issue"};
const MoodLabels moods{"Furious", "Upset", "So-so", "Pleased", "Delighted"};

TEST_CASE("kinds stand in one row as in the design and are chosen by touch and keys", "[choices]") {
    UiHarness screen;
    std::optional<Kind> kind;
    float height = 0;
    screen.show([&](Ui& ui) {
        height = kind_picker_height(ui, kinds, 418);
        if (const auto pressed = kind_picker(ui, "k", {28, 100, 418, height}, kinds, kind)) kind = pressed;
    });
    CHECK(height == 68);
    screen.tap(180, 130);
    CHECK(kind == Kind::pain);
    screen.pass(Duration{300});
    CHECK(screen.shows(142, 150, screen.colours().pain_soft));
    screen.press(ImGuiKey_Tab);  // lands on the chosen one
    screen.press(ImGuiKey_RightArrow);
    screen.press(ImGuiKey_Enter);
    CHECK(kind == Kind::idea);
}

TEST_CASE("five moods, one chosen", "[choices]") {
    UiHarness screen;
    int mood = 0;
    screen.show([&](Ui& ui) {
        const Rect rect{28, 100, 378, mood_picker_height(ui, moods, 378)};
        if (const auto pressed = mood_picker(ui, "m", rect, moods, mood)) mood = *pressed;
    });
    screen.tap(28 + 378 - 20, 130);
    CHECK(mood == 5);
    screen.press(ImGuiKey_Tab);
    screen.press(ImGuiKey_LeftArrow);
    screen.press(ImGuiKey_Space);
    CHECK(mood == 4);
    CHECK(screen.layout_problems().empty());
}

TEST_CASE("a mood's face is drawn: a ring, two eyes and a mouth", "[choices]") {
    UiHarness screen;
    screen.show([&](Ui& ui) { mood_picker(ui, "m", {0, 0, 400, 68}, moods, 0); });
    const Colour ink = screen.colours().ink2;
    // The first face is 34 units wide in the middle of its fifth; its left eye is at (12, 15) of 34.
    const float left = 39 - 17;
    CHECK(screen.shows(left + 12, 6 + 15, ink, 30));
    CHECK(screen.shows(left + 22, 6 + 15, ink, 30));
    CHECK_FALSE(screen.shows(left + 17, 6 + 18, ink, 60));
}

TEST_CASE("a stage is chosen; in German the ribbon grows rows instead of cutting words", "[choices]") {
    UiHarness screen({.width = 1280});
    const std::vector<Stage> english{{"I look around", {}}, {"I choose", {}},    {"I get started", {}},
                                     {"I use it", {}},      {"I need help", {}}, {"I stay or go", {}}};
    const std::vector<Stage> german{{"Ich sehe mich um", {}}, {"Ich entscheide mich", {}},       {"Ich fange an", {}},
                                    {"Ich benutze es", {}},   {"Ich brauche Unterstützung", {}}, {"Ich gehe", {}}};
    std::optional<std::size_t> stage;
    float height_english = 0;
    float height_german = 0;
    screen.show([&](Ui& ui) {
        height_english = stage_ribbon_height(ui, english, 812);
        height_german = stage_ribbon_height(ui, german, 812);
        if (const auto pressed = stage_ribbon(ui, "s", {28, 40, 812, height_english}, english, stage)) stage = pressed;
        stage_ribbon(ui, "g", {28, 200, 812, height_german}, german, 4);
    });
    CHECK(height_english == 68);
    CHECK(height_german > 130);
    screen.tap(640, 70);
    CHECK(stage == 4);
    screen.pass(Duration{300});
    CHECK(screen.shows(640, 46, screen.colours().primary));
    CHECK(screen.layout_problems().empty());
    // The ring goes around the whole ribbon.
    screen.press(ImGuiKey_Tab);
    CHECK(screen.shows(430, 195, screen.colours().focus));
    screen.press(ImGuiKey_Tab);
    CHECK(screen.shows(430, 35, screen.colours().focus));
}

TEST_CASE("segments share a track and stack when they do not fit", "[choices]") {
    UiHarness screen;
    const std::vector<Segment> segments{{"Light"}, {"Dark"}, {"High contrast"}};
    std::size_t chosen = 0;
    screen.show([&](Ui& ui) {
        CHECK(segmented_height(ui, segments, 508) == 68);
        CHECK(segmented_height(ui, segments, 200) > 180);
        if (const auto pressed = segmented(ui, "s", {20, 20, 508, 68}, segments, chosen)) chosen = *pressed;
    });
    screen.tap(460, 50);
    CHECK(chosen == 2);
}

TEST_CASE("a select opens its list above everything and gives the choice", "[select]") {
    UiHarness screen;
    const std::vector<std::string_view> languages{"English", "Español", "Deutsch"};
    std::optional<std::size_t> chosen = 0;
    int below = 0;
    screen.show([&](Ui& ui) {
        if (const auto picked = select(ui, "s", {50, 50, 300, 64}, {.choices = languages, .selected = chosen}))
            chosen = picked;
        const Touch touch = ui.touch(ui.id("below"), {50, 120, 300, 300});
        below += touch.clicked ? 1 : 0;
    });
    screen.tap(100, 80);
    screen.tap(100, 205);  // the second row
    CHECK(chosen == 1);
    CHECK(below == 0);
    screen.tap(100, 205);
    CHECK(below == 1);  // the list is gone

    screen.tap(100, 80);
    screen.tap(700, 500);  // beside it
    screen.tap(100, 205);
    CHECK(below == 2);
    CHECK(chosen == 1);

    screen.press(ImGuiKey_Tab);
    screen.press(ImGuiKey_Enter);  // opens; the chosen one has the focus
    screen.press(ImGuiKey_DownArrow);
    screen.press(ImGuiKey_Enter);
    CHECK(chosen == 2);
    screen.press(ImGuiKey_Enter);
    screen.press(ImGuiKey_Escape);
    screen.tap(100, 205);
    CHECK(below == 3);
}

}  // namespace
}  // namespace earshot::app
