// app/theme/fonts.hpp: the seven faces, each with its fallbacks for Chinese, Japanese, Korean and emoji.
//
// Font files are mapped, not read: the 90 MB of the Han fonts cost what is shown of them. Dear ImGui draws any size of
// a face crisply on demand; its sizes are ascent plus descent in whole pixels, ours the em square: baked() converts.
//
// Files stay mapped as long as the process lives: an atlas points into them for as long as its context does.
// Threads: the front's.
#pragma once

#include <array>
#include <string>

#include <imgui.h>

#include "app/theme/type.hpp"
#include "platform/base/result.hpp"

namespace earshot::platform {
class MappedFile;
}  // namespace earshot::platform

namespace earshot::app {

class FontSet {
public:
    // Adds the faces to the atlas. `folder` is searched before the system's (EARSHOT_FONT_DIR). Errors name what to
    // install. Fallbacks that are missing are left out: their characters show as a box.
    static Result<FontSet> load(ImFontAtlas& atlas, const std::string& folder);

    // The glyphs of a face at exactly that em square. Valid in this frame.
    struct Baked {
        ImFontBaked* glyphs;
        float scale;  // from the glyphs' coordinates to pixels
    };
    Baked baked(Face face, float em_pixels) const;
    // Height above and depth below the baseline of a line of this face, as shares of the em.
    float ascent(Face face) const { return faces_[index(face)].ascent; }
    float descent(Face face) const { return faces_[index(face)].height - faces_[index(face)].ascent; }

private:
    struct Loaded {
        ImFont* font = nullptr;
        float ascent = 1;
        float height = 1.2F;  // ascent and descent
    };
    static std::size_t index(Face face) { return static_cast<std::size_t>(face); }

    std::array<Loaded, face_count> faces_{};
};

}  // namespace earshot::app
