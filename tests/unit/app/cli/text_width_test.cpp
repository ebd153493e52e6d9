#include "app/cli/text_width.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/base/prng.hpp"
#include "platform/base/utf8.hpp"
#include "tests/support/seed.hpp"

namespace earshot::app {

TEST_CASE("how many cells text takes") {
    struct Row {
        const char* why;
        const char* text;
        std::size_t cells;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing", "", 0},
        {"letters", "café", 4},
        {"a letter and a combining accent", "cafe\u0301", 4},
        {"Japanese", "修理", 4},
        {"Japanese punctuation", "「はい。」", 10},
        {"half-width kana", "ｶﾅ", 2},
        {"full-width letters", "ＡＢ", 4},
        {"hangul", "한국", 4},
        {"a face", "🙂", 2},
        {"an ellipsis and quotes", "“…”", 3},
    }));
    INFO(row.why);
    CHECK(width_of(row.text) == row.cells);
}

TEST_CASE("text for a terminal is one line that cannot command it") {
    struct Row {
        const char* why;
        const char* text;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {"as it is", "plain words", "plain words"},
        {"line breaks", "one\r\ntwo\n\nthree", "one two three"},
        {"outer spaces", "  a \t b  ", "a b"},
        {"colours", "\x1b[31mred", "[31mred"},
        {"eight-bit controls", "a\xC2\x9Bm", "a m"},
        {"turning the line around", "a\u202Eb", "ab"},
        {"not UTF-8", "a\xFF", "a\uFFFD"},
    }));
    INFO(row.why);
    CHECK(one_line(row.text) == row.expected);
}

TEST_CASE("fitting text into cells") {
    CHECK(fitted("ab", 4) == "ab  ");
    CHECK(fitted("abcd", 4) == "abcd");
    CHECK(fitted("abcde", 4) == "abc…");
    CHECK(fitted("修理工場", 8) == "修理工場");
    CHECK(fitted("修理工場", 7) == "修理工…");
    CHECK(fitted("修理工場", 6) == "修理… ");  // Half a character cannot be shown.
    CHECK(fitted("a\nb", 5) == "a b  ");
}

TEST_CASE("wrapping words") {
    using Lines = std::vector<std::string>;
    CHECK(wrapped("one two three", 7) == Lines{"one two", "three"});
    CHECK(wrapped("one\n\ntwo", 7) == Lines{"one", "", "two"});
    CHECK(wrapped("", 7) == Lines{""});
    CHECK(wrapped("unbreakable!", 5) == Lines{"unbre", "akabl", "e!"});
    CHECK(wrapped("修理が終わった。", 8) == Lines{"修理が終", "わった。"});
    // A full stop does not begin a line: it goes with what it ends.
    CHECK(wrapped("修理が終。", 8) == Lines{"修理が", "終。"});
}

TEST_CASE("fitted text is always as wide as asked, wrapped lines never wider") {
    const std::uint64_t seed = test::seed();
    INFO("replay with TEST_SEED=" << seed);
    Prng prng(seed);
    constexpr std::uint32_t alphabet[] = {'a', ' ', '\n', 0xe9, 0x301, 0x4fee, 0x3002, 0x1f642, 0xac00, 0xff76, '-'};
    for (int round = 0; round < 500; ++round) {
        std::string text;
        for (std::uint64_t i = prng.below(40); i > 0; --i)
            append_utf8(text, alphabet[prng.below(std::size(alphabet))]);
        const std::size_t cells = 3 + prng.below(20);
        INFO(text << " in " << cells);
        REQUIRE(width_of(fitted(text, cells)) == cells);
        for (const std::string& line : wrapped(text, cells))
            REQUIRE(width_of(line) <= cells);
    }
}

}  // namespace earshot::app
