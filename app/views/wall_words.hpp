// app/views/wall_words.hpp: the customer's words, as large as their place allows.
//
// On a wall words are read from across the room: short ones are set large, long ones shrink to the least size that can
// be read from there and then end in an ellipsis. Sizes are the wall's, not multiplied by the person's text size: words
// are as large as fits anyway.
#pragma once

#include <string>
#include <string_view>

#include "app/widgets/text.hpp"

namespace earshot::app {

struct WordSizes {
    float largest, smallest;  // units, of the em square
    float line = 1.4F;        // a line's height, of its size
};

// One text in one place. Looks for the size again only when the text, the place or the theme changed.
class FittedWords {
public:
    void fit(Ui& ui, std::string_view words, Vec2 room, const WordSizes& sizes);

    const TextStyle& style() const { return style_; }
    float height() const { return height_; }       // pixels
    bool shortened() const { return shortened_; }  // ends in an ellipsis
    void draw(Ui& ui, Vec2 top_left, Colour colour) const;

private:
    int lines_in(Ui& ui, float height) const;
    void shorten(Ui& ui, int lines);

    std::string words_;
    std::string shown_;  // the words, or their beginning
    Vec2 room_{0, 0};
    float unit_ = 0, text_scale_ = 0;
    TextStyle style_;
    int lines_max_ = 0;
    float height_ = 0;
    bool shortened_ = false;
};

// The style, made smaller where the longest word would not fit into that width (pixels) otherwise.
TextStyle narrowed(Ui& ui, std::string_view text, TextStyle style, float width);

}  // namespace earshot::app
