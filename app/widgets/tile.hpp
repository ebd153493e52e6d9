// app/widgets/tile.hpp: one choice of a few, as a tile; and the four kinds of story.
#pragma once

#include <array>
#include <optional>

#include "app/widgets/chip.hpp"

namespace earshot::app {

struct TileOptions {
    std::string_view label;
    std::string_view detail;  // a quieter second line
    Icon icon = Icon::none;
    std::optional<Kind> kind;  // gives icon and colours; otherwise primary
    bool selected = false;
    bool check = false;  // a check before the word while selected
    bool enabled = true;
    TouchOptions touch = {};
};
float tile_height(Ui& ui, const TileOptions& options, float width);
float tile_width(Ui& ui, const TileOptions& options);  // on one line
bool tile(Ui& ui, std::string_view name, const Rect& rect, const TileOptions& options);

// Praise, pain, idea, issue beside each other, or in rows where the words are long. The one that was pressed.
using KindLabels = std::array<std::string_view, 4>;
float kind_picker_height(Ui& ui, const KindLabels& labels, float width);
std::optional<Kind> kind_picker(Ui& ui, std::string_view name, const Rect& rect, const KindLabels& labels,
                                std::optional<Kind> selected);

// Any few choices as tiles, the same way. The index that was pressed.
float tiles_height(Ui& ui, std::span<const TileOptions> tiles, float width);
std::optional<std::size_t> tiles(Ui& ui, std::string_view name, const Rect& rect, std::span<const TileOptions> tiles);

}  // namespace earshot::app
