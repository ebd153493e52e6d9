#include <catch2/catch_test_macros.hpp>

#include "app/widgets/button.hpp"
#include "app/widgets/text_field.hpp"
#include "app/widgets/words_editor.hpp"
#include "tests/ui/harness.hpp"

namespace earshot::app {
namespace {

using test::UiHarness;

constexpr Rect place{50, 50, 500, 300};

struct Editor {
    UiHarness screen;
    std::string text;
    EditorState state;
    std::vector<TextMark> marks;
    WordsEditorAnswer last;
    std::size_t length_max = 4'000;
    bool full = false;
    bool submitted = false;

    explicit Editor(std::string start = {}) : text(std::move(start)) {
        screen.show([this](Ui& ui) {
            last = words_editor(ui, "words", place, text, state,
                                {.placeholder = "Write it down", .marks = marks, .length_max = length_max});
            full = full || last.full;
            submitted = submitted || last.submitted;
        });
        screen.tap(500, 330);  // below the text: the caret goes to its end
    }
    void key(ImGuiKey key, int modifiers = 0) { screen.press(key, modifiers); }
};

TEST_CASE("what is typed is written, at the caret", "[words]") {
    Editor e;
    CHECK(e.last.focused);
    e.screen.type("I’ve rung four times");
    CHECK(e.text == "I’ve rung four times");
    e.key(ImGuiKey_Home);
    e.screen.type("„");
    CHECK(e.text == "„I’ve rung four times");
    e.key(ImGuiKey_End);
    e.key(ImGuiKey_Enter);
    e.screen.type("字");
    CHECK(e.text == "„I’ve rung four times\n字");
    e.key(ImGuiKey_Backspace);
    e.key(ImGuiKey_Backspace);
    e.key(ImGuiKey_Backspace, ImGuiMod_Ctrl);
    CHECK(e.text == "„I’ve rung four ");
    e.key(ImGuiKey_Home);
    e.key(ImGuiKey_Delete);
    CHECK(e.text == "I’ve rung four ");
}

TEST_CASE("keys that are not for a text are let through", "[words]") {
    Editor e("abc");
    e.key(ImGuiKey_Enter, ImGuiMod_Ctrl);
    CHECK(e.submitted);
    CHECK(e.text == "abc");
    e.key(ImGuiKey_Tab);
    e.screen.type("");
    CHECK(e.text == "abc");
}

TEST_CASE("a touch puts the caret between the letters it fell on", "[words]") {
    Editor e("aaaa bbbb cccc");
    e.screen.tap(51, 70);
    CHECK(e.state.caret == 0);
    e.screen.type("X");
    CHECK(e.text == "Xaaaa bbbb cccc");
    e.screen.tap(540, 70);
    CHECK(e.state.caret == e.text.size());
}

TEST_CASE("a mouse drags a selection, shift and arrows change it", "[words]") {
    Editor e("one two three");
    ImGuiIO& io = e.screen.canvas().io();
    io.AddMouseSourceEvent(ImGuiMouseSource_Mouse);
    io.AddMousePosEvent(51, 70);
    io.AddMouseButtonEvent(0, true);
    e.screen.frames(3);
    io.AddMousePosEvent(540, 70);
    e.screen.frames(2);
    io.AddMouseButtonEvent(0, false);
    e.screen.frames(2);
    CHECK(selected_text(e.text, e.state) == "one two three");
    e.key(ImGuiKey_Home);
    e.key(ImGuiKey_RightArrow, ImGuiMod_Shift);
    e.key(ImGuiKey_RightArrow, ImGuiMod_Ctrl | ImGuiMod_Shift);
    CHECK(selected_text(e.text, e.state) == "one ");
    CHECK(e.screen.count({50, 50, 500, 41}, selection_colour(e.screen.ui())) > 500);
    e.screen.type("1 ");
    CHECK(e.text == "1 two three");
}

TEST_CASE("the clipboard gives and takes", "[words]") {
    Editor e("one two");
    e.key(ImGuiKey_A, ImGuiMod_Ctrl);
    e.key(ImGuiKey_C, ImGuiMod_Ctrl);
    CHECK(e.screen.canvas().clipboard() == "one two");
    e.key(ImGuiKey_X, ImGuiMod_Ctrl);
    CHECK(e.text.empty());
    e.screen.canvas().set_clipboard("from\telsewhere\r\n字");
    e.key(ImGuiKey_V, ImGuiMod_Ctrl);
    CHECK(e.text == "from elsewhere\n字");
    e.key(ImGuiKey_Z, ImGuiMod_Ctrl);
    CHECK(e.text.empty());
    e.key(ImGuiKey_Z, ImGuiMod_Ctrl);
    CHECK(e.text == "one two");
    e.key(ImGuiKey_Y, ImGuiMod_Ctrl);
    CHECK(e.text.empty());
}

TEST_CASE("up and down keep their column across a short line", "[words]") {
    Editor e("long line one\nx\nlong line two");
    e.key(ImGuiKey_UpArrow);
    CHECK(e.state.caret == std::string("long line one\nx").size());
    e.key(ImGuiKey_UpArrow);
    CHECK(e.state.caret >= 12);
    CHECK(e.state.caret <= 13);
    e.key(ImGuiKey_UpArrow);
    CHECK(e.state.caret == 0);
    e.key(ImGuiKey_End, ImGuiMod_Ctrl);
    CHECK(e.state.caret == e.text.size());
}

TEST_CASE("End stays on its line where the text wraps between Han characters", "[words]") {
    Editor e;
    for (int i = 0; i < 30; ++i)
        e.text += "字";
    e.screen.frames(2);
    e.key(ImGuiKey_Home, ImGuiMod_Ctrl);
    e.key(ImGuiKey_End);
    const std::size_t at_end = e.state.caret;
    CHECK(at_end > 0);
    CHECK(at_end < e.text.size());
    CHECK(e.state.upstream);
    e.key(ImGuiKey_Home);
    CHECK(e.state.caret == 0);
}

TEST_CASE("personal data is marked", "[words]") {
    Editor e("ring me on 07700 900143");
    const Colour soft = e.screen.colours().attention_soft;
    CHECK(e.screen.count(place, soft) == 0);
    e.marks = {{11, 23}};
    e.screen.frames(2);
    CHECK(e.screen.count(place, soft) > 2'000);
    // The line below is 3 high and as long as the number.
    CHECK(e.screen.count(place, e.screen.colours().attention) > 3 * 150);
}

TEST_CASE("what an input method composes is shown at the caret and not yet written", "[words]") {
    Editor e("ab");
    e.screen.canvas().compose("にほん");
    e.screen.frames(2);
    CHECK(e.text == "ab");
    CHECK(e.screen.count({50, 50, 200, 41}, e.screen.colours().primary) > 100);
    e.screen.canvas().compose("");
    e.screen.type("日本");
    CHECK(e.text == "ab日本");
}

TEST_CASE("a full text says so and keeps what fits", "[words]") {
    Editor e("abc");
    e.length_max = 5;
    e.screen.type("defg");
    CHECK(e.text == "abcde");
    CHECK(e.full);
}

TEST_CASE("the caret blinks and asks for exactly those frames", "[words]") {
    Editor e("abc");
    e.screen.frames(3);
    const auto caret_pixels = [&] { return e.screen.count(place, e.screen.colours().primary); };
    const platform::FrameWish wish = e.screen.frame();
    CHECK(wish.next > e.screen.now());
    CHECK(wish.next <= e.screen.now() + Duration{530});
    REQUIRE(wish.text_input.has_value());
    CHECK(wish.text_input->width == 3);
    const int on = caret_pixels();
    CHECK(on > 60);
    e.screen.pass(Duration{540});
    CHECK(caret_pixels() == 0);
    e.screen.pass(Duration{540});
    CHECK(caret_pixels() == on);
    e.screen.type("d");
    CHECK(caret_pixels() == on);  // typing keeps it lit
}

TEST_CASE("a long text scrolls to its caret, and a finger scrolls without moving it", "[words]") {
    std::string many;
    for (int i = 0; i < 30; ++i)
        many += "line\n";
    Editor e(many);
    const std::size_t caret = e.state.caret;
    e.screen.type("end");
    CHECK(e.text.ends_with("end"));
    CHECK(e.screen.frame().text_input->y < 350);
    const std::size_t before = e.state.caret;
    CHECK(before > caret);
    e.screen.drag(200, 100, 200, 320);
    e.screen.pass(Duration{3'000});
    CHECK(e.state.caret == before);
    CHECK(e.screen.frame().text_input->y > 350);  // scrolled away
}

TEST_CASE("a field is one line: Enter submits, the end stays in view, the cross empties", "[field]") {
    UiHarness screen;
    std::string text;
    EditorState state;
    bool submitted = false;
    screen.show([&](Ui& ui) {
        const TextFieldAnswer answer =
            search_field(ui, "s", {50, 50, 300, text_field_height(ui)}, text, state, "Search");
        submitted = submitted || answer.submitted;
    });
    CHECK(screen.layout_problems().empty());
    screen.tap(150, 80);
    CHECK(screen.shows(52, 82, screen.colours().primary));
    screen.type("a very long search that does not fit into its box at all");
    CHECK(state.scroll_x > 50);
    CHECK(screen.layout_problems().empty());
    screen.press(ImGuiKey_Enter);
    CHECK(submitted);
    CHECK(text.find('\n') == std::string::npos);
    screen.tap(350 - 32, 80);
    CHECK(text.empty());
    screen.type("still typing");
    CHECK(text == "still typing");
}

TEST_CASE("a code is eight letters and digits", "[field]") {
    UiHarness screen;
    std::string code, pasted;
    bool submitted = false;
    screen.show([&](Ui& ui) {
        const TextFieldAnswer answer = code_field(ui, "c", {50, 50, 528, code_field_height(ui, 528)}, code);
        if (!answer.pasted.empty()) pasted = answer.pasted;
        submitted = submitted || answer.submitted;
    });
    screen.tap(100, 90);
    screen.type("k7m-4 p");
    CHECK(code == "K7M4P");
    screen.press(ImGuiKey_Backspace);
    screen.canvas().set_clipboard("q2x9zzz");
    screen.press(ImGuiKey_V, ImGuiMod_Ctrl);
    CHECK(code == "K7M4Q2X9");
    screen.canvas().set_clipboard("https://earshot.example/join#7KQM-2XWD");
    screen.press(ImGuiKey_V, ImGuiMod_Ctrl);
    CHECK(code == "K7M4Q2X9");
    CHECK(pasted == "https://earshot.example/join#7KQM-2XWD");
    screen.press(ImGuiKey_Enter);
    CHECK(submitted);
    CHECK(screen.layout_problems().empty());
}

}  // namespace
}  // namespace earshot::app
