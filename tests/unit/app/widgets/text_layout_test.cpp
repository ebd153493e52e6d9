#include "app/widgets/text_layout.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "app/widgets/line_break.hpp"
#include "platform/base/prng.hpp"
#include "platform/base/utf8.hpp"
#include "tests/support/seed.hpp"

namespace earshot::app {
namespace {

// Every letter is 10 wide, Han 20, bold letters 12.
class Grid : public GlyphWidths {
public:
    float advance(Face face, std::uint32_t c) const override {
        if (is_cjk(c)) return 20;
        return face == Face::bold ? 12.0F : 10.0F;
    }
};

TextLayout lay(std::string_view text, const TextOptions& options) {
    const TextRun run{text, Face::regular, 0};
    return make_layout({&run, 1}, options, Grid{});
}

std::vector<std::string> lines_of(const TextLayout& layout) {
    std::vector<std::string> result;
    for (const TextLine& line : layout.lines) {
        std::string words = layout.text.substr(line.begin, line.end - line.begin);
        if (line.ellipsis) words += "…";
        if (line.hyphen) words += "-";
        result.push_back(words);
    }
    return result;
}

TEST_CASE("text is cut into lines", "[text]") {
    struct Row {
        const char* why;
        const char* text;
        float width;
        std::vector<std::string> expected;
    };
    const auto row = GENERATE(values<Row>({
        {"what fits is one line", "one two", 70, {"one two"}},
        {"at a space, which hangs", "one two", 60, {"one", "two"}},
        {"a space at the very end needs no room", "one two ", 70, {"one two"}},
        {"several spaces hang too", "one   two", 30, {"one", "two"}},
        {"a word that is too long is cut", "Waschmaschine", 50, {"Wasch", "masch", "ine"}},
        {"but only when it must be", "am Waschen", 70, {"am", "Waschen"}},
        {"a soft hyphen shows when used", "Wasch\u00ADmaschine", 90, {"Wasch\u00AD-", "maschine"}},
        {"and not when not", "Wasch\u00ADmaschine", 200, {"Wasch\u00ADmaschine"}},
        {"newlines", "a\n\nb", 100, {"a", "", "b"}},
        {"a newline at the end opens a line", "a\n", 100, {"a", ""}},
        {"nothing is one empty line", "", 100, {""}},
        {"Japanese anywhere", "夜の九時でも", 60, {"夜の九", "時でも"}},
        {"but no comma first: it takes its neighbour along", "夜の九、時", 60, {"夜の", "九、時"}},
        {"nor a bracket last", "夜の「九時", 60, {"夜の", "「九時"}},
        {"spaces before a closing bracket hang like any others", "a    」b", 30, {"a", "」b"}},
        {"a letter wider than the line still has its line", "ab", 5, {"a", "b"}},
    }));
    INFO(row.why);
    CHECK(lines_of(lay(row.text, {.width = row.width})) == row.expected);
}

TEST_CASE("a shortened text ends in an ellipsis that fits", "[text]") {
    const TextLayout layout = lay("one two three four", {.width = 80, .lines_max = 2});
    CHECK(lines_of(layout) == std::vector<std::string>{"one two", "three f…"});
    CHECK(layout.shortened);
    for (const TextLine& line : layout.lines)
        CHECK(line.width <= 80);
    CHECK(lines_of(lay("abcdefgh", {.width = 50, .lines_max = 1})) == std::vector<std::string>{"abcd…"});
    CHECK_FALSE(lay("abcde", {.width = 50, .lines_max = 1}).shortened);
}

TEST_CASE("balancing never cuts a word that the full width keeps whole", "[text]") {
    const TextLayout balanced = lay("Necesito ayuda", {.width = 100, .balanced = true});
    CHECK(lines_of(balanced) == std::vector<std::string>{"Necesito", "ayuda"});
}

TEST_CASE("balanced lines are about equally long", "[text]") {
    const TextLayout greedy = lay("aaaa bbbb cccc dd", {.width = 150});
    const TextLayout balanced = lay("aaaa bbbb cccc dd", {.width = 150, .balanced = true});
    CHECK(lines_of(greedy) == std::vector<std::string>{"aaaa bbbb cccc", "dd"});
    CHECK(lines_of(balanced) == std::vector<std::string>{"aaaa bbbb", "cccc dd"});
}

TEST_CASE("an opening quote may hang left of the margin", "[text]") {
    const TextLayout layout = lay("“one two” three", {.width = 80, .hang_quote = true});
    CHECK(layout.lines[0].x == -10);
    CHECK(layout.lines[1].x == 0);
    CHECK(lines_of(layout) == std::vector<std::string>{"“one two”", "three"});
    CHECK(lay("one", {.width = 80, .hang_quote = true}).lines[0].x == 0);
}

TEST_CASE("lines stand left, in the middle or right", "[text]") {
    CHECK(lay("ab", {.width = 100, .align = Align::centre}).lines[0].x == 40);
    CHECK(lay("ab", {.width = 100, .align = Align::right}).lines[0].x == 80);
}

TEST_CASE("each run is measured in its own face", "[text]") {
    const std::vector<TextRun> runs{{"ab", Face::bold}, {"cd", Face::regular, 7}};
    const TextLayout layout = make_layout(runs, {}, Grid{});
    CHECK(layout.lines[0].width == 44);
    CHECK(layout.span_at(1).face == Face::bold);
    CHECK(layout.span_at(2).colour == 7);
}

TEST_CASE("no text is lost and no line too wide", "[text]") {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    const std::vector<std::string> pieces{"a",  "bc", "Wort", " ", "  ", "\n", "夜",     "、",
                                          "「", "」", "ー",   "-", "👍",  "é",  "\u00AD", "“"};
    for (int round = 0; round < 300; ++round) {
        std::string text;
        const std::uint64_t count = chance.below(40);
        for (std::uint64_t i = 0; i < count; ++i)
            text += pieces[chance.below(pieces.size())];
        const float width = 30 + static_cast<float>(chance.below(200));
        const TextLayout layout = lay(text, {.width = width, .balanced = chance.below(2) == 0});
        INFO(text);
        REQUIRE(layout.lines.front().begin == 0);
        REQUIRE(layout.lines.back().next == text.size());
        for (std::size_t i = 0; i < layout.lines.size(); ++i) {
            const TextLine& line = layout.lines[i];
            REQUIRE(line.begin <= line.end);
            REQUIRE(line.end <= line.next);
            REQUIRE(line.width <= width + 10.1F);  // a soft hyphen may show beyond
            if (i > 0) REQUIRE(line.begin == layout.lines[i - 1].next);
            // Only spaces and newlines hang between what is shown and the next line.
            for (std::size_t at = line.end; at < line.next;) {
                const CodePoint c = decode_utf8(text, at);
                REQUIRE((is_space(c.value) || c.value == '\n'));
                at += c.length;
            }
        }
    }
}

}  // namespace
}  // namespace earshot::app
