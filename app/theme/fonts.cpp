#include "app/theme/fonts.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

#include <imgui_freetype.h>

#include "app/theme/emoji_loader.hpp"
#include "app/theme/font_files.hpp"
#include "platform/host/mapped_file.hpp"

namespace earshot::app {
namespace {

using Names = const std::string_view[];

constexpr std::string_view inter_regular[] = {"Inter-Regular.otf", "Inter-Regular.ttf"};
constexpr std::string_view inter_medium[] = {"Inter-Medium.otf", "Inter-Medium.ttf"};
constexpr std::string_view inter_semibold[] = {"Inter-SemiBold.otf", "Inter-SemiBold.ttf"};
constexpr std::string_view inter_bold[] = {"Inter-Bold.otf", "Inter-Bold.ttf"};
constexpr std::string_view serif_regular[] = {"NotoSerif-Regular.ttf"};
constexpr std::string_view serif_bold[] = {"NotoSerif-Bold.ttf"};
constexpr std::string_view icons[] = {"materialdesignicons-webfont.ttf"};
constexpr std::string_view sans_cjk[] = {"NotoSansCJK-Regular.ttc", "NotoSansCJKjp-Regular.otf"};
constexpr std::string_view sans_cjk_bold[] = {"NotoSansCJK-Bold.ttc", "NotoSansCJKjp-Bold.otf"};
constexpr std::string_view serif_cjk[] = {"NotoSerifCJK-Regular.ttc", "NotoSerifCJKjp-Regular.otf"};
constexpr std::string_view serif_cjk_bold[] = {"NotoSerifCJK-Bold.ttc", "NotoSerifCJKjp-Bold.otf"};
constexpr std::string_view emoji[] = {"NotoColorEmoji.ttf"};
constexpr std::string_view sans_other[] = {"NotoSans-Regular.ttf"};

constexpr FontFile emoji_file{"Noto Color Emoji", emoji, "fonts-noto-color-emoji"};
constexpr FontFile other_file{"Noto Sans", sans_other, "fonts-noto-core"};

struct FaceFiles {
    Face face;
    FontFile main;
    FontFile han;  // no files: none
};

constexpr std::string_view package_inter = "fonts-inter";
constexpr std::string_view package_noto = "fonts-noto-core";
constexpr std::string_view package_han = "fonts-noto-cjk";
constexpr std::string_view package_icons = "fonts-materialdesignicons-webfont";

constexpr FaceFiles face_files[] = {
    {Face::regular, {"Inter Regular", inter_regular, package_inter}, {"Noto Sans CJK", sans_cjk, package_han}},
    {Face::medium, {"Inter Medium", inter_medium, package_inter}, {"Noto Sans CJK", sans_cjk, package_han}},
    {Face::semibold,
     {"Inter SemiBold", inter_semibold, package_inter},
     {"Noto Sans CJK Bold", sans_cjk_bold, package_han}},
    {Face::bold, {"Inter Bold", inter_bold, package_inter}, {"Noto Sans CJK Bold", sans_cjk_bold, package_han}},
    {Face::serif, {"Noto Serif", serif_regular, package_noto}, {"Noto Serif CJK", serif_cjk, package_han}},
    {Face::serif_bold,
     {"Noto Serif Bold", serif_bold, package_noto},
     {"Noto Serif CJK Bold", serif_cjk_bold, package_han}},
    {Face::icons, {"Material Design Icons", icons, package_icons}, {}},
};

// Ascent and ascent plus descent of a font, as shares of its em square.
struct Proportions {
    float ascent = 1;
    float height = 1.2F;
};

Result<Proportions> proportions_of(std::span<const std::byte> file, const std::string& path) {
    FT_Library library = nullptr;
    FT_Face face = nullptr;
    if (FT_Init_FreeType(&library) != 0) return Error{Errc::io, "The font library could not be started."};
    const bool opened = FT_New_Memory_Face(library, reinterpret_cast<const FT_Byte*>(file.data()),
                                           static_cast<FT_Long>(file.size()), 0, &face) == 0;
    Proportions result;
    if (opened && face->units_per_EM > 0) {
        const auto em = static_cast<float>(face->units_per_EM);
        result = {static_cast<float>(face->ascender) / em, static_cast<float>(face->ascender - face->descender) / em};
    }
    if (opened) FT_Done_Face(face);
    FT_Done_FreeType(library);
    if (!opened) return Error{Errc::corrupt, "The font file " + path + " cannot be read. Install its package again."};
    return result;
}

// The atlas copies data that it is told not to own (25 MB of a Han font), so ownership is taken back afterwards.
ImFont* add_font(ImFontAtlas& atlas, const ImFontConfig& config) {
    ImFont* font = atlas.AddFont(&config);
    atlas.Sources.back().FontDataOwnedByAtlas = false;
    return font;
}

struct Opened {
    std::shared_ptr<const platform::MappedFile> file;
    Proportions proportions;
};

// Each file is opened once, however many faces and atlases it serves.
Result<Opened> open_font(const FontCatalogue& catalogue, const FontFile& wanted) {
    static std::map<std::string, Opened> opened;
    EARSHOT_TRY(const std::string path, catalogue.find(wanted));
    if (const auto known = opened.find(path); known != opened.end()) return known->second;
    EARSHOT_TRY(auto file, platform::MappedFile::open(path));
    EARSHOT_TRY(const Proportions proportions, proportions_of(file->bytes(), path));
    return opened.emplace(path, Opened{std::move(file), proportions}).first->second;
}

ImFontConfig config_for(const Opened& opened, std::string_view name) {
    ImFontConfig config;
    const std::span<const std::byte> bytes = opened.file->bytes();
    config.FontData = const_cast<std::byte*>(bytes.data());  // read only; the atlas never writes it
    config.FontDataSize = static_cast<int>(bytes.size());
    config.PixelSnapV = false;  // glyphs are placed by the baseline, exactly
    // Sizes of merged fonts follow the main one by this ratio: all get the same em square.
    config.SizePixels = 100 * opened.proportions.height;
    config.FontLoaderFlags = ImGuiFreeTypeLoaderFlags_NoHinting;
    std::snprintf(config.Name, sizeof config.Name, "%.*s", static_cast<int>(name.size()), name.data());
    return config;
}

}  // namespace

Result<FontSet> FontSet::load(ImFontAtlas& atlas, const std::string& folder) {
    const FontCatalogue catalogue(font_folders(folder));
    FontSet set;
    for (const FaceFiles& files : face_files) {
        EARSHOT_TRY(const Opened main, open_font(catalogue, files.main));
        const ImFontConfig config = config_for(main, files.main.name);
        ImFont* font = add_font(atlas, config);
        if (font == nullptr)
            return Error{Errc::corrupt,
                         "The font " + std::string(files.main.name) + " cannot be read. Install its package again."};
        set.faces_[index(files.face)] = {font, main.proportions.ascent, main.proportions.height};
        if (files.han.files.empty()) continue;
        for (const FontFile* fallback : {&files.han, &other_file, &emoji_file}) {
            const auto opened = open_font(catalogue, *fallback);
            if (!opened) continue;
            ImFontConfig merged = config_for(*opened, fallback->name);
            merged.MergeMode = true;
            if (fallback == &emoji_file) {
                merged.FontLoader = emoji_loader();
                merged.SizePixels = 100;  // the em square itself
            }
            add_font(atlas, merged);
        }
    }
    return set;
}

FontSet::Baked FontSet::baked(Face face, float em_pixels) const {
    // Dear ImGui rounds sizes, not densities: the density carries the exact rest.
    const Loaded& loaded = faces_[index(face)];
    const float exact = em_pixels * loaded.height;
    const float rounded = std::max(1.0F, std::round(exact));
    const float density = exact / rounded;
    return {loaded.font->GetFontBaked(rounded, density), density};
}

}  // namespace earshot::app
