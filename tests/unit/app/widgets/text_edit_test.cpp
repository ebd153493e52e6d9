#include "app/widgets/text_edit.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/base/prng.hpp"
#include "platform/base/utf8.hpp"
#include "tests/support/seed.hpp"

namespace earshot::app {
namespace {

constexpr std::size_t enough = 1'000;

struct Editing {
    std::string text;
    EditorState state;

    explicit Editing(std::string start = {}) : text(std::move(start)) {
        follow_owner(text, state);
        move_to(text, state, text.size(), Selecting::no);
    }
    bool type(std::string_view words, std::size_t max = enough, bool newlines = true) {
        bool whole = true;
        for (std::size_t at = 0; at < words.size();) {
            const std::size_t next = next_code_point(words, at);
            whole = insert(text, state, words.substr(at, next - at), max, newlines) && whole;
            at = next;
        }
        return whole;
    }
    void select(std::size_t from, std::size_t to) {
        move_to(text, state, from, Selecting::no);
        move_to(text, state, to, Selecting::yes);
    }
};

TEST_CASE("a cluster is what a person takes for one letter", "[editor]") {
    struct Row {
        const char* why;
        const char* text;
        std::size_t first;
    };
    const auto row = GENERATE(values<Row>({
        {"a letter", "ab", 1},
        {"an accented letter", "éb", 2},
        {"a letter with a combining accent", "e\u0301b", 3},
        {"a Han character", "字b", 3},
        {"kana with a combining mark", "か\u3099b", 6},
        {"an emoji", "😀b", 4},
        {"an emoji with a skin tone", "👍🏽b", 8},
        {"a heart with its variation", "❤️b", 6},
        {"a family", "👩‍👧b", 11},
        {"a flag", "🇩🇪🇫🇷", 8},
    }));
    INFO(row.why);
    const std::string_view text = row.text;
    CHECK(next_cluster(text, 0) == row.first);
    CHECK(previous_cluster(text, row.first) == 0);
    CHECK(previous_cluster(text, text.size()) == row.first);
}

TEST_CASE("words are jumped over", "[editor]") {
    const std::string_view text = "I’ve rung, 4 times: 夜の";
    CHECK(next_word(text, 0) == text.find("rung"));
    CHECK(next_word(text, text.find("rung")) == text.find(","));
    CHECK(next_word(text, text.find(",")) == text.find("4"));
    CHECK(next_word(text, text.size()) == text.size());
    CHECK(previous_word(text, text.size()) == text.find("夜"));
    CHECK(previous_word(text, text.find("rung")) == 0);
    CHECK(previous_word(text, 0) == 0);
}

TEST_CASE("typing and erasing", "[editor]") {
    Editing e("one");
    e.type(" two");
    CHECK(e.text == "one two");
    CHECK(e.state.caret == 7);
    erase(e.text, e.state, false, Reach::word);
    CHECK(e.text == "one ");
    erase(e.text, e.state, false, Reach::cluster);
    CHECK(e.text == "one");
    move(e.text, e.state, false, Reach::all, Selecting::no);
    erase(e.text, e.state, true, Reach::cluster);
    CHECK(e.text == "ne");
    erase(e.text, e.state, false, Reach::cluster);
    CHECK(e.text == "ne");
    erase(e.text, e.state, true, Reach::all);
    CHECK(e.text.empty());
}

TEST_CASE("what is typed takes the place of the selection", "[editor]") {
    Editing e("one two three");
    e.select(4, 7);
    CHECK(selected_text(e.text, e.state) == "two");
    e.type("2");
    CHECK(e.text == "one 2 three");
    CHECK_FALSE(e.state.has_selection());
    e.select(5, 3);
    CHECK(e.state.begin() == 3);
    erase(e.text, e.state, true, Reach::cluster);
    CHECK(e.text == "one three");
}

TEST_CASE("arrows leave a selection at its side", "[editor]") {
    Editing e("one two");
    e.select(4, 7);
    move(e.text, e.state, false, Reach::cluster, Selecting::no);
    CHECK(e.state.caret == 4);
    e.select(4, 7);
    move(e.text, e.state, true, Reach::cluster, Selecting::no);
    CHECK(e.state.caret == 7);
}

TEST_CASE("only what may stand in a text gets in", "[editor]") {
    struct Row {
        const char* why;
        std::string typed;
        bool newlines;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {"newlines where they are wanted", "a\r\nb", true, "a\nb"},
        {"a space where they are not", "a\nb", false, "a b"},
        {"tabs become spaces", "a\tb", true, "a b"},
        {"no control characters", std::string("a\x01\x7f\x1b") + "b", true, "ab"},
        {"no broken bytes", "a\xff\xc3", true, "a"},
    }));
    INFO(row.why);
    Editing e;
    insert(e.text, e.state, row.typed, enough, row.newlines, false);
    CHECK(e.text == row.expected);
}

