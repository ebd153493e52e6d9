// app/widgets/text.hpp: measuring and drawing words and icons.
//
// Measure with the same words, style and width that are drawn: then nothing is ever cut. Heights come from the text at
// the person's text size, so places are made from measures, never from guesses.
#pragma once

#include <initializer_list>

#include "app/theme/icons.hpp"
#include "app/widgets/text_layout.hpp"
#include "app/widgets/ui.hpp"

namespace earshot::app {

// The lines of a text. Good until the next frame.
const TextLayout& layout_text(Ui& ui, std::string_view text, const TextStyle& style, const TextOptions& options = {});
// The same for text in several faces or colours: {{"Owner ", Face::semibold}, {"service lead"}}.
const TextLayout& layout_runs(Ui& ui, std::span<const TextRun> runs, const TextStyle& style,
                              const TextOptions& options = {});
void draw_layout(Ui& ui, const TextLayout& layout, Vec2 top_left, Colour colour);

// A text in a column: draws it and gives its height.
float paragraph(Ui& ui, Vec2 top_left, float width, std::string_view text, const TextStyle& style, Colour colour,
                TextOptions options = {});
float paragraph(Ui& ui, Vec2 top_left, float width, std::span<const TextRun> runs, const TextStyle& style,
                Colour colour, TextOptions options = {});
float paragraph_height(Ui& ui, float width, std::string_view text, const TextStyle& style, TextOptions options = {});
float paragraph_height(Ui& ui, float width, std::span<const TextRun> runs, const TextStyle& style,
                       TextOptions options = {});

// One line in the middle of a rectangle's height; ends in an ellipsis when the rectangle is too narrow.
void label(Ui& ui, const Rect& rect, std::string_view text, const TextStyle& style, Colour colour,
           Align align = Align::left);
// Of one line (newlines in the text make more).
Vec2 text_size(Ui& ui, std::string_view text, const TextStyle& style);
float line_height(const Ui& ui, const TextStyle& style);
// From the top of a line to its baseline, as browsers place it.
float baseline_of(const Ui& ui, const TextStyle& style);

// From the left of a line to the caret before that byte; a byte past the line counts the spaces that hang over.
float caret_x(Ui& ui, const TextLayout& layout, std::size_t line, std::size_t byte);
// The caret position nearest to a point, relative to the layout's top left corner.
struct CaretPlace {
    std::size_t byte = 0;
    bool upstream = false;  // at the end of a line that wraps there
};
CaretPlace caret_at(Ui& ui, const TextLayout& layout, Vec2 point);

void draw_icon(Ui& ui, Icon icon, Vec2 centre, float pixels, Colour colour);

}  // namespace earshot::app
