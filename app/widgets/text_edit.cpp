#include "app/widgets/text_edit.hpp"

#include <algorithm>

#include "app/widgets/line_break.hpp"
#include "platform/base/utf8.hpp"

namespace earshot::app {
namespace {

constexpr std::size_t steps_max = 400;

bool continues_cluster(std::uint32_t c) {
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x20D0 && c <= 0x20FF) ||
           (c >= 0x3099 && c <= 0x309A) || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF) ||
           c == 0x200D || (c >= 0xE0020 && c <= 0xE007F);
}

bool is_flag_half(std::uint32_t c) {
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}

enum class Class : std::uint8_t { space, word, mark, han };

Class class_of(std::uint32_t c) {
    if (c == '\n' || is_space(c)) return Class::space;
    if (is_cjk(c)) return Class::han;
    if (c < 0x80) {
        const bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
        return letter || c == '\'' ? Class::word : Class::mark;
    }
    if (c == 0x2019) return Class::word;  // the apostrophe of "I’ve"
    if ((c >= 0x2010 && c <= 0x206F) || (c >= 0xA1 && c <= 0xBF)) return Class::mark;
    return Class::word;
}

Class class_at(std::string_view text, std::size_t at) {
    return class_of(decode_utf8(text, at).value);
}

std::size_t on_boundary(std::string_view text, std::size_t at) {
    at = std::min(at, text.size());
    while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
        --at;
    return at;
}

// Replaces text and remembers how to take it back.
void replace(std::string& text, EditorState& state, std::size_t at, std::size_t length, std::string_view inserted,
             bool typing) {
    EditStep step{.at = at,
                  .removed = text.substr(at, length),
                  .inserted = std::string(inserted),
                  .caret_before = state.caret,
                  .anchor_before = state.anchor,
                  .typing = typing};
    text.replace(at, length, inserted);
    state.caret = state.anchor = at + inserted.size();
    state.upstream = false;
    state.wanted_x = -1;
    state.seen = text;
    state.redo.clear();
    if (typing && !state.undo.empty()) {
        // Letters typed in a row are one step, up to the space after a word.
        EditStep& last = state.undo.back();
        const bool in_a_row = last.typing && step.removed.empty() && last.at + last.inserted.size() == at;
        const bool new_word = !last.inserted.empty() && !inserted.empty() && inserted.front() != ' ' &&
                              (last.inserted.back() == ' ' || last.inserted.back() == '\n');
        if (in_a_row && !new_word) {
            last.inserted += inserted;
            return;
        }
        const bool erasing = last.typing && step.inserted.empty() && last.inserted.empty() && at + length == last.at;
        if (erasing) {
            last.removed.insert(0, step.removed);
            last.at = at;
            return;
        }
    }
    state.undo.push_back(std::move(step));
    if (state.undo.size() > steps_max) state.undo.erase(state.undo.begin());
}

// What may stand in a text, from what was typed or pasted.
std::string cleaned(std::string_view typed, bool newlines) {
    std::string result;
    for (std::size_t at = 0; at < typed.size();) {
        const CodePoint c = decode_utf8(typed, at);
        at += c.length;
        const bool invalid = c.value == 0xFFFD && c.length == 1;
        if (c.value == '\t' || (c.value == '\n' && !newlines)) {
            result += ' ';
        } else if (c.value == '\n' || (c.value >= 0x20 && c.value != 0x7F && !invalid)) {
            append_utf8(result, c.value);
        }
    }
    return result;
}

}  // namespace

std::size_t next_cluster(std::string_view text, std::size_t at) {
    if (at >= text.size()) return text.size();
    CodePoint c = decode_utf8(text, at);
    std::size_t next = at + c.length;
    if (is_flag_half(c.value) && next < text.size() && is_flag_half(decode_utf8(text, next).value))
        next += decode_utf8(text, next).length;
    while (next < text.size()) {
        const bool joined = c.value == 0x200D;  // the emoji after a joiner belongs to the one before
        c = decode_utf8(text, next);
        if (!continues_cluster(c.value) && !joined) break;
        next += c.length;
    }
    return next;
}

std::size_t previous_cluster(std::string_view text, std::size_t at) {
    at = std::min(at, text.size());
    // From a place that certainly starts a cluster, forward again.
    std::size_t start = at;
    for (int steps = 0; steps < 24 && start > 0; ++steps) {
        start = previous_code_point(text, start);
        const std::uint32_t c = decode_utf8(text, start).value;
        if (c < 0x80 && start < at && steps > 0) break;
    }
    std::size_t last = start;
    for (std::size_t next = start; next < at; next = next_cluster(text, next))
        last = next;
    return at == 0 ? 0 : last;
}

std::size_t next_word(std::string_view text, std::size_t at) {
    if (at >= text.size()) return text.size();
    const Class here = class_at(text, at);
    while (at < text.size() && class_at(text, at) == here && here != Class::space)
        at = next_cluster(text, at);
    while (at < text.size() && class_at(text, at) == Class::space)
        at = next_cluster(text, at);
    return at;
}

std::size_t previous_word(std::string_view text, std::size_t at) {
    while (at > 0 && class_at(text, previous_cluster(text, at)) == Class::space)
        at = previous_cluster(text, at);
    if (at == 0) return 0;
    const Class here = class_at(text, previous_cluster(text, at));
    while (at > 0 && class_at(text, previous_cluster(text, at)) == here)
        at = previous_cluster(text, at);
    return at;
}

