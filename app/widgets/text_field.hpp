// app/widgets/text_field.hpp: one line of text in a box: a field, a search field, and the code a device joins with.
#pragma once

#include "app/theme/icons.hpp"
#include "app/widgets/typing.hpp"

namespace earshot::app {

struct TextFieldOptions {
    std::string_view placeholder;
    Icon icon = Icon::none;
    bool clearable = false;  // a cross empties it
    std::size_t length_max = 200;
    bool enabled = true;
    bool focus_now = false;  // take the keys, this frame
};
float text_field_height(Ui& ui);
struct TextFieldAnswer : TypingAnswer {
    bool focused = false;
    std::string pasted;  // of a code field: what was no code
};
TextFieldAnswer text_field(Ui& ui, std::string_view name, const Rect& rect, std::string& text, EditorState& state,
                           const TextFieldOptions& options = {});
// With a magnifying glass and a cross.
TextFieldAnswer search_field(Ui& ui, std::string_view name, const Rect& rect, std::string& text, EditorState& state,
                             std::string_view placeholder);

// Eight boxes in two groups; letters and digits, upper case. What is pasted and cannot be a code, because it has a
// colon in it, changes nothing: it is handed on, for it may be a link.
struct CodeFieldOptions {
    std::size_t length = 8;
    bool focus_now = false;
};
float code_field_height(Ui& ui, float width, const CodeFieldOptions& options = {});
TextFieldAnswer code_field(Ui& ui, std::string_view name, const Rect& rect, std::string& code,
                           const CodeFieldOptions& options = {});

}  // namespace earshot::app
