// app/widgets/photo.hpp: a picture from the store in a place of the screen.
//
// Drawn at its own size on whole pixels where it fits about exactly (see covering_side), which is sharp and fast;
// otherwise blended from its neighbours.
#pragma once

#include "app/widgets/ui.hpp"

namespace earshot::app {

struct PhotoSize {
    int width = 0, height = 0;  // pixels of the picture; 0: not known
};

// The longer side, in pixels, of a picture of these proportions that just covers a place of that size, or just fits
// into it. Not known: as if it were as wide as high.
int covering_side(PhotoSize picture, Vec2 place);
int fitting_side(PhotoSize picture, Vec2 place);
// Where a picture of these proportions stands in a place, as large as fits, on whole pixels.
Rect fitted_place(PhotoSize picture, const Rect& place);

// Fills the place; what does not fit is cut off on both sides alike. The corners are round.
void photo(Ui& ui, const Rect& place, ImTextureData& texture, float radius);

}  // namespace earshot::app
