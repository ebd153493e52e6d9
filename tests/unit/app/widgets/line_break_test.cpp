#include "app/widgets/line_break.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace earshot::app {
namespace {

TEST_CASE("where a line may end") {
    struct Row {
        const char* why;
        char32_t before;
        char32_t after;
        Break expected;
    };
    const auto row = GENERATE(values<Row>({
        {"inside a word", U'a', U'b', Break::no},
        {"after a space", U' ', U'b', Break::may},
        {"a space hangs at the end of its line", U'a', U' ', Break::no},
        {"after a newline", U'\n', U'a', Break::must},
        {"a newline belongs to its line", U'a', U'\n', Break::no},
        {"a space that must not break", U'\u00A0', U'a', Break::no},
        {"after a hyphen", U'-', U'b', Break::may},
        {"a minus before a digit", U'-', U'5', Break::no},
        {"after a dash", U'\u2014', U'b', Break::may},
        {"after a soft hyphen", U'\u00AD', U'b', Break::may},
        {"between Han characters", U'夜', U'九', Break::may},
        {"between kana", U'で', U'も', Break::may},
        {"no comma at the start of a line", U'も', U'、', Break::no},
        {"no closing bracket at the start of a line", U'た', U'」', Break::no},
        {"no small kana at the start of a line", U'ち', U'ょ', Break::no},
        {"no long vowel mark at the start of a line", U'サ', U'ー', Break::no},
        {"no opening bracket at the end of a line", U'「', U'夜', Break::no},
        {"before an opening bracket", U'は', U'「', Break::may},
        {"between Han and Latin", U'字', U'a', Break::may},
        {"no full stop after Han at the start of a line", U'字', U'.', Break::no},
        {"between two emoji", U'\U0001F600', U'\U0001F389', Break::may},
        {"a joined emoji holds together", U'\u200D', U'\U0001F389', Break::no},
        {"a skin tone stays with its emoji", U'\U0001F44D', U'\U0001F3FD', Break::no},
    }));
    INFO(row.why);
    CHECK(break_between(row.before, row.after) == row.expected);
}

}  // namespace
}  // namespace earshot::app
