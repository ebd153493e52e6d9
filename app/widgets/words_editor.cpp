#include "app/widgets/words_editor.hpp"

#include <cmath>
#include <vector>

#include "app/widgets/scroll_area.hpp"
#include "app/widgets/shapes.hpp"

namespace earshot::app {
namespace {

// Of the em: the caret's height, and how far it reaches below the baseline.
constexpr float caret_height = 32.0F / 27;
constexpr float caret_below = 6.0F / 27;

TextStyle style_of(const Ui& ui, const WordsEditorOptions& options) {
    return options.style.value_or(ui.theme.type.words_writing);
}

// The text as shown: with what an input method is composing at the caret, and the marks in their colour.
struct Shown {
    std::string text;
    std::size_t compose_begin = 0;
    std::size_t compose_end = 0;
    std::vector<TextMark> marks;

    // Positions of the text become positions of what is shown.
    std::size_t of(std::size_t byte, std::size_t caret) const {
        return byte > caret || (byte == caret && compose_end > compose_begin) ? byte + compose_end - compose_begin
                                                                              : byte;
    }
};

Shown shown_of(const Ui& ui, const std::string& text, const EditorState& state, bool focused,
               const WordsEditorOptions& options) {
    Shown shown{.text = text, .marks = {}};
    if (focused && !ui.composition.empty()) {
        shown.text.insert(state.caret, ui.composition);
        shown.compose_begin = state.caret;
        shown.compose_end = state.caret + ui.composition.size();
    }
    std::size_t from = 0;
    for (const TextMark& mark : options.marks) {
        const std::size_t begin = std::max(from, std::min(shown.of(mark.begin, state.caret), shown.text.size()));
        const std::size_t end = std::min(shown.of(mark.end, state.caret), shown.text.size());
        if (begin >= end) continue;
        shown.marks.push_back({begin, end});
        from = end;
    }
    return shown;
}

const TextLayout& layout_of(Ui& ui, const Shown& shown, const TextStyle& style, float width) {
    std::vector<TextRun> runs;
    const std::string_view text = shown.text;
    std::size_t at = 0;
    for (const TextMark& mark : shown.marks) {
        if (mark.begin > at) runs.push_back({text.substr(at, mark.begin - at), style.face});
        runs.push_back({text.substr(mark.begin, mark.end - mark.begin), style.face, ui.theme.colour.attention});
        at = mark.end;
    }
    if (at < text.size() || runs.empty()) runs.push_back({text.substr(at), style.face});
    // The caret stands right of the last letter: it needs its width.
    return layout_runs(ui, runs, style, {.width = std::max(1.0F, width - ui.u(5))});
}

// Calls `draw` for the rectangle of every line that has bytes of [begin, end).
template <class Draw>
void for_lines(Ui& ui, const TextLayout& layout, Vec2 origin, std::size_t begin, std::size_t end, Draw draw) {
    for (std::size_t i = 0; i < layout.lines.size(); ++i) {
        const TextLine& line = layout.lines[i];
        const std::size_t from = std::max(begin, line.begin);
        const std::size_t to = std::min(end, std::max(line.next, line.end));
        if (from >= to) continue;
        const float left = caret_x(ui, layout, i, from);
        const float right = caret_x(ui, layout, i, to);
        draw(Rect{origin.x + left, origin.y + static_cast<float>(i) * layout.line_height, right - left,
                  layout.line_height});
    }
}

void draw_marks(Ui& ui, const TextLayout& layout, Vec2 origin, const Shown& shown) {
    const Palette& c = ui.theme.colour;
    const float em = layout.style.size * ui.theme.unit * ui.theme.text_scale;
    const float above = std::round(ui.theme.fonts->ascent(layout.style.face) * em);
    const float below = std::round(ui.theme.fonts->descent(layout.style.face) * em);
    const float baseline = baseline_of(ui, layout.style);
    for (const TextMark& mark : shown.marks) {
        for_lines(ui, layout, origin, mark.begin, mark.end, [&](const Rect& line) {
            const float top = line.y + baseline - above;
            fill(ui, {line.x, top, line.width, above + below}, c.attention_soft);
            fill(ui, {line.x, top + above + below, line.width, ui.u(3)}, c.attention);
        });
    }
    if (shown.compose_end > shown.compose_begin) {
        for_lines(ui, layout, origin, shown.compose_begin, shown.compose_end, [&](const Rect& line) {
            fill(ui, {line.x, line.y + baseline + ui.u(5), line.width, ui.u(2)}, c.primary);
        });
    }
}

Rect caret_rect(Ui& ui, const TextLayout& layout, Vec2 origin, std::size_t byte, const EditorState& state) {
    EditorState at = state;
    at.caret = byte;
    const std::size_t line = caret_line(layout, at);
    const float em = layout.style.size * ui.theme.unit * ui.theme.text_scale;
    const float baseline = origin.y + static_cast<float>(line) * layout.line_height + baseline_of(ui, layout.style);
    const float x = std::round(origin.x + caret_x(ui, layout, line, byte)) + (byte > 0 ? ui.u(1) : 0);
    return {x, std::round(baseline + caret_below * em - caret_height * em), ui.u(3), std::round(caret_height * em)};
}

}  // namespace

float words_editor_height(Ui& ui, const std::string& text, float width, const WordsEditorOptions& options) {
    const EditorState state;
    const Shown shown = shown_of(ui, text, state, false, options);
    float height = layout_of(ui, shown, style_of(ui, options), width).height();
    if (text.empty() && !options.placeholder.empty())
        height = std::max(height, paragraph_height(ui, width, options.placeholder, style_of(ui, options)));
    return height;
}

WordsEditorAnswer words_editor(Ui& ui, std::string_view name, const Rect& rect, std::string& text, EditorState& state,
                               const WordsEditorOptions& options) {
    const WidgetId id = ui.id(name);
    const TextStyle style = style_of(ui, options);
    const bool by_mouse = ImGui::GetIO().MouseSource != ImGuiMouseSource_TouchScreen;
    follow_owner(text, state);

    WordsEditorAnswer answer;
    ScrollArea area(ui, name, rect);
    const Vec2 origin{rect.x, area.top()};
    if (options.focus_now) ui.focus().focus(id ^ 1, false);
    const Touch touch = ui.touch(id ^ 1, rect, {.keeps = KeepsKeys::arrows, .keeps_drag = by_mouse, .typing = true});
    answer.focused = touch.focused;
    {
        const Shown before = shown_of(ui, text, state, false, options);
        const TextLayout& layout = layout_of(ui, before, style, area.width());
        if (handle_touch(ui, touch, text, state, layout, origin)) answer.caret_moved = true;
        if (touch.focused) {
            const TypingAnswer typed =
                handle_keys(ui, text, state, layout, {.length_max = options.length_max, .multi_line = true});
            static_cast<TypingAnswer&>(answer) = {typed.changed, typed.submitted, typed.full,
                                                  typed.caret_moved || answer.caret_moved};
        }
    }
    const Shown shown = shown_of(ui, text, state, touch.focused, options);
    const TextLayout& layout = layout_of(ui, shown, style, area.width());
    float height = layout.height();
    if (state.has_selection() && shown.compose_begin == shown.compose_end) {
        for_lines(ui, layout, origin, state.begin(), state.end(), [&](const Rect& line) {
            fill(ui, {line.x, line.y, std::max(line.width, ui.u(4)), line.height}, selection_colour(ui));
        });
    }
    draw_marks(ui, layout, origin, shown);
    if (shown.text.empty() && !options.placeholder.empty()) {
        height =
            std::max(height, paragraph(ui, origin, area.width(), options.placeholder, style, ui.theme.colour.ink3));
    } else {
        draw_layout(ui, layout, origin, ui.theme.colour.ink);
    }
    if (touch.focused) {
        const std::size_t at = shown.compose_end > shown.compose_begin ? shown.compose_end : state.caret;
        const Rect caret = caret_rect(ui, layout, origin, at, state);
        ui.type_at({caret.x, caret.y, caret.width, caret.height});
        if (caret_shows(ui, state)) fill(ui, caret, ui.theme.colour.primary, ui.exact(1));
        // Whoever scrolls away from the caret may; but it comes back when it moves, and when the page around it
        // changes.
        const float y = caret.y - origin.y;
        const bool moved = answer.caret_moved || touch.pressed || ui.focus().moved() || y != state.caret_y ||
                           rect.height != state.place_height;
        if (moved) {
            area.reveal(caret.y, caret.height);
            ui.wake_at(ui.now);
        }
        state.caret_y = y;
        state.place_height = rect.height;
    }
    area.end(height);
    if (touch.ring) focus_ring(ui, rect.grown(ui.u(2)), ui.u(8));
    return answer;
}

}  // namespace earshot::app
