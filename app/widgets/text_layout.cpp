#include "app/widgets/text_layout.hpp"

#include <algorithm>
#include <cmath>

#include "app/widgets/line_break.hpp"
#include "platform/base/assert.hpp"
#include "platform/base/utf8.hpp"

namespace earshot::app {
namespace {

constexpr std::uint32_t ellipsis = 0x2026;

struct Glyph {
    std::uint32_t code_point;
    std::size_t begin;
    std::size_t end;
    float width;
};

std::vector<Glyph> glyphs_of(const TextLayout& layout, const GlyphWidths& widths) {
    std::vector<Glyph> glyphs;
    glyphs.reserve(layout.text.size());
    std::size_t span = 0;
    for (std::size_t at = 0; at < layout.text.size();) {
        while (span + 1 < layout.spans.size() && at >= layout.spans[span].end)
            ++span;
        const CodePoint c = decode_utf8(layout.text, at);
        const float width = is_invisible(c.value) ? 0 : widths.advance(layout.spans[span].face, c.value);
        glyphs.push_back({c.value, at, at + c.length, width});
        at += c.length;
    }
    return glyphs;
}

// The line without the spaces at its end.
TextLine line_from(const std::vector<Glyph>& glyphs, std::size_t first, std::size_t last, const TextLayout& layout,
                   const GlyphWidths& widths) {
    std::size_t shown = last;
    while (shown > first && (is_space(glyphs[shown - 1].code_point) || glyphs[shown - 1].code_point == '\n' ||
                             glyphs[shown - 1].code_point == '\r'))
        --shown;
    TextLine line;
    line.begin = first < glyphs.size() ? glyphs[first].begin : layout.text.size();
    line.end = shown > first ? glyphs[shown - 1].end : line.begin;
    line.next = last > first ? glyphs[last - 1].end : line.begin;
    for (std::size_t i = first; i < shown; ++i)
        line.width += glyphs[i].width;
    line.hyphen = shown > first && shown == last && last < glyphs.size() && glyphs[last - 1].code_point == soft_hyphen;
    if (line.hyphen) line.width += widths.advance(layout.span_at(line.begin).face, '-');
    return line;
}

std::vector<TextLine> break_lines(const std::vector<Glyph>& glyphs, const TextLayout& layout, float width,
                                  float first_line_extra, const GlyphWidths& widths) {
    std::vector<TextLine> lines;
    std::size_t first = 0;
    float used = 0;
    std::size_t break_at = 0;  // one past the last glyph that may end this line; first: none yet
    const auto finish = [&](std::size_t last) {
        lines.push_back(line_from(glyphs, first, last, layout, widths));
        first = last;
        break_at = first;
        used = 0;
    };
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        if (i > first) {
            const Break here = break_between(glyphs[i - 1].code_point, glyphs[i].code_point);
            if (here == Break::must) {
                finish(i);
            } else if (here == Break::may) {
                break_at = i;
            }
        }
        const auto room = [&] { return width + (lines.empty() ? first_line_extra : 0) + 0.01F; };
        const bool hangs = is_space(glyphs[i].code_point) || glyphs[i].code_point == '\n';
        // Again while what stands after the break is still too wide: spaces that may not end a line can make it so.
        while (!hangs && used + glyphs[i].width > room() && i > first) {
            finish(break_at > first ? break_at : i);
            // What stands after the break is measured again for the new line.
            for (std::size_t k = first; k < i; ++k) {
                used += glyphs[k].width;
                if (k > first && break_between(glyphs[k - 1].code_point, glyphs[k].code_point) == Break::may)
                    break_at = k;
            }
            if (i > first && break_between(glyphs[i - 1].code_point, glyphs[i].code_point) == Break::may) break_at = i;
        }
        used += glyphs[i].width;
    }
    finish(glyphs.size());
    // A newline at the very end opens one more, empty line: the caret stands there.
    if (!glyphs.empty() && glyphs.back().code_point == '\n')
        lines.push_back({.begin = layout.text.size(), .end = layout.text.size(), .next = layout.text.size()});
    return lines;
}

// Lets `line` end in an ellipsis within `room`.
void shorten(TextLine& line, const TextLayout& layout, float room, const GlyphWidths& widths) {
    const float dots = widths.advance(layout.span_at(line.begin).face, ellipsis);
    float used = 0;
    std::size_t end = line.begin;
    for (std::size_t at = line.begin; at < layout.text.size();) {
        const CodePoint c = decode_utf8(layout.text, at);
        if (c.value == '\n') break;
        const float width = is_invisible(c.value) ? 0 : widths.advance(layout.span_at(at).face, c.value);
        if (used + width + dots > room + 0.01F) break;
        used += width;
        at += c.length;
        if (!is_space(c.value)) {
            end = at;
            line.width = used;
        }
    }
    if (end == line.begin) line.width = 0;
    line.end = end;
    line.next = layout.text.size();
    line.hyphen = false;
    line.ellipsis = true;
    line.width += dots;
}

// How many lines end inside a word because it is wider than the line.
std::size_t words_cut(std::string_view text, const std::vector<TextLine>& lines) {
    std::size_t cuts = 0;
    for (const TextLine& line : lines) {
        if (line.next >= text.size() || line.next != line.end || line.hyphen) continue;
        const CodePoint before = decode_utf8(text, previous_code_point(text, line.end));
        const CodePoint after = decode_utf8(text, line.next);
        cuts += break_between(before.value, after.value) == Break::no;
    }
    return cuts;
}

}  // namespace

