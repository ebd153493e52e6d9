// app/widgets/words_editor.hpp: where the customer's words are written down: many lines, wrapping, in the serif.
//
// The owner holds the text and an EditorState. Draws no surface: it lies on a card. Scrolls by itself when the text is
// higher than its place.
#pragma once

#include <optional>
#include <span>

#include "app/widgets/text_edit.hpp"
#include "app/widgets/typing.hpp"

namespace earshot::app {

// Bytes that are marked: personal data, shown on a tint with a thick line below.
struct TextMark {
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct WordsEditorOptions {
    std::string_view placeholder;
    std::optional<TextStyle> style;  // none: the theme's words_writing
    std::span<const TextMark> marks;
    std::size_t length_max = 4'000;
    bool focus_now = false;  // take the keys, this frame
};

// In a rectangle of that width, without scrolling; at least one line.
float words_editor_height(Ui& ui, const std::string& text, float width, const WordsEditorOptions& options = {});
struct WordsEditorAnswer : TypingAnswer {
    bool focused = false;
};
WordsEditorAnswer words_editor(Ui& ui, std::string_view name, const Rect& rect, std::string& text, EditorState& state,
                               const WordsEditorOptions& options = {});

}  // namespace earshot::app
