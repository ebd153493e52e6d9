// app/widgets/text_edit.hpp: editing a text: caret, selection, words, undo. Pure: no pixels, no keys.
//
// The text belongs to the owner, the EditorState is what the person would expect to find again while the screen lasts.
// Positions are bytes at the start of a cluster: a letter with its accents, an emoji with its modifiers. A change made
// by the owner (a number that was hidden) becomes one step of undo like any other.
//
// Guarantees: the text stays valid UTF-8; no step cuts a cluster; undo and redo give back the same bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/time.hpp"

namespace earshot::app {

struct EditStep {
    std::size_t at = 0;
    std::string removed;
    std::string inserted;
    std::size_t caret_before = 0;
    std::size_t anchor_before = 0;
    bool typing = false;  // joins the step before it
};

struct EditorState {
    std::size_t caret = 0;
    std::size_t anchor = 0;  // the other end of the selection; the caret itself: none
    bool upstream = false;   // at a soft line end: the caret shows there, not on the next line
    float wanted_x = -1;     // of the caret, while it goes up and down
    float scroll_x = 0;      // of a single line
    // Where the caret was drawn last, from the top of the words, and how high their place was.
    float caret_y = -1, place_height = -1;
    Instant blink_from;  // the caret is on from here
    std::vector<EditStep> undo;
    std::vector<EditStep> redo;
    std::string seen;  // the text as it was left

    bool has_selection() const { return caret != anchor; }
    std::size_t begin() const { return caret < anchor ? caret : anchor; }
    std::size_t end() const { return caret < anchor ? anchor : caret; }
};

enum class Reach : std::uint8_t { cluster, word, all };
enum class Selecting : std::uint8_t { no, yes };

// Before anything else in a frame: follows what the owner did to the text.
void follow_owner(std::string& text, EditorState& state);
// Puts `typed` in place of the selection, without control characters and invalid bytes, as far as `code_points_max`
// allows; newlines only when wanted. False when something had to be left out.
bool insert(std::string& text, EditorState& state, std::string_view typed, std::size_t code_points_max, bool newlines,
            bool typing = true);
void erase(std::string& text, EditorState& state, bool forward, Reach reach);  // the selection, or towards there
void move(const std::string& text, EditorState& state, bool forward, Reach reach, Selecting selecting);
void move_to(const std::string& text, EditorState& state, std::size_t byte, Selecting selecting);
void select_all(const std::string& text, EditorState& state);
void select_word(const std::string& text, EditorState& state, std::size_t byte);
std::string selected_text(const std::string& text, const EditorState& state);
bool undo(std::string& text, EditorState& state);
bool redo(std::string& text, EditorState& state);

std::size_t next_cluster(std::string_view text, std::size_t at);
std::size_t previous_cluster(std::string_view text, std::size_t at);
std::size_t next_word(std::string_view text, std::size_t at);
std::size_t previous_word(std::string_view text, std::size_t at);

}  // namespace earshot::app
