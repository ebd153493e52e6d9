// platform/sdl/rasterizer.hpp: draws Dear ImGui's triangles into memory, without a graphics card.
//
// SDL's own software renderer cuts every corner of a triangle to whole pixels, which makes curves and thin strokes
// ragged. This one keeps 1/256 of a pixel and the top-left rule, so that the soft edges Dear ImGui computes come out as
// on a graphics card, and the same picture comes out on every machine (golden pictures rely on it).
//
// Textures are Dear ImGui's own pixel buffers: nothing is uploaded. Sampling takes the nearest texel, which is exact
// for glyphs and pictures drawn at their size on whole pixels; larger or smaller pictures are blended from four texels.
#pragma once

#include <imgui.h>

#include "platform/sdl/picture.hpp"

namespace earshot::platform {

// Takes over texture requests (Dear ImGui's RendererHasTextures contract); call before draw_triangles, every frame.
void update_textures(const ImDrawData& data);
// Draws over what is in the picture. Its alpha stays opaque.
void draw_triangles(const ImDrawData& data, Picture& picture);
// Gives all textures back; before the context is destroyed.
void release_textures();

}  // namespace earshot::platform
