#include "app/theme/emoji_loader.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <algorithm>
#include <cmath>
#include <vector>

#include <imgui.h>
#include <imgui_internal.h>

namespace earshot::app {
namespace {

// An emoji is a little larger than the em of the text beside it, and hangs this far below the baseline.
constexpr float emoji_height = 1.17F;
constexpr float emoji_below_baseline = 0.22F;

struct Source {
    FT_Library library = nullptr;
    FT_Face face = nullptr;

    ~Source() {
        if (face != nullptr) FT_Done_Face(face);
        if (library != nullptr) FT_Done_FreeType(library);
    }
};

Source& source_of(const ImFontConfig* config) {
    return *static_cast<Source*>(config->FontLoaderData);
}

bool init_source(ImFontAtlas*, ImFontConfig* config) {
    auto* source = IM_NEW(Source)();
    config->FontLoaderData = source;
    return FT_Init_FreeType(&source->library) == 0 &&
           FT_New_Memory_Face(source->library, static_cast<const FT_Byte*>(config->FontData), config->FontDataSize,
                              static_cast<FT_Long>(config->FontNo), &source->face) == 0 &&
           source->face->num_fixed_sizes > 0 && FT_Select_Size(source->face, 0) == 0;
}

void destroy_source(ImFontAtlas*, ImFontConfig* config) {
    IM_DELETE(static_cast<Source*>(config->FontLoaderData));
    config->FontLoaderData = nullptr;
}

// Digits, # and * have glyphs in the font (for keycaps) that must not replace the text's own.
bool is_emoji(ImWchar codepoint) {
    return codepoint > 0xFF && codepoint != 0x200D && codepoint != 0xFE0F;
}

bool contains_glyph(ImFontAtlas*, ImFontConfig* config, ImWchar codepoint) {
    return is_emoji(codepoint) && FT_Get_Char_Index(source_of(config).face, codepoint) != 0;
}

struct Scaled {
    int width = 0;
    int height = 0;
    std::vector<ImU32> pixels;
};

// Each target pixel is the mean of the source pixels it covers; the source's colours are premultiplied already.
Scaled scale_down(const FT_Bitmap& bitmap, int width, int height) {
    Scaled result{width, height, {}};
    const float step_x = static_cast<float>(bitmap.width) / static_cast<float>(width);
    const float step_y = static_cast<float>(bitmap.rows) / static_cast<float>(height);
    const auto cover = [](float position, float step, unsigned int limit) {
        const int from = static_cast<int>(position * step);
        const int to = std::max(from + 1, static_cast<int>(std::ceil((position + 1) * step)));
        return std::pair{from, std::min(to, static_cast<int>(limit))};
    };
    for (int y = 0; y < height; ++y) {
        const auto [top, bottom] = cover(static_cast<float>(y), step_y, bitmap.rows);
        for (int x = 0; x < width; ++x) {
            const auto [left, right] = cover(static_cast<float>(x), step_x, bitmap.width);
            int sum[4] = {0, 0, 0, 0};
            for (int row = top; row < bottom; ++row) {
                const unsigned char* texel = bitmap.buffer + row * bitmap.pitch + left * 4;
                for (int column = left; column < right; ++column, texel += 4)
                    for (int channel = 0; channel < 4; ++channel)
                        sum[channel] += texel[channel];
            }
            const int count = std::max(1, (bottom - top) * (right - left));
            const int alpha = sum[3] / count;
            const auto straight = [&](int channel) {
                return alpha == 0 ? 0 : std::min(255, sum[channel] / count * 255 / alpha);
            };
            result.pixels.push_back(IM_COL32(straight(2), straight(1), straight(0), alpha));
        }
    }
    return result;
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* config, ImFontBaked* baked, void*, ImWchar codepoint,
                ImFontGlyph* glyph, float* advance_only) {
    FT_Face face = source_of(config).face;
    const FT_UInt index = is_emoji(codepoint) ? FT_Get_Char_Index(face, codepoint) : 0;
    if (index == 0 || FT_Load_Glyph(face, index, FT_LOAD_COLOR) != 0) return false;
    FT_GlyphSlot slot = face->glyph;
    if (slot->bitmap.pixel_mode != FT_PIXEL_MODE_BGRA || slot->bitmap.rows == 0) return false;
    // The source's SizePixels says how many pixels of the container's size make one em (fonts.cpp).
    const float em = baked->Size / baked->ContainerFont->Sources[0]->SizePixels * config->SizePixels;
    const float density = baked->RasterizerDensity;  // pixels for each unit of the baked size
    const float height = em * emoji_height;
    const float width = height * static_cast<float>(slot->bitmap.width) / static_cast<float>(slot->bitmap.rows);
    if (advance_only != nullptr) {
        *advance_only = width;
        return true;
    }
    const Scaled picture = scale_down(slot->bitmap, std::max(1, static_cast<int>(std::lround(width * density))),
                                      std::max(1, static_cast<int>(std::lround(height * density))));
    const ImFontAtlasRectId place = ImFontAtlasPackAddRect(atlas, picture.width, picture.height);
    if (place == ImFontAtlasRectId_Invalid) return false;
    glyph->Codepoint = codepoint & 0x3FFFFFFU;
    glyph->AdvanceX = width;
    glyph->X0 = 0;
    glyph->Y0 = baked->Ascent + em * emoji_below_baseline - height;
    glyph->X1 = static_cast<float>(picture.width) / density;
    glyph->Y1 = glyph->Y0 + static_cast<float>(picture.height) / density;
    glyph->Visible = true;
    glyph->Colored = true;
    glyph->PackId = place;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, config, glyph, ImFontAtlasPackGetRect(atlas, place),
                                       reinterpret_cast<const unsigned char*>(picture.pixels.data()),
                                       ImTextureFormat_RGBA32, picture.width * 4);
    return true;
}

}  // namespace

const ImFontLoader* emoji_loader() {
    static const ImFontLoader loader = [] {
        ImFontLoader made;
        made.Name = "emoji";
        made.FontSrcInit = init_source;
        made.FontSrcDestroy = destroy_source;
        made.FontSrcContainsGlyph = contains_glyph;
        made.FontBakedLoadGlyph = load_glyph;
        return made;
    }();
    return &loader;
}

}  // namespace earshot::app
