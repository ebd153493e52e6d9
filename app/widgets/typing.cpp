#include "app/widgets/typing.hpp"

#include <cmath>

#include "app/theme/motion.hpp"
#include "platform/base/utf8.hpp"

namespace earshot::app {
namespace {

bool key(ImGuiKey which, bool repeat = true) {
    return ImGui::IsKeyPressed(which, repeat);
}

void move_by_line(Ui& ui, const std::string& text, EditorState& state, const TextLayout& layout, int lines,
                  Selecting selecting) {
    const std::size_t line = caret_line(layout, state);
    const float x = state.wanted_x >= 0 ? state.wanted_x : caret_x(ui, layout, line, state.caret);
    const auto target = static_cast<std::ptrdiff_t>(line) + lines;
    if (target < 0) {
        move_to(text, state, 0, selecting);
    } else if (target >= static_cast<std::ptrdiff_t>(layout.lines.size())) {
        move_to(text, state, text.size(), selecting);
    } else {
        const CaretPlace place = caret_at(ui, layout, {x, (static_cast<float>(target) + 0.5F) * layout.line_height});
        move_to(text, state, place.byte, selecting);
        state.upstream = place.upstream;
    }
    state.wanted_x = x;
}

void move_in_line(const std::string& text, EditorState& state, const TextLayout& layout, bool to_end,
                  Selecting selecting) {
    const std::size_t line = caret_line(layout, state);
    const TextLine& here = layout.lines[line];
    move_to(text, state, to_end ? here.end : here.begin, selecting);
    state.upstream = to_end && line + 1 < layout.lines.size() && layout.lines[line + 1].begin == here.end;
}

void handle_clipboard(std::string& text, EditorState& state, const TypingOptions& options, TypingAnswer& answer) {
    const bool shift = ImGui::GetIO().KeyShift;
    const bool ctrl = ImGui::GetIO().KeyCtrl;
    const bool copies = (ctrl && (key(ImGuiKey_C, false) || key(ImGuiKey_Insert, false)));
    const bool cuts = (ctrl && key(ImGuiKey_X, false)) || (shift && key(ImGuiKey_Delete, false));
    if ((copies || cuts) && state.has_selection()) {
        ImGui::SetClipboardText(selected_text(text, state).c_str());
        if (cuts) {
            erase(text, state, true, Reach::cluster);
            answer.changed = true;
        }
    }
    if ((ctrl && key(ImGuiKey_V)) || (shift && key(ImGuiKey_Insert))) {
        if (const char* pasted = ImGui::GetClipboardText(); pasted != nullptr && *pasted != 0) {
            answer.full = !insert(text, state, pasted, options.length_max, options.multi_line, false);
            answer.changed = true;
        }
    }
}

}  // namespace

std::size_t caret_line(const TextLayout& layout, const EditorState& state) {
    const std::size_t line = layout.line_of(state.caret);
    if (state.upstream && line > 0 && layout.lines[line].begin == state.caret) return line - 1;
    return line;
}

TypingAnswer handle_keys(Ui& ui, std::string& text, EditorState& state, const TextLayout& layout,
                         const TypingOptions& options) {
    TypingAnswer answer;
    const ImGuiIO& io = ImGui::GetIO();
    const std::size_t caret_before = state.caret;
    const std::size_t anchor_before = state.anchor;
    const Selecting selecting = io.KeyShift ? Selecting::yes : Selecting::no;
    const Reach reach = io.KeyCtrl ? Reach::word : Reach::cluster;
    // While an input method composes, arrows and Enter are its own.
    if (ui.composition.empty()) {
        if (key(ImGuiKey_LeftArrow)) move(text, state, false, reach, selecting);
        if (key(ImGuiKey_RightArrow)) move(text, state, true, reach, selecting);
        if (options.multi_line && key(ImGuiKey_UpArrow)) move_by_line(ui, text, state, layout, -1, selecting);
        if (options.multi_line && key(ImGuiKey_DownArrow)) move_by_line(ui, text, state, layout, 1, selecting);
        for (const bool to_end : {false, true}) {
            if (!key(to_end ? ImGuiKey_End : ImGuiKey_Home)) continue;
            if (io.KeyCtrl) {
                move(text, state, to_end, Reach::all, selecting);
            } else {
                move_in_line(text, state, layout, to_end, selecting);
            }
        }
        for (const bool forward : {false, true}) {
            if (!key(forward ? ImGuiKey_Delete : ImGuiKey_Backspace) || (forward && io.KeyShift)) continue;
            erase(text, state, forward, reach);
            answer.changed = true;
        }
        if (key(ImGuiKey_Enter) || key(ImGuiKey_KeypadEnter)) {
            if (options.multi_line && !io.KeyCtrl) {
                answer.full = !insert(text, state, "\n", options.length_max, true);
                answer.changed = true;
            } else {
                answer.submitted = true;
            }
        }
    }
    if (io.KeyCtrl && key(ImGuiKey_A, false)) select_all(text, state);
    if (io.KeyCtrl && key(ImGuiKey_Z)) answer.changed = io.KeyShift ? redo(text, state) : undo(text, state);
    if (io.KeyCtrl && key(ImGuiKey_Y)) answer.changed = redo(text, state) || answer.changed;
    handle_clipboard(text, state, options, answer);
    if (!io.InputQueueCharacters.empty() && (!io.KeyCtrl || io.KeyAlt)) {
        std::string typed;
        for (const ImWchar c : io.InputQueueCharacters)
            if (c >= 0x20) append_utf8(typed, c);
        if (!typed.empty()) {
            answer.full = !insert(text, state, typed, options.length_max, options.multi_line) || answer.full;
            answer.changed = true;
        }
    }
    answer.caret_moved = answer.changed || state.caret != caret_before || state.anchor != anchor_before;
    if (answer.caret_moved) {
        state.blink_from = ui.now;
        ui.wake_at(ui.now);
    }
    return answer;
}

bool handle_touch(Ui& ui, const Touch& touch, const std::string& text, EditorState& state, const TextLayout& layout,
                  Vec2 origin) {
    const ImGuiIO& io = ImGui::GetIO();
    const CaretPlace place = caret_at(ui, layout, {io.MousePos.x - origin.x, io.MousePos.y - origin.y});
    const bool finger = io.MouseSource == ImGuiMouseSource_TouchScreen;
    bool moved = false;
    const auto put = [&](Selecting selecting) {
        move_to(text, state, place.byte, selecting);
        state.upstream = place.upstream;
        moved = true;
    };
    // A finger may be about to scroll: it counts when it lifts. A mouse counts at once and drags a selection.
    if (finger ? touch.clicked : touch.pressed) {
        put(io.KeyShift ? Selecting::yes : Selecting::no);
        if (io.MouseClickedLastCount[0] == 2) select_word(text, state, place.byte);
        if (io.MouseClickedLastCount[0] >= 3) select_all(text, state);
    } else if (!finger && touch.held && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0) &&
               io.MouseClickedLastCount[0] <= 1) {
        put(Selecting::yes);
    } else if (finger && touch.long_press) {
        select_word(text, state, place.byte);
        moved = true;
    }
    if (moved) state.blink_from = ui.now;
    return moved;
}

bool caret_shows(Ui& ui, const EditorState& state) {
    if (ui.theme.less_movement) return true;
    const std::int64_t since = std::max<std::int64_t>(0, (ui.now - state.blink_from).count());
    if (since >= motion::caret_rest.count()) return true;
    const std::int64_t phase = since / motion::caret.count();
    ui.wake_at(state.blink_from + Duration{(phase + 1) * motion::caret.count()});
    return phase % 2 == 0;
}

Colour selection_colour(const Ui& ui) {
    const Palette& c = ui.theme.colour;
    return ui.theme.is_contrast() ? mixed(c.card, c.focus, 0.45F) : mixed(c.card, c.focus, 0.24F);
}

}  // namespace earshot::app