void follow_owner(std::string& text, EditorState& state) {
    if (text == state.seen) return;
    const std::string& before = state.seen;
    if (before.empty() && state.undo.empty()) {
        // The first sight of a text: nothing was changed.
        state.seen = text;
        state.caret = state.anchor = std::min(state.caret == 0 ? text.size() : state.caret, text.size());
        return;
    }
    std::size_t front = 0;
    const std::size_t shorter = std::min(before.size(), text.size());
    while (front < shorter && before[front] == text[front])
        ++front;
    front = std::min(on_boundary(text, front), on_boundary(before, front));
    std::size_t back = 0;
    while (back < shorter - front && before[before.size() - 1 - back] == text[text.size() - 1 - back])
        ++back;
    // The common end must begin with a whole character.
    while (back > 0 && (static_cast<unsigned char>(text[text.size() - back]) & 0xC0) == 0x80)
        --back;
    EditStep step{.at = front,
                  .removed = before.substr(front, before.size() - front - back),
                  .inserted = text.substr(front, text.size() - front - back),
                  .caret_before = state.caret,
                  .anchor_before = state.anchor};
    // The caret stays with the words around it.
    const auto moved = [&](std::size_t at) {
        if (at <= front) return at;
        if (at >= before.size() - back) return at + text.size() - before.size();
        return front + step.inserted.size();
    };
    state.caret = on_boundary(text, moved(state.caret));
    state.anchor = on_boundary(text, moved(state.anchor));
    state.undo.push_back(std::move(step));
    state.redo.clear();
    state.seen = text;
}

bool insert(std::string& text, EditorState& state, std::string_view typed, std::size_t code_points_max, bool newlines,
            bool typing) {
    const std::string clean = cleaned(typed, newlines);
    const std::string_view kept_text = std::string_view(text);
    const std::size_t kept =
        count_code_points(kept_text.substr(0, state.begin())) + count_code_points(kept_text.substr(state.end()));
    const std::size_t room = code_points_max > kept ? code_points_max - kept : 0;
    const std::string_view fits = utf8_prefix(clean, room);
    if (!fits.empty() || state.has_selection())
        replace(text, state, state.begin(), state.end() - state.begin(), fits, typing && !state.has_selection());
    return fits.size() == clean.size();
}

void erase(std::string& text, EditorState& state, bool forward, Reach reach) {
    std::size_t from = state.begin();
    std::size_t to = state.end();
    if (!state.has_selection()) {
        if (forward) {
            to = reach == Reach::all    ? text.size()
                 : reach == Reach::word ? next_word(text, to)
                                        : next_cluster(text, to);
        } else {
            from = reach == Reach::all    ? 0
                   : reach == Reach::word ? previous_word(text, from)
                                          : previous_cluster(text, from);
        }
    }
    if (from == to) return;
    const bool typing = !state.has_selection() && !forward && reach == Reach::cluster;
    replace(text, state, from, to - from, {}, typing);
}

void move(const std::string& text, EditorState& state, bool forward, Reach reach, Selecting selecting) {
    if (selecting == Selecting::no && state.has_selection() && reach == Reach::cluster) {
        move_to(text, state, forward ? state.end() : state.begin(), Selecting::no);
        return;
    }
    std::size_t to = state.caret;
    switch (reach) {
        case Reach::cluster:
            to = forward ? next_cluster(text, to) : previous_cluster(text, to);
            break;
        case Reach::word:
            to = forward ? next_word(text, to) : previous_word(text, to);
            break;
        case Reach::all:
            to = forward ? text.size() : 0;
            break;
    }
    move_to(text, state, to, selecting);
}

void move_to(const std::string& text, EditorState& state, std::size_t byte, Selecting selecting) {
    state.caret = on_boundary(text, byte);
    if (selecting == Selecting::no) state.anchor = state.caret;
    state.upstream = false;
    state.wanted_x = -1;
    // What is typed from here on is a step of its own.
    if (!state.undo.empty()) state.undo.back().typing = false;
}

void select_all(const std::string& text, EditorState& state) {
    move_to(text, state, text.size(), Selecting::no);
    state.anchor = 0;
}

void select_word(const std::string& text, EditorState& state, std::size_t byte) {
    if (text.empty()) return;
    byte = on_boundary(text, byte);
    if (byte == text.size()) byte = previous_cluster(text, byte);
    const Class here = class_at(text, byte);
    std::size_t from = byte;
    while (from > 0 && class_at(text, previous_cluster(text, from)) == here)
        from = previous_cluster(text, from);
    std::size_t to = byte;
    while (to < text.size() && class_at(text, to) == here)
        to = next_cluster(text, to);
    move_to(text, state, to, Selecting::no);
    state.anchor = from;
}

std::string selected_text(const std::string& text, const EditorState& state) {
    return text.substr(state.begin(), state.end() - state.begin());
}

bool undo(std::string& text, EditorState& state) {
    if (state.undo.empty()) return false;
    EditStep step = std::move(state.undo.back());
    state.undo.pop_back();
    text.replace(step.at, step.inserted.size(), step.removed);
    state.caret = std::min(step.caret_before, text.size());
    state.anchor = std::min(step.anchor_before, text.size());
    step.typing = false;
    state.redo.push_back(std::move(step));
    state.seen = text;
    state.upstream = false;
    state.wanted_x = -1;
    return true;
}

bool redo(std::string& text, EditorState& state) {
    if (state.redo.empty()) return false;
    EditStep step = std::move(state.redo.back());
    state.redo.pop_back();
    text.replace(step.at, step.removed.size(), step.inserted);
    state.caret = state.anchor = step.at + step.inserted.size();
    state.undo.push_back(std::move(step));
    state.seen = text;
    state.upstream = false;
    state.wanted_x = -1;
    return true;
}

}  // namespace earshot::app
