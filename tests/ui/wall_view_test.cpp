#include "app/views/wall_view.hpp"

#include <cstdlib>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <fmt/format.h>

#include "tests/ui/wall_harness.hpp"

namespace earshot::app {
namespace {

using test::wall_of;

struct Wall : test::WallHarness {
    using WallHarness::WallHarness;
    void open() { show(view); }
    WallView view;
};

TEST_CASE("a touch on any card of the wall opens its story among those of the stage") {
    const std::string story = GENERATE("Story 4", "Story 3", "Story 2");
    Wall wall;
    wall.tell_several(5);
    wall.open();
    CHECK(wall.state.wall.stage == "need-help");
    wall.tap("“" + story);
    CHECK(wall.story_open() == story);
    CHECK(wall.state.reader.within.stage == "need-help");
    CHECK(wall.state.reader.within.month == Month{2026, 11});
}

TEST_CASE("two touches lead to any story of the month: its stage, then its card") {
    Wall wall;
    wall.tell_several(3);
    wall.tell("choose", "Which of the two", "2026-11-02");
    wall.open();
    wall.tap("I choose");
    CHECK(wall.state.wall.stage == "choose");
    wall.tap("“Which of the two");
    CHECK(wall.story_open() == "Which of the two");
}

TEST_CASE("a story that names no stage is on the wall too") {
    Wall wall;
    wall.tell_several(3);
    wall.tell("", "I forget when", "2026-11-02");
    wall.open();
    wall.tap("Stage not said");
    CHECK(wall.sees("“I forget when"));
}

TEST_CASE("the page arrows say how much there is, turn the page and come back") {
    Wall wall;
    wall.tell_several(8);
    wall.open();
    CHECK(wall.sees("“Story 7"));
    wall.tap("more");
    CHECK(wall.state.wall.first == 3);
    CHECK(wall.sees("“Story 4"));
    CHECK(wall.sees("newer"));
    wall.tap("more");
    CHECK(wall.state.wall.first == 6);
    CHECK_FALSE(wall.sees("more"));
    wall.tap("newer");
    CHECK(wall.state.wall.first == 3);
}

TEST_CASE("in large text the page arrows say nothing in words that would have to be small for it") {
    const float text_scale = GENERATE(1.0F, 2.0F);
    Wall wall(wall_of(1920, 1080, ThemeName::light, text_scale, "de"));
    wall.tell_several(8);
    wall.open();
    CHECK(wall.sees("“Story 7"));
    CHECK(wall.sees("weitere") == (text_scale == 1));
}

TEST_CASE("a story that arrives does not move the page under the finger") {
    Wall wall;
    wall.tell_several(8);
    wall.open();
    wall.tap("more");
    wall.tell("need-help", "Just now", "2026-11-22T14:00");
    wall.settle();
    CHECK(wall.state.wall.first == 4);
    CHECK(wall.sees("“Story 4"));
}

TEST_CASE("a swipe turns the page, a short one springs back, and neither opens a card") {
    Wall wall;
    wall.tell_several(8);
    wall.open();
    wall.drag(600, 300);
    CHECK(wall.state.wall.first == 3);
    wall.drag(300, 600);
    CHECK(wall.state.wall.first == 0);
    wall.drag(600, 570);
    CHECK(wall.state.wall.first == 0);
    CHECK(wall.story_open() == "none");
}

TEST_CASE("a swipe beyond the last page leads to the next stage") {
    Wall wall;
    wall.tell_several(2);
    wall.tell("stay-or-go", "I am staying", "2026-11-03");
    wall.open();
    wall.drag(600, 300);
    CHECK(wall.state.wall.stage == "stay-or-go");
}

TEST_CASE("a page comes in from the side it was pulled from and then stands still") {
    Wall wall;
    wall.tell_several(8);
    wall.screen.set_theme({.form = Form::wall});
    wall.open();
    wall.screen.tap("more");
    wall.screen.frames(8);
    const float moving = wall.screen.ui().problems.place_of("“Story 4").x;
    CHECK(moving > 80);
    wall.screen.pass(Duration{400});
    const float still = wall.screen.ui().problems.place_of("“Story 4").x;
    CHECK(still < moving);
    CHECK(wall.screen.frame().next > wall.screen.now() + Duration{1'000});
}

TEST_CASE("keys alone lead to a story") {
    Wall wall;
    wall.tell_several(8);
    wall.open();
    wall.press(ImGuiKey_PageDown);
    CHECK(wall.state.wall.first == 3);
    wall.press(ImGuiKey_PageUp);
    CHECK(wall.state.wall.first == 0);
    // The month, the search, the stages, the cards.
    for (int i = 0; i < 4; ++i)
        wall.press(ImGuiKey_Tab);
    wall.press(ImGuiKey_Enter);
    CHECK(wall.story_open() == "Story 7");
}

TEST_CASE("an empty stage says so and leads to where the stories are") {
    Wall wall;
    wall.tell_several(3);
    wall.open();
    wall.tap("I choose");
    CHECK(wall.sees("Nobody told us"));
    wall.tap("I need help: 3 stories");
    CHECK(wall.state.wall.stage == "need-help");
    CHECK(wall.sees("“Story 2"));
}

TEST_CASE("an empty month says so and leads to the one before") {
    Wall wall;
    wall.tell("use", "In October", "2026-10-09");
    wall.open();
    CHECK(wall.sees("No story of November 2026"));
    wall.tap("Show October 2026");
    CHECK(wall.state.wall.month == Month{2026, 10});
    CHECK(wall.state.wall.stage == "use");
    CHECK(wall.sees("“In October"));
}

TEST_CASE("the newest month has no month after it") {
    Wall wall;
    wall.tell_several(3);
    wall.open();
    const Rect month = wall.screen.ui().problems.place_of("November 2026");
    const auto step = [&](float x) {
        wall.screen.tap(x, month.centre().y);
        wall.settle();
    };
    step(month.right() + 50);
    CHECK(wall.state.wall.month == Month{2026, 11});
    step(month.x - 50);
    CHECK(wall.state.wall.month == Month{2026, 10});
    step(month.right() + 50);
    CHECK(wall.state.wall.month == Month{2026, 11});
}

TEST_CASE("a site narrows the wall") {
    Wall wall;
    wall.tell_several(3);
    wall.add_site("leeds", "Leeds");
    wall.add_site("hull", "Hull");
    wall.tell("need-help", "From Hull", "2026-11-19", {{"site", "hull"}});
    wall.open();
    wall.tap("All sites");
    wall.tap("Hull");
    CHECK(wall.state.wall.site == "hull");
    CHECK(wall.sees("“From Hull"));
    CHECK_FALSE(wall.sees("“Story"));
    CHECK(wall.sees("1 story from 1 site"));
}

TEST_CASE("what is searched for is shown on the same wall, and Escape ends it") {
    Wall wall;
    wall.tell_several(5);
    wall.open();
    wall.tap("Search");
    wall.screen.type("story 2");
    wall.settle();
    CHECK(wall.state.wall.search == "story 2");
    CHECK(wall.sees("“Story 2"));
    CHECK_FALSE(wall.sees("“Story 4"));
    wall.screen.type("xyz");
    wall.settle();
    CHECK(wall.sees("Nobody said"));
    wall.press(ImGuiKey_Escape);
    CHECK(wall.state.wall.search.empty());
    CHECK(wall.sees("“Story 4"));
    CHECK(wall.sees("Search"));
}

TEST_CASE("a customer who may leave is on the wall until somebody answers, and the clock goes on") {
    Wall wall;
    wall.tell_several(3);
    const Id risky = wall.tell("use", "I have asked three times", "2026-11-21T22:00", {{"at_risk", std::int64_t{1}}});
    wall.open();
    CHECK(wall.sees("1 customer may leave"));
    CHECK(wall.sees("First answer due in 31 h"));
    wall.clock.advance(std::chrono::hours(32));
    wall.settle();
    CHECK(wall.sees("First answer overdue by 5 min"));
    wall.tap("Read");
    CHECK(wall.story_open() == "I have asked three times");
    CHECK(wall.state.reader.within.at_risk);

    wall.put(sync::Kind::reply, {{"story", to_text(risky)}, {"words", "We are on our way."}});
    wall.settle();
    CHECK_FALSE(wall.sees("1 customer may leave"));
}

TEST_CASE("a silent site leads to the last that was heard from it") {
    Wall wall;
    wall.tell_several(3);
    wall.add_site("leeds", "Leeds");
    wall.tell("choose", "The last of Leeds", "2026-10-30", {{"site", "leeds"}});
    wall.open();
    wall.tap("Leeds has been silent for 3 weeks");
    CHECK(wall.state.wall.site == "leeds");
    CHECK(wall.state.wall.month == Month{2026, 10});
    CHECK(wall.sees("“The last of Leeds"));
}

TEST_CASE("nothing on the wall names a customer") {
    Wall wall;
    wall.tell_several(3);
    wall.open();
    CHECK_FALSE(wall.sees("NH-20417"));
    CHECK(wall.sees("A nurse in Leeds"));
}

TEST_CASE("a wall nobody touches draws nothing") {
    Wall wall;
    wall.tell_several(8);
    wall.open();
    CHECK(wall.screen.frame().next == Instant::never());
}

TEST_CASE("the words of the wall fit at every text size, in every language and theme") {
    struct Row {
        int width, height;
        ThemeName theme;
        float text_scale;
        const char* language;
    };
    const auto row = GENERATE(values<Row>({
        {1280, 720, ThemeName::light, 1, "en"},
        {1280, 720, ThemeName::contrast, 1.5F, "en"},
        {1280, 720, ThemeName::dark, 2, "en"},
        {1280, 720, ThemeName::light, 3, "en"},
        {1280, 720, ThemeName::light, 1, "de"},
        {1280, 720, ThemeName::light, 1.5F, "de"},
        {1280, 720, ThemeName::light, 2, "de"},
        {1280, 960, ThemeName::light, 1, "de"},
    }));
    INFO(row.width << "x" << row.height << ", text " << row.text_scale << ", " << row.language);
    Wall wall(wall_of(row.width, row.height, row.theme, row.text_scale, row.language));
    wall.demo_company();
    wall.open();
    for (const std::string& problem : wall.screen.layout_problems())
        UNSCOPED_INFO(problem);
    CHECK(wall.screen.layout_problems().empty());
}

// For eyes: EARSHOT_PICTURES=<folder> ui_tests "[.pictures]"
TEST_CASE("pictures of the wall", "[.pictures]") {
    const char* folder = std::getenv("EARSHOT_PICTURES");
    REQUIRE(folder != nullptr);
    struct Row {
        const char* name;
        test::FrontOptions options;
    };
    const auto row = GENERATE(values<Row>({
        {"light", wall_of(1920, 1080)},
        {"dark", wall_of(1920, 1080, ThemeName::dark)},
        {"contrast", wall_of(1920, 1080, ThemeName::contrast)},
        {"text150", wall_of(1920, 1080, ThemeName::light, 1.5F)},
        {"text200", wall_of(1920, 1080, ThemeName::light, 2)},
        {"german", wall_of(1920, 1080, ThemeName::light, 1, "de")},
        {"german150", wall_of(1920, 1080, ThemeName::light, 1.5F, "de")},
        {"german200", wall_of(1920, 1080, ThemeName::light, 2, "de")},
        {"720", wall_of(1280, 720)},
        {"2160", wall_of(3840, 2160)},
    }));
    Wall wall(row.options);
    wall.demo_company();
    wall.open();
    wall.screen.write(fmt::format("{}/wall-{}.png", folder, row.name));
}

}  // namespace
}  // namespace earshot::app
