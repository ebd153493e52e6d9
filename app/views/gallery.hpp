// app/views/gallery.hpp: every widget in every state on one long page, for the eyes of those who draw and for the tests
// that look for cut text. Its words are samples, in English and in German, which is longer.
#pragma once

#include <optional>
#include <string>

#include "app/widgets/widgets.hpp"

namespace earshot::app {

struct GalleryState {
    bool german = false;
    std::optional<Kind> kind = Kind::pain;
    int mood = 2;
    std::optional<std::size_t> stage = 4;
    std::size_t lens = 0;
    std::size_t answer = 1;
    std::size_t size = 0;
    std::optional<std::size_t> language = 0;
    bool may_leave = true;
    bool sheet = false;
    bool toast = false;
    std::string words;
    EditorState words_editor;
    std::string search;
    EditorState search_editor;
    std::string name;
    EditorState name_editor;
    std::string code = "K7M4PQ";
    int pressed = 0;  // how often a button was
};

void draw_gallery(Ui& ui, GalleryState& state);

}  // namespace earshot::app