const TextLayout::Span& TextLayout::span_at(std::size_t byte) const {
    for (const Span& span : spans)
        if (byte < span.end) return span;
    return spans.back();
}

std::size_t TextLayout::line_of(std::size_t byte) const {
    std::size_t found = 0;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (lines[i].begin <= byte) found = i;
    return found;
}

TextLayout make_layout(std::span<const TextRun> runs, const TextOptions& options, const GlyphWidths& widths) {
    TextLayout layout;
    for (const TextRun& run : runs) {
        layout.text += run.text;
        layout.spans.push_back({layout.text.size(), run.face, run.colour});
    }
    if (layout.spans.empty()) layout.spans.push_back({0, Face::regular, 0});
    const std::vector<Glyph> glyphs = glyphs_of(layout, widths);
    const float hang =
        options.hang_quote && !glyphs.empty() && is_opening_quote(glyphs.front().code_point) ? glyphs.front().width : 0;
    const float width = std::max(options.width, 1.0F);
    layout.lines = break_lines(glyphs, layout, width, hang, widths);

    if (options.balanced && layout.lines.size() > 1 && std::isfinite(width)) {
        // The narrowest width that still makes as many lines and cuts no word that was whole.
        const std::size_t cuts = words_cut(layout.text, layout.lines);
        float enough = width;
        float too_narrow = width / 3;
        for (int step = 0; step < 10; ++step) {
            const float middle = (enough + too_narrow) / 2;
            auto lines = break_lines(glyphs, layout, middle, hang, widths);
            if (lines.size() == layout.lines.size() && words_cut(layout.text, lines) <= cuts) {
                enough = middle;
                layout.lines = std::move(lines);
            } else {
                too_narrow = middle;
            }
        }
    }
    const auto lines_max = static_cast<std::size_t>(options.lines_max);
    if (options.lines_max > 0 && layout.lines.size() > lines_max) {
        layout.lines.resize(lines_max);
        shorten(layout.lines.back(), layout, width, widths);
        layout.shortened = true;
    }
    for (const TextLine& line : layout.lines)
        layout.width = std::max(layout.width, line.width);
    const float box = std::isfinite(options.width) ? options.width : layout.width;
    for (TextLine& line : layout.lines) {
        if (options.align == Align::centre) line.x = (box - line.width) / 2;
        if (options.align == Align::right) line.x = box - line.width;
    }
    if (hang > 0 && options.align == Align::left) layout.lines.front().x = -hang;
    return layout;
}

}  // namespace earshot::app