TEST_CASE("a full text takes no more, and says so", "[editor]") {
    Editing e("字字字");
    CHECK(e.type("ab", 5));
    CHECK_FALSE(e.type("c", 5));
    CHECK(e.text == "字字字ab");
    e.select(0, 3);
    CHECK_FALSE(insert(e.text, e.state, "xyz", 5, true, false));
    CHECK(e.text == "x字字ab");
}

TEST_CASE("undo goes back word by word", "[editor]") {
    Editing e;
    e.type("one two three");
    REQUIRE(undo(e.text, e.state));
    CHECK(e.text == "one two ");
    REQUIRE(undo(e.text, e.state));
    CHECK(e.text == "one ");
    REQUIRE(redo(e.text, e.state));
    CHECK(e.text == "one two ");
    e.type("x");
    CHECK_FALSE(redo(e.text, e.state));
    while (undo(e.text, e.state)) {
    }
    CHECK(e.text.empty());
}

TEST_CASE("moving the caret begins a new step", "[editor]") {
    Editing e;
    e.type("ab");
    move(e.text, e.state, false, Reach::cluster, Selecting::no);
    move(e.text, e.state, true, Reach::cluster, Selecting::no);
    e.type("cd");
    undo(e.text, e.state);
    CHECK(e.text == "ab");
}

TEST_CASE("what the owner changes can be undone like typing", "[editor]") {
    Editing e("ring me on 07700 900143 tonight");
    move_to(e.text, e.state, e.text.size(), Selecting::no);
    e.text.replace(11, 12, "[phone]");
    follow_owner(e.text, e.state);
    CHECK(e.state.caret == e.text.size());
    CHECK(undo(e.text, e.state));
    CHECK(e.text == "ring me on 07700 900143 tonight");
    CHECK(e.state.caret == e.text.size());
    CHECK(redo(e.text, e.state));
    CHECK(e.text == "ring me on [phone] tonight");
}

TEST_CASE("a text that was emptied by its owner leaves the caret inside", "[editor]") {
    Editing e("字字");
    e.text.clear();
    follow_owner(e.text, e.state);
    CHECK(e.state.caret == 0);
    CHECK(e.state.anchor == 0);
    e.type("a");
    CHECK(e.text == "a");
}

TEST_CASE("a word is selected with a double tap", "[editor]") {
    Editing e("one two, three");
    select_word(e.text, e.state, 5);
    CHECK(selected_text(e.text, e.state) == "two");
    select_word(e.text, e.state, e.text.size());
    CHECK(selected_text(e.text, e.state) == "three");
}

TEST_CASE("whatever one does, the text stays whole and undo leads back", "[editor]") {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    const std::vector<std::string> pieces{"a",  "word ", "é", "e\u0301", "字", "👩‍👧",
                                          "🇩🇪", "\n",    " ", "\xff",    "，"};
    for (int round = 0; round < 60; ++round) {
        const std::string start = "Erst 字 einmal 👍🏽 etwas.";
        Editing e(start);
        std::vector<std::string> before;
        for (int step = 0; step < 60; ++step) {
            switch (chance.below(8)) {
                case 0:
                case 1:
                case 2:
                    insert(e.text, e.state, pieces[chance.below(pieces.size())], enough, true);
                    break;
                case 3:
                    erase(e.text, e.state, chance.below(2) == 0, static_cast<Reach>(chance.below(2)));
                    break;
                case 4:
                    move(e.text, e.state, chance.below(2) == 0, static_cast<Reach>(chance.below(3)),
                         static_cast<Selecting>(chance.below(2)));
                    break;
                case 5:
                    undo(e.text, e.state);
                    break;
                case 6:
                    redo(e.text, e.state);
                    break;
                default:
                    e.text.insert(next_cluster(e.text, chance.below(e.text.size() + 1) / 2), "");
                    if (chance.below(4) == 0) e.text += "!";
                    follow_owner(e.text, e.state);
            }
            REQUIRE(is_utf8(e.text));
            REQUIRE(e.state.caret <= e.text.size());
            REQUIRE(e.state.anchor <= e.text.size());
            for (const std::size_t at : {e.state.caret, e.state.anchor})
                REQUIRE((at == e.text.size() || (static_cast<unsigned char>(e.text[at]) & 0xC0) != 0x80));
        }
        const std::string end = e.text;
        int steps = 0;
        while (undo(e.text, e.state))
            ++steps;
        CHECK(e.text == start);
        while (steps-- > 0)
            REQUIRE(redo(e.text, e.state));
        CHECK(e.text == end);
    }
}

}  // namespace
}  // namespace earshot::app
