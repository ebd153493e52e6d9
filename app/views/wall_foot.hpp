// app/views/wall_foot.hpp: what stands below the cards: the customers who wait for an answer, the silent site, how
// fresh the wall is.
#pragma once

#include "app/views/wall_scene.hpp"
#include "app/views/wall_words.hpp"
#include "app/widgets/ui.hpp"

namespace earshot::app {

// Heights at the person's text size, in pixels.
float wall_attention_height(const Ui& ui);
float wall_notes_height(Ui& ui, const WallScene& scene, float width);

// True when touched.
bool wall_attention(Ui& ui, const Rect& rect, const WallAttention& attention, FittedWords& fitted, const Strings& tr);
bool wall_notes(Ui& ui, const Rect& rect, const WallScene& scene);

}  // namespace earshot::app
