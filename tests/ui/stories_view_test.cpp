// My stories, with fingers and keys, on a tablet on its side unless it says otherwise.
#include "app/views/stories_view.hpp"

#include <catch2/catch_test_macros.hpp>

#include "sync/model/tables.hpp"
#include "tests/ui/front_harness.hpp"

namespace earshot::test {
namespace {

using namespace app;

struct MyStories {
    explicit MyStories(const FrontOptions& options = {}) : front(options) { front.state.screen = Screen::stories; }
    void open() { front.show(view); }
    void tap(std::string_view words) {
        front.screen.tap(words);
        front.settle();
    }
    bool sees(std::string_view words) const { return front.screen.sees(words); }
    StoriesState& state() { return front.state.stories; }

    FrontHarness front;
    StoriesView view;
};

TEST_CASE("a touch opens a story beside the list, the cross and Escape close it") {
    MyStories my;
    my.front.demo_company();
    my.open();
    my.tap("“The new hob is lovely");
    REQUIRE(my.state().selected);
    CHECK(my.sees("Correct it"));
    CHECK(my.front.screen.shows(38, 440, my.front.screen.colours().primary_soft));
    my.front.screen.tap(1209, 140);
    my.front.settle();
    CHECK_FALSE(my.state().selected);

    my.tap("“The new hob is lovely");
    REQUIRE(my.state().selected);
    my.front.screen.press(ImGuiKey_Escape);
    my.front.settle();
    CHECK_FALSE(my.state().selected);
}

TEST_CASE("on a narrow screen the story takes the place of the list, with a way back") {
    MyStories my({.width = 800, .height = 1280});
    my.front.demo_company();
    my.open();
    CHECK(my.sees("Search 23 stories"));
    my.tap("“The new hob is lovely");
    CHECK_FALSE(my.sees("Search 23 stories"));
    // The tab has the same words; the way back stands below it.
    my.front.screen.tap(120, 140);
    my.front.settle();
    CHECK_FALSE(my.state().selected);
    CHECK(my.sees("Search 23 stories"));
}

TEST_CASE("the list follows every key of a search") {
    MyStories my;
    my.front.log("The blue one leaks");
    my.front.log("The red one hums");
    my.open();
    CHECK(my.sees("“The blue one leaks”"));
    my.tap("Search 2 stories");
    my.front.screen.type("hum");
    my.front.settle();
    CHECK(my.sees("“The red one hums”"));
    CHECK_FALSE(my.sees("“The blue one leaks”"));
    my.front.screen.type("bug");
    my.front.settle();
    CHECK(my.sees("Nothing found"));
    my.tap("Show all stories");
    CHECK(my.sees("“The blue one leaks”"));
    CHECK(my.state().query == sync::StoryQuery{.logged_here = true});
}

TEST_CASE("stories can be narrowed to those that were not accepted") {
    MyStories my;
    my.front.log("The blue one leaks");
    my.front.log("The red one hums");
    my.front.refuse_newest("The stage is not known here.");
    my.open();
    my.tap("Any state");
    my.tap("Not accepted");
    CHECK(my.state().query.delivery == sync::Delivery::refused);
    CHECK_FALSE(my.sees("“The blue one leaks”"));
    CHECK(my.sees("“The red one hums”"));
    CHECK(my.sees("The stage is not known here."));
}

TEST_CASE("a refused story can be sent again or corrected") {
    MyStories my;
    my.front.log("The red one hums");
    my.front.refuse_newest("The stage is not known here.");
    my.open();
    my.tap("“The red one hums”");
    my.tap("Try again");
    CHECK(my.front.intent<intent::RetryRefused>() != nullptr);
    my.tap("Correct it");
    CHECK(my.front.state.screen == Screen::log);
    CHECK(my.front.state.log.form.words == "The red one hums");
    CHECK(my.front.state.log.form.correcting);
    CHECK(my.front.state.log.form.id == my.state().selected);
}

TEST_CASE("correcting never overwrites a story that is being written") {
    MyStories my;
    my.front.log("The red one hums");
    my.front.state.log.form.words = "Half a story";
    my.open();
    my.tap("“The red one hums”");
    my.tap("Correct it");
    CHECK(my.front.state.screen == Screen::stories);
    CHECK(my.front.state.log.form.words == "Half a story");
    CHECK(my.front.intent<intent::Say>() != nullptr);
}

TEST_CASE("a story that is gone closes itself") {
    MyStories my;
    my.front.log("The blue one leaks");
    const Id gone = my.front.log("The red one hums");
    my.open();
    my.tap("“The red one hums”");
    my.front.write({sync::Kind::story, gone, {{sync::deleted_number, std::int64_t{1}}}});
    my.front.settle();
    CHECK_FALSE(my.state().selected);
    CHECK_FALSE(my.sees("“The red one hums”"));
}

TEST_CASE("a list of any length is walked to its end, page by page") {
    MyStories my;
    constexpr int stories = 180;
    for (int i = 0; i < stories; ++i)
        my.front.log("Story number " + std::to_string(i));
    my.open();
    CHECK(my.sees("“Story number 179”"));
    my.front.screen.mouse_move(600, 500);
    for (int turn = 0; turn < 400 && !my.sees("“Story number 0”"); ++turn) {
        my.front.screen.wheel(-6);
        my.front.settle();
    }
    CHECK(my.sees("“Story number 0”"));
    CHECK_FALSE(my.sees("“Story number 179”"));
    for (int turn = 0; turn < 400 && !my.sees("“Story number 179”"); ++turn) {
        my.front.screen.wheel(6);
        my.front.settle();
    }
    CHECK(my.sees("“Story number 179”"));
}

TEST_CASE("without a story it says what to do, and leads there") {
    MyStories my;
    my.open();
    CHECK(my.sees("Somebody told you something today"));
    my.tap("Log your first story");
    CHECK(my.front.state.screen == Screen::log);
    CHECK(my.front.state.log.take_keys);
}

TEST_CASE("the first story that is saved takes the place of the empty screen") {
    MyStories my;
    my.open();
    my.front.log("The red one hums");
    my.front.settle();
    CHECK(my.sees("“The red one hums”"));
}

}  // namespace
}  // namespace earshot::test
