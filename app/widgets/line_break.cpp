#include "app/widgets/line_break.hpp"

#include <algorithm>
#include <string_view>

#include "platform/base/utf8.hpp"

namespace earshot::app {
namespace {

constexpr std::u32string_view never_first =
    U"。、，．・：；？！」』）】〉》〕］｝”’»…‥ー々〻ヽヾゝゞ"
    U"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ゛゜"
    U"％℃,.:;?!)]}%";
constexpr std::u32string_view never_last = U"「『（【〈《〔［｛“‘«￥＄([{";
constexpr std::u32string_view opening_quotes = U"“‘«‹„‚「『\"'";

bool is_in(std::u32string_view set, std::uint32_t code_point) {
    return set.find(static_cast<char32_t>(code_point)) != std::u32string_view::npos;
}

bool is_digit(std::uint32_t c) {
    return c >= '0' && c <= '9';
}

bool is_emoji(std::uint32_t c) {
    return (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF);
}

}  // namespace

bool is_space(std::uint32_t code_point) {
    return code_point == ' ' || code_point == '\t' || code_point == 0x3000 || code_point == 0x200B ||
           (code_point >= 0x2000 && code_point <= 0x200A && code_point != 0x2007);
}

bool is_invisible(std::uint32_t c) {
    return c == soft_hyphen || (c >= 0x200B && c <= 0x200F) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF) || c == '\n' || c == '\r' ||
           (c >= 0xE0020 && c <= 0xE007F);
}

bool is_opening_quote(std::uint32_t code_point) {
    return is_in(opening_quotes, code_point);
}

Break break_between(std::uint32_t before, std::uint32_t after) {
    if (before == '\n') return Break::must;
    if (after == '\n' || after == '\r' || is_space(after)) return Break::no;  // hangs at the end of the line
    if (is_space(before)) return Break::may;
    if (before == 0x200D || after == 0x200D || before == 0x2060 || after == 0x2060) return Break::no;
    if (before == soft_hyphen) return Break::may;
    if (is_invisible(after)) return Break::no;
    if ((before == '-' || before == 0x2010) && !is_digit(after)) return Break::may;
    if (before == 0x2013 || before == 0x2014) return Break::may;
    if (before == '/' && !is_digit(after)) return Break::may;
    if (is_cjk(before) || is_cjk(after) || is_emoji(before) || is_emoji(after)) {
        if (is_in(never_first, after) || is_in(never_last, before)) return Break::no;
        return Break::may;
    }
    return Break::no;
}

}  // namespace earshot::app
