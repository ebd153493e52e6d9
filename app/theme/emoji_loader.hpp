// app/theme/emoji_loader.hpp: colour emoji at any size.
//
// Noto Color Emoji holds pictures of one size only (136 pixels), which Dear ImGui's own FreeType loader can only show
// at that size. This one scales the picture down to the size that is asked for, once for each glyph and size.
#pragma once

struct ImFontLoader;

namespace earshot::app {

const ImFontLoader* emoji_loader();

}  // namespace earshot::app
