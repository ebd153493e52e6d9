// The first run, with fingers and keys.
#include "app/views/welcome_view.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/ui/front_harness.hpp"

namespace earshot::test {
namespace {

using namespace app;

struct FirstRun {
    void open() {
        front.state.screen = Screen::welcome;
        front.show(view);
    }
    void tap(std::string_view words) {
        front.screen.tap(words);
        front.settle();
    }
    void type(const char* text) {
        front.screen.type(text);
        front.settle();
    }
    bool sees(std::string_view words) const { return front.screen.sees(words); }
    WelcomeState& state() { return front.state.welcome; }

    FrontHarness front;
    WelcomeView view;
};

TEST_CASE("a code is typed at once, in any case and with or without its dash") {
    FirstRun first;
    first.open();
    first.type("k7m4-pq2x");
    CHECK(first.state().code == "K7M4PQ2X");
}

TEST_CASE("joining needs a code and the place of the store, and says which is missing") {
    FirstRun first;
    first.open();
    CHECK(first.sees("First type the code"));
    first.type("K7M4PQ");
    CHECK(first.sees("First say where your store is"));
    first.tap("Address of your store");
    first.type("https://earshot.northway.example");
    CHECK_FALSE(first.sees("First say"));
    CHECK(first.state().server == "https://earshot.northway.example");
    first.front.screen.press(ImGuiKey_Enter);
    CHECK(first.front.intent<intent::Join>() != nullptr);
}

TEST_CASE("Enter in the code joins, once everything is there") {
    FirstRun first;
    first.front.set("server", "https://earshot.northway.example");
    first.open();
    CHECK(first.state().server == "https://earshot.northway.example");
    first.type("K7M4");
    first.front.screen.press(ImGuiKey_Enter);
    CHECK(first.front.intent<intent::Join>() == nullptr);
    first.type("PQ2X");
    first.front.screen.press(ImGuiKey_Enter);
    CHECK(first.front.intent<intent::Join>() != nullptr);
}

TEST_CASE("trouble is said in words and goes when the code changes") {
    FirstRun first;
    first.open();
    first.state().code = "K7M4PQ2X";
    first.state().trouble = "The store does not know this code.";
    first.front.settle();
    CHECK(first.sees("The store does not know this code."));
    first.front.screen.press(ImGuiKey_Backspace);
    first.front.settle();
    CHECK_FALSE(first.sees("The store does not know this code."));
}

TEST_CASE("there are ways in without a code") {
    FirstRun first;
    first.open();
    first.tap("Start without a code");
    CHECK(first.front.intent<intent::StartAlone>() != nullptr);
    first.tap("Try it with the demo company");
    CHECK(first.front.intent<intent::TryDemo>() != nullptr);
}

TEST_CASE("who uses the tablet already can go back") {
    FirstRun first;
    first.front.log("Late again");
    first.open();
    CHECK_FALSE(first.sees("Start without a code"));
    first.tap("Back to my stories");
    CHECK(first.front.state.screen == Screen::log);
    CHECK(first.front.intents.empty());
}

TEST_CASE("the language is one touch away") {
    FirstRun first;
    first.open();
    first.tap("Français");
    REQUIRE(first.front.intent<intent::ChooseLanguage>() != nullptr);
    CHECK(first.front.intent<intent::ChooseLanguage>()->code == "fr");
}

TEST_CASE("a pasted link fills in the address and the code, wherever it is pasted") {
    FirstRun first;
    first.open();
    first.front.screen.canvas().set_clipboard("https://earshot.northway.example/join#K7M4-PQ2X\n");
    first.front.screen.press(ImGuiKey_V, ImGuiMod_Ctrl);
    first.front.settle();
    CHECK(first.state().code == "K7M4PQ2X");
    CHECK(first.state().server == "https://earshot.northway.example");
    CHECK(first.state().trouble.empty());
    first.front.screen.press(ImGuiKey_Enter);
    CHECK(first.front.intent<intent::Join>() != nullptr);

    first.state().code.clear();
    first.state().server.clear();
    first.front.settle();
    first.tap("Address of your store");
    first.front.screen.press(ImGuiKey_V, ImGuiMod_Ctrl);
    first.front.settle();
    CHECK(first.state().code == "K7M4PQ2X");
    CHECK(first.state().server == "https://earshot.northway.example");
}

TEST_CASE("a link that is none says what is wrong with it and changes nothing") {
    FirstRun first;
    first.open();
    first.type("K7M4");
    first.front.screen.canvas().set_clipboard("https://earshot.northway.example/join#");
    first.front.screen.press(ImGuiKey_V, ImGuiMod_Ctrl);
    first.front.settle();
    CHECK(first.sees("This link has no whole code at its end."));
    first.front.screen.canvas().set_clipboard("https://elsewhere.example/");
    first.front.screen.press(ImGuiKey_V, ImGuiMod_Ctrl);
    first.front.settle();
    CHECK(first.sees("This is not a link to join with."));
    CHECK(first.state().code == "K7M4");
    CHECK(first.state().server.empty());
}

}  // namespace
}  // namespace earshot::test
