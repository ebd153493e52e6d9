#include "platform/base/utf8.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace earshot {

TEST_CASE("what is UTF-8 and where it stops to be") {
    struct Row {
        const char* why;
        std::string text;
        std::size_t invalid_at;
    };
    constexpr std::size_t valid = std::string_view::npos;
    const auto row = GENERATE(values<Row>({
        {"nothing", "", valid},
        {"ASCII", "lamp", valid},
        {"two, three and four bytes", "é 電 😀", valid},
        {"the largest code point", "\xf4\x8f\xbf\xbf", valid},
        {"past the largest", "\xf4\x90\x80\x80", 0},
        {"a lone continuation", "a\x80", 1},
        {"cut short", "ab\xe9\x9b", 2},
        {"overlong slash", "\xc0\xaf", 0},
        {"overlong in three bytes", "\xe0\x80\xaf", 0},
        {"a surrogate", "\xed\xa0\x80", 0},
        {"never a first byte", "x\xff", 1},
        {"the replacement character itself is fine", "\xef\xbf\xbd", valid},
    }));
    INFO(row.why);
    CHECK(find_invalid_utf8(row.text) == row.invalid_at);
    CHECK(is_utf8(row.text) == (row.invalid_at == valid));
}

TEST_CASE("every code point reads back as it was written") {
    for (std::uint32_t c = 1; c <= 0x10ffff; c += c < 0x3000 ? 1 : 97) {
        if (c >= 0xd800 && c <= 0xdfff) continue;
        std::string text;
        append_utf8(text, c);
        const CodePoint back = decode_utf8(text, 0);
        REQUIRE(back.value == c);
        REQUIRE(back.length == text.size());
    }
}

TEST_CASE("text is counted, walked and cut between code points") {
    const std::string text = "aé電😀";
    CHECK(count_code_points(text) == 4);
    CHECK(utf8_prefix(text, 3) == "aé電");
    CHECK(utf8_prefix(text, 9) == text);
    CHECK(next_code_point(text, 1) == 3);
    CHECK(next_code_point(text, 99) == text.size());
    CHECK(previous_code_point(text, 3) == 1);
    CHECK(previous_code_point(text, 99) == 6);
    CHECK(previous_code_point(text, 0) == 0);
}

TEST_CASE("scripts without spaces are known") {
    for (const char* sign : {"電", "あ", "ア", "한", "々", "ｱ"})
        CHECK(is_cjk(decode_utf8(sign, 0).value));
    for (const char* sign : {"a", "é", "ж", "ع", "😀", "、"})
        CHECK_FALSE(is_cjk(decode_utf8(sign, 0).value));
}

}  // namespace earshot
