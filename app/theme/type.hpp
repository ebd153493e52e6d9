// app/theme/type.hpp: the faces and the sizes of text, by role.
//
// Sizes are units at text scale 1, as the size of the em square (what CSS calls font-size). The customer's words are
// set in the serif; everything else in the sans.
#pragma once

#include <cstdint>

namespace earshot::app {

enum class Face : std::uint8_t { regular, medium, semibold, bold, serif, serif_bold, icons };
constexpr int face_count = 7;

struct TextStyle {
    Face face = Face::regular;
    float size = 18;
    float line = 26;

    TextStyle with(Face other) const { return {other, size, line}; }
    bool operator==(const TextStyle&) const = default;
};

struct TypeScale {
    TextStyle words_large;    // read whole, from afar
    TextStyle words_writing;  // being written
    TextStyle words;          // on a card
    TextStyle words_small;    // in a list
    TextStyle display;        // the sentence of an empty screen
    TextStyle title;          // of a sheet
    TextStyle heading;        // of a panel or card
    TextStyle body;
    TextStyle strong;
    TextStyle button;
    TextStyle button_big;
    TextStyle tab;
    TextStyle tile;
    TextStyle label;  // above a group of controls
    TextStyle hint;
    TextStyle chip;
    TextStyle mood;
    TextStyle stage;
    TextStyle number;  // that counts people
};

}  // namespace earshot::app
