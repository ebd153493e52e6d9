// Sending and this tablet, with fingers and keys.
#include <catch2/catch_test_macros.hpp>

#include "app/views/sync_sheet_view.hpp"
#include "tests/ui/front_harness.hpp"

namespace earshot::test {
namespace {

using namespace app;

struct OpenSheet {
    OpenSheet() {
        front.demo_company();
        front.sync.link = sync::Link::retrying;
        front.sync.trouble_since = front.clock.wall() + Duration{-18 * 60'000};
        front.state.sheet.open = true;
        front.show(view);
        front.screen.pass(Duration{400});
    }
    void tap(std::string_view words) {
        front.screen.tap(words);
        front.screen.pass(Duration{300});
    }
    bool sees(std::string_view words) const { return front.screen.sees(words); }

    FrontHarness front;
    SyncSheetView view;
};

TEST_CASE("it says what waits, since when, and that nothing is lost") {
    OpenSheet sheet;
    CHECK(sheet.sees("3 stories are waiting"));
    CHECK(sheet.sees("The store could not be reached since"));
    CHECK(sheet.sees("13:47. They are safe on this tablet."));
    sheet.tap("Try now");
    CHECK(sheet.front.intent<intent::SyncNow>() != nullptr);
}

TEST_CASE("a waiting story opens among My stories") {
    OpenSheet sheet;
    sheet.tap("“The new hob is lovely");
    CHECK(sheet.front.state.screen == Screen::stories);
    CHECK(sheet.front.state.stories.selected);
    CHECK_FALSE(sheet.front.state.sheet.open);
}

TEST_CASE("a device that may not send any more is shown the way to join") {
    OpenSheet sheet;
    sheet.front.sync = {.link = sync::Link::denied};
    sheet.front.settle();
    CHECK(sheet.sees("This tablet may"));
    sheet.tap("Join with a code");
    CHECK(sheet.front.state.screen == Screen::welcome);
}

TEST_CASE("how it looks and speaks is chosen here") {
    OpenSheet sheet;
    sheet.tap("High contrast");
    REQUIRE(sheet.front.intent<intent::ChooseTheme>() != nullptr);
    CHECK(sheet.front.intent<intent::ChooseTheme>()->theme == "contrast");
    sheet.tap("200 %");
    REQUIRE(sheet.front.intent<intent::ChooseTextScale>() != nullptr);
    CHECK(sheet.front.intent<intent::ChooseTextScale>()->percent == 200);
    sheet.tap("English");
    sheet.tap("Deutsch");
    REQUIRE(sheet.front.intent<intent::ChooseLanguage>() != nullptr);
    CHECK(sheet.front.intent<intent::ChooseLanguage>()->code == "de");
}

TEST_CASE("the tablet can be given another name") {
    OpenSheet sheet;
    sheet.tap("Rename");
    sheet.front.screen.press(ImGuiKey_A, ImGuiMod_Ctrl);
    sheet.front.screen.type("Hull, Bench");
    sheet.front.screen.press(ImGuiKey_Enter);
    sheet.front.settle();
    REQUIRE(sheet.front.intent<intent::Rename>() != nullptr);
    CHECK(sheet.front.intent<intent::Rename>()->name == "Hull, Bench");
    CHECK_FALSE(sheet.front.state.sheet.renaming);

    sheet.front.forget_intents();
    sheet.tap("Rename");
    sheet.tap("Cancel");
    CHECK(sheet.front.intent<intent::Rename>() == nullptr);
    CHECK_FALSE(sheet.front.state.sheet.renaming);
}

TEST_CASE("Escape leaves it") {
    OpenSheet sheet;
    sheet.front.screen.press(ImGuiKey_Escape);
    sheet.front.screen.pass(Duration{400});
    CHECK_FALSE(sheet.front.state.sheet.open);
    CHECK_FALSE(sheet.sees("3 stories are waiting"));
}

TEST_CASE("a long transfer shows how far it is, and can be stopped and gone on with") {
    OpenSheet sheet;
    const Instant now = sheet.front.screen.now();
    sheet.front.sync = {.link = sync::Link::exchanging, .began = now - Duration{60'000}};
    sheet.front.sync.sending = {.done = 14, .total = 17, .ends = now + Duration{40'000}};
    sheet.front.media = {.state = sync::MediaStatus::State::sending, .began = now - Duration{60'000}};
    sheet.front.media.progress = {.done = 1, .total = 3, .bytes_done = 1'500'000, .bytes_total = 2'400'000};
    sheet.front.settle();
    CHECK(sheet.sees("Sending what was logged here"));
    CHECK(sheet.sees("14 of 17"));
    CHECK(sheet.sees("about 40 seconds left"));
    CHECK(sheet.sees("1.5 of 2.4 MB"));
    sheet.front.screen.pass(Duration{22'000});  // Nothing else happens; the time runs down all the same.
    CHECK(sheet.sees("about 20 seconds left"));
    sheet.tap("Stop for now");
    CHECK(sheet.front.intent<intent::StopSync>() != nullptr);

    sheet.front.sync = {.link = sync::Link::stopped, .next_attempt = now + Duration{900'000}};
    sheet.front.media = {};
    sheet.front.settle();
    CHECK(sheet.sees("Stopped. It goes on from here at"));
    CHECK_FALSE(sheet.sees("14 of 17"));
    sheet.tap("Go on");
    CHECK(sheet.front.intent<intent::SyncNow>() != nullptr);
}

TEST_CASE("what takes a moment shows neither progress nor a way to stop it") {
    OpenSheet sheet;
    const Instant now = sheet.front.screen.now();
    sheet.front.sync = {.link = sync::Link::exchanging, .began = now};
    sheet.front.sync.sending = {.done = 0, .total = 3};
    sheet.front.settle();
    CHECK_FALSE(sheet.sees("Stop for now"));
    sheet.front.screen.pass(Duration{3'500});
    CHECK(sheet.sees("Stop for now"));
    CHECK(sheet.sees("0 of 3"));
}

TEST_CASE("what was found out about the data is said until somebody has read it") {
    OpenSheet sheet;
    sheet.front.set("notice", "copy");
    sheet.front.settle();
    CHECK(sheet.sees("This tablet’s data is a copy"));
    sheet.tap("All right");
    REQUIRE(sheet.front.intent<intent::DismissNotice>() != nullptr);
    sheet.front.set("notice", "");
    sheet.front.settle();
    CHECK_FALSE(sheet.sees("This tablet’s data is a copy"));
}

}  // namespace
}  // namespace earshot::test
