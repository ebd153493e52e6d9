// app/widgets/text_layout.hpp: text cut into lines of a given width. Pure: knows widths of characters, draws nothing.
//
// A word that is wider than the line is cut where it must. Trailing spaces hang over the end. A text shortened to so
// many lines ends in an ellipsis; a balanced one has lines of about equal length; a hanging opening quote stands left
// of the margin, so that the letters below it align.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/theme/palette.hpp"
#include "app/theme/type.hpp"

namespace earshot::app {

enum class Align : std::uint8_t { left, centre, right };

constexpr float unlimited = std::numeric_limits<float>::infinity();

struct TextOptions {
    float width = unlimited;  // pixels
    int lines_max = 0;        // 0: as many as it takes
    Align align = Align::left;
    bool balanced = false;
    bool hang_quote = false;
};

// A stretch of text in one face; a paragraph is one or several.
struct TextRun {
    std::string_view text;
    Face face = Face::regular;
    Colour colour = 0;  // 0: that of the paragraph
};

struct TextLine {
    std::size_t begin = 0;  // bytes; [begin, end) is drawn
    std::size_t end = 0;
    std::size_t next = 0;  // where the following line begins
    float x = 0;           // from the left of the paragraph, by alignment and hanging
    float width = 0;
    bool ellipsis = false;
    bool hyphen = false;  // a soft hyphen at its end shows
};

struct TextLayout {
    struct Span {
        std::size_t end;  // byte one past
        Face face;
        Colour colour;
    };
    std::string text;
    std::vector<Span> spans;      // in order; at least one
    std::vector<TextLine> lines;  // at least one
    TextStyle style;
    float line_height = 0;  // pixels
    float width = 0;        // of the widest line
    bool shortened = false;

    float height() const { return line_height * static_cast<float>(lines.size()); }
    const Span& span_at(std::size_t byte) const;
    // The line that shows the caret at that byte.
    std::size_t line_of(std::size_t byte) const;
};

// How wide characters are, in pixels.
class GlyphWidths {
public:
    virtual ~GlyphWidths() = default;
    virtual float advance(Face face, std::uint32_t code_point) const = 0;
};

TextLayout make_layout(std::span<const TextRun> runs, const TextOptions& options, const GlyphWidths& widths);

}  // namespace earshot::app
