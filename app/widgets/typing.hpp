// app/widgets/typing.hpp: what keys, fingers and input methods do to a text. Shared by the words editor and the fields.
#pragma once

#include "app/widgets/text.hpp"
#include "app/widgets/text_edit.hpp"

namespace earshot::app {

struct TypingOptions {
    std::size_t length_max = 4'000;  // code points
    bool multi_line = false;
};

struct TypingAnswer {
    bool changed = false;
    bool submitted = false;  // Enter in a single line, Ctrl+Enter in several
    bool full = false;       // something was left out: the text is as long as it may be
    bool caret_moved = false;
};

// The keys of this frame, for a text that has the focus. `layout` is the text as it is shown.
TypingAnswer handle_keys(Ui& ui, std::string& text, EditorState& state, const TextLayout& layout,
                         const TypingOptions& options);
// A finger or mouse on the text; `origin` is where the layout's top left corner is. True when the caret moved.
bool handle_touch(Ui& ui, const Touch& touch, const std::string& text, EditorState& state, const TextLayout& layout,
                  Vec2 origin);
// The line that shows the caret.
std::size_t caret_line(const TextLayout& layout, const EditorState& state);
// Whether the caret is on now; asks for the frame at which it changes.
bool caret_shows(Ui& ui, const EditorState& state);
Colour selection_colour(const Ui& ui);

}  // namespace earshot::app
