// Log a story, with fingers and keys, on a tablet on its side unless it says otherwise.
#include "app/views/log_view.hpp"

#include <catch2/catch_test_macros.hpp>

#include "app/widgets/text_cache.hpp"
#include "tests/ui/front_harness.hpp"

namespace earshot::test {
namespace {

using namespace app;

struct Capture {
    explicit Capture(const FrontOptions& options = {}) : front(options) {
        front.demo_company();
        front.show(view);
    }
    LogForm& form() { return front.state.log.form; }
    void tap(float x, float y) {
        front.screen.tap(x, y);
        front.settle();
    }
    void tap(std::string_view words) {
        front.screen.tap(words);
        front.settle();
    }
    bool sees(std::string_view words) const { return front.screen.sees(words); }
    void type(const char* text) {
        front.screen.type(text);
        front.settle();
    }

    FrontHarness front;
    LogView view;
};

TEST_CASE("the first key lands in the words") {
    Capture capture;
    capture.type("Late again");
    CHECK(capture.form().words == "Late again");
    CHECK_FALSE(capture.front.state.log.take_keys);
}

TEST_CASE("kind, mood and stage are one touch each, and a second touch takes them back") {
    Capture capture;
    capture.tap("Pain");
    capture.tap("Upset");
    capture.tap("I need help");
    capture.tap("May leave us");
    CHECK(capture.form().kind == "pain");
    CHECK(capture.form().mood == 2);
    CHECK(capture.form().stage == "need-help");
    CHECK(capture.form().at_risk);
    CHECK(capture.front.screen.shows(184, 546, capture.front.screen.colours().pain_soft));

    capture.tap("Pain");
    capture.tap("Upset");
    capture.tap("I need help");
    CHECK(capture.form().kind.empty());
    CHECK(capture.form().mood == 0);
    CHECK(capture.form().stage.empty());
}

TEST_CASE("a story can be saved once it has words and a kind") {
    Capture capture;
    CHECK(capture.sees("Write their words first"));
    capture.tap("Save story");
    CHECK(capture.front.intent<intent::SaveStory>() == nullptr);
    capture.tap("Just as they said it");
    capture.type("Late again");
    CHECK(capture.sees("Choose the kind first"));
    capture.tap("Save story");
    CHECK(capture.front.intent<intent::SaveStory>() == nullptr);
    capture.tap("Praise");
    capture.tap("Save story");
    CHECK(capture.front.intent<intent::SaveStory>() != nullptr);
}

TEST_CASE("Ctrl and Enter save from within the words") {
    Capture capture;
    capture.form().kind = "pain";
    capture.type("Late again");
    capture.front.screen.press(ImGuiKey_Enter, ImGuiMod_Ctrl);
    CHECK(capture.front.intent<intent::SaveStory>() != nullptr);
    CHECK(capture.form().words == "Late again");
}

TEST_CASE("while the story is on its way to disk it cannot be saved twice") {
    Capture capture;
    capture.form().kind = "pain";
    capture.form().words = "Late again";
    capture.front.state.log.saving = true;
    capture.front.settle();
    capture.tap("Saving");
    CHECK(capture.front.intent<intent::SaveStory>() == nullptr);
}

TEST_CASE("keys alone are enough") {
    Capture capture;
    capture.type("Late again");
    const auto reach = [&](auto is_there) {
        for (int steps = 0; steps < 40 && !is_there(); ++steps) {
            capture.front.screen.press(ImGuiKey_Tab);
            capture.front.screen.press(ImGuiKey_Space);
            capture.front.settle();
        }
        return is_there();
    };
    CHECK(reach([&] { return !capture.form().kind.empty(); }));
    CHECK(reach([&] { return capture.form().at_risk; }));
    CHECK(reach([&] { return capture.front.intent<intent::SaveStory>() != nullptr; }));
}

TEST_CASE("a telephone number is offered to be hidden, and hidden only when asked") {
    Capture capture;
    capture.type("Ring me on 07700 900143 please");
    CHECK(capture.form().words == "Ring me on 07700 900143 please");
    capture.tap("Hide it");
    CHECK(capture.form().words == "Ring me on [phone number] please");
    capture.tap("Ring me on");
    capture.front.screen.press(ImGuiKey_Z, ImGuiMod_Ctrl);
    capture.front.settle();
    CHECK(capture.form().words == "Ring me on 07700 900143 please");
}

TEST_CASE("a draft that came back is thrown away only by somebody who is sure") {
    Capture capture;
    capture.form().words = "Late again";
    capture.front.state.log.recovered_from = parse_civil("2026-11-19T16:40").value();
    capture.front.settle();
    capture.tap("Discard");
    CHECK(capture.front.state.log.discarding);
    CHECK(capture.front.intent<intent::DiscardDraft>() == nullptr);

    capture.tap("Keep them");
    CHECK_FALSE(capture.front.state.log.discarding);
    capture.tap("Discard");
    capture.tap("Late again");
    capture.type("!");
    CHECK_FALSE(capture.front.state.log.discarding);

    capture.tap("Discard");
    REQUIRE(capture.sees("Discard these words for good?"));
    capture.tap(575, 390);
    CHECK(capture.front.intent<intent::DiscardDraft>() != nullptr);
}

TEST_CASE("who said it is one line, whatever keys are pressed") {
    Capture capture;
    capture.tap("Who was it");
    capture.type("A nurse");
    capture.front.screen.press(ImGuiKey_Enter);
    capture.type(" in Leeds");
    CHECK(capture.form().customer == "A nurse in Leeds");
    CHECK(capture.form().words.empty());
}

TEST_CASE("stories alike show up while typing, and an echo counts once") {
    Capture capture;
    capture.type("I’ve rung four times about the same dishwasher again. ");
    capture.tap("Heard it too");
    const auto* heard = capture.front.intent<intent::HeardItToo>();
    REQUIRE(heard != nullptr);
    CHECK(capture.front.state.log.heard == std::vector<Id>{heard->story});
    capture.front.forget_intents();
    capture.tap("Heard it too");
    CHECK(capture.front.intent<intent::HeardItToo>() == nullptr);
}

TEST_CASE("above a keyboard the kind comes from a list") {
    Capture capture({.width = 800, .height = 850});
    capture.tap("Which kind?");
    capture.tap("Pain");
    CHECK(capture.form().kind == "pain");
}

TEST_CASE("the badge opens the sheet, a tab the other screen") {
    Capture capture;
    capture.tap("not accepted");
    CHECK(capture.front.state.sheet.open);
    capture.tap("My stories");
    CHECK(capture.front.state.screen == Screen::stories);
}

TEST_CASE("the line being written stays in sight on a page that is longer than the screen") {
    Capture capture;
    capture.front.screen.set_theme({.text_scale = 2, .less_movement = true});
    capture.front.settle();
    const Ui& ui = capture.front.screen.ui();
    for (int line = 1; line <= 12; ++line) {
        INFO("line " << line);
        capture.type("I’ve rung four times about the same dishwasher.\n");
        capture.front.settle();
        const auto caret = capture.front.screen.frame().text_input;
        REQUIRE(caret);
        const Rect foot = ui.problems.place_of("Save story");
        REQUIRE_FALSE(foot.empty());
        CHECK(caret->y > 0);
        CHECK(caret->y + caret->height < foot.y);
    }
}

TEST_CASE("the end of a long draft that came back is in sight before anybody types") {
    FrontHarness front;
    front.demo_company();
    front.screen.set_theme({.text_scale = 2, .less_movement = true});
    for (int line = 1; line <= 6; ++line)
        front.state.log.form.words += "I’ve rung four times about the same dishwasher.\n";
    LogView view;
    front.show(view);
    front.settle();
    const auto caret = front.screen.frame().text_input;
    REQUIRE(caret);
    const Rect foot = front.screen.ui().problems.place_of("Save story");
    REQUIRE_FALSE(foot.empty());
    CHECK(caret->y > 0);
    CHECK(caret->y + caret->height < foot.y);
}

TEST_CASE("a screen that stands still cuts no text into lines again") {
    Capture capture;
    capture.type("I’ve rung four times about the same dishwasher again. ");
    capture.front.screen.pass(Duration{1'000});
    const std::uint64_t made = capture.front.screen.ui().texts().made();
    capture.front.screen.frames(10);
    CHECK(capture.front.screen.ui().texts().made() == made);
}

}  // namespace
}  // namespace earshot::test
