#include "app/cli/text_width.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "platform/base/utf8.hpp"

namespace earshot::app {
namespace {

struct Range {
    std::uint32_t first, last;
};

bool is_in(std::uint32_t c, std::span<const Range> ranges) {
    return std::any_of(ranges.begin(), ranges.end(), [&](Range range) { return c >= range.first && c <= range.last; });
}

constexpr std::array wide_ranges{
    Range{0x2e80, 0x303e},   Range{0x3041, 0x33ff},   Range{0xa960, 0xa97f},   Range{0xfe30, 0xfe6f},
    Range{0xff01, 0xff60},   Range{0xffe0, 0xffe6},   Range{0x1f300, 0x1f64f}, Range{0x1f680, 0x1f6ff},
    Range{0x1f900, 0x1f9ff}, Range{0x1fa70, 0x1faff},
};

constexpr std::array empty_ranges{
    Range{0x0300, 0x036f}, Range{0x200b, 0x200f}, Range{0x20d0, 0x20ff},   Range{0x3099, 0x309a},
    Range{0xfe00, 0xfe0f}, Range{0xfe20, 0xfe2f}, Range{0xe0100, 0xe01ef},
};

// Half-width kana are written without spaces too, but take one cell.
bool is_half_width(std::uint32_t c) {
    return c >= 0xff61 && c <= 0xffdc;
}

std::size_t cells_of(std::uint32_t c) {
    if (c < 0x300) return 1;
    if (is_in(c, empty_ranges)) return 0;
    return is_in(c, wide_ranges) || (is_cjk(c) && !is_half_width(c)) ? 2 : 1;
}

bool is_blank(std::uint32_t c) {
    return c <= 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0x2028 || c == 0x2029;
}

// Marks that turn the direction of a line around, for all that follows.
bool is_direction(std::uint32_t c) {
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

// Breaks one paragraph that has only single spaces.
class LineBreaker {
public:
    LineBreaker(std::vector<std::string>& lines, std::size_t cells) : lines_(lines), cells_(cells) {}

    // A piece that is not to be broken, with the space that parts it from the one before.
    void add(std::string_view piece, bool space_before) {
        const std::size_t width = width_of(piece);
        const bool space = space_before && !line_.empty();
        if (!line_.empty() && width_ + (space ? 1 : 0) + width > cells_) finish();
        if (space && !line_.empty()) {
            line_ += ' ';
            width_ += 1;
        }
        line_ += piece;
        width_ += width;
    }
    void finish() {
        lines_.push_back(std::move(line_));
        line_.clear();
        width_ = 0;
    }
    bool is_empty() const { return line_.empty(); }

private:
    std::vector<std::string>& lines_;
    std::size_t cells_;
    std::string line_;
    std::size_t width_ = 0;
};

void wrap_word(LineBreaker& lines, std::string_view word, std::size_t cells) {
    bool space = true;
    while (!word.empty()) {
        // Up to the next place where a line may break: around a CJK character, or where a giant word fills the line.
        std::size_t end = 0, width = 0;
        while (end < word.size()) {
            const CodePoint c = decode_utf8(word, end);
            const std::size_t with = width + cells_of(c.value);
            if (end > 0 && (with > cells || (is_cjk(c.value) && cells_of(c.value) > 0))) break;
            end += c.length;
            width = with;
        }
        lines.add(word.substr(0, end), space);
        word.remove_prefix(end);
        space = false;
    }
}

}  // namespace

std::size_t width_of(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = decode_utf8(text, at);
        width += cells_of(c.value);
        at += c.length;
    }
    return width;
}

std::string one_line(std::string_view text) {
    std::string line;
    bool space = false;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = decode_utf8(text, at);
        at += c.length;
        if (is_direction(c.value)) continue;
        if (is_blank(c.value)) {
            space = !line.empty();
            continue;
        }
        if (space) line += ' ';
        space = false;
        append_utf8(line, c.value);
    }
    return line;
}

std::string fitted(std::string_view text, std::size_t cells) {
    std::string line = one_line(text);
    std::size_t width = width_of(line);
    if (width > cells) {
        while (width + 1 > cells) {
            line.resize(previous_code_point(line, line.size()));
            width = width_of(line);
        }
        line += "…";
        width += 1;
    }
    return line + std::string(cells - width, ' ');
}

std::vector<std::string> wrapped(std::string_view text, std::size_t cells) {
    std::vector<std::string> lines;
    while (true) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string paragraph = one_line(text.substr(0, end));
        LineBreaker breaker(lines, cells);
        for (std::string_view rest = paragraph; !rest.empty();) {
            const std::size_t space = std::min(rest.find(' '), rest.size());
            wrap_word(breaker, rest.substr(0, space), cells);
            rest.remove_prefix(std::min(space + 1, rest.size()));
        }
        breaker.finish();
        if (end == text.size()) return lines;
        text.remove_prefix(end + 1);
    }
}

}  // namespace earshot::app
