#include "app/widgets/photo.hpp"

#include <array>
#include <cmath>

#include <imgui_internal.h>

namespace earshot::app {
namespace {

constexpr Colour white = IM_COL32_WHITE;

float ratio_of(PhotoSize picture) {
    if (picture.width < 1 || picture.height < 1) return 1;
    return static_cast<float>(picture.width) / static_cast<float>(picture.height);
}

int longer(float width, float height) {
    return std::max(1, static_cast<int>(std::ceil(std::max(width, height) - 0.01F)));
}

// Which part of the texture the place shows, from 0 to 1.
struct Cut {
    Vec2 from, to;
};

Cut cut_of(const ImTextureData& texture, const Rect& place) {
    const float width = static_cast<float>(texture.Width), height = static_cast<float>(texture.Height);
    float scale = std::max(place.width / width, place.height / height);
    // A picture that is as good as the right size is drawn texel by texel.
    const bool exact = std::abs(scale - 1) < 0.02F && width + 0.5F > place.width && height + 0.5F > place.height;
    if (exact) scale = 1;
    const float shown_width = place.width / scale, shown_height = place.height / scale;
    float left = (width - shown_width) / 2, top = (height - shown_height) / 2;
    if (exact) {
        left = std::floor(left);
        top = std::floor(top);
    }
    return {{left / width, top / height}, {(left + shown_width) / width, (top + shown_height) / height}};
}

}  // namespace

int covering_side(PhotoSize picture, Vec2 place) {
    const float ratio = ratio_of(picture);
    const float height = std::max(place.y, place.x / ratio);
    return longer(height * ratio, height);
}

int fitting_side(PhotoSize picture, Vec2 place) {
    const float ratio = ratio_of(picture);
    const float height = std::min(place.y, place.x / ratio);
    return longer(height * ratio, height);
}

Rect fitted_place(PhotoSize picture, const Rect& place) {
    const float ratio = ratio_of(picture);
    const float height = std::min(place.height, place.width / ratio);
    const Vec2 size{std::max(1.0F, std::floor(height * ratio)), std::max(1.0F, std::floor(height))};
    const Rect rect = place.centred(size);
    return {std::floor(rect.x), std::floor(rect.y), rect.width, rect.height};
}

// As three upright rectangles and four quarter discs: those are drawn many times faster than one polygon.
void photo(Ui& ui, const Rect& wanted, ImTextureData& texture, float radius) {
    if (wanted.empty() || !ui.visible(wanted)) return;
    // On whole pixels the parts meet without a seam.
    const Rect place{std::round(wanted.x), std::round(wanted.y), std::round(wanted.width), std::round(wanted.height)};
    const Cut cut = cut_of(texture, place);
    const auto at = [&](Vec2 point) {
        return Vec2{cut.from.x + (point.x - place.x) / place.width * (cut.to.x - cut.from.x),
                    cut.from.y + (point.y - place.y) / place.height * (cut.to.y - cut.from.y)};
    };
    ImDrawList& list = ui.list();
    const auto part = [&](const Rect& rect) {
        if (!rect.empty()) list.AddImage(texture.GetTexRef(), rect.min(), rect.max(), at(rect.min()), at(rect.max()));
    };
    const float round = std::floor(std::clamp(radius, 0.0F, std::min(place.width, place.height) / 2));
    if (round < 1) return part(place);
    const Rect middle = place.inset(round);
    part({middle.x, place.y, middle.width, round});
    part({place.x, middle.y, place.width, middle.height});
    part({middle.x, middle.bottom(), middle.width, round});
    const std::array<Vec2, 4> centres{{{middle.right(), middle.bottom()},
                                       {middle.x, middle.bottom()},
                                       {middle.x, middle.y},
                                       {middle.right(), middle.y}}};
    list.PushTexture(texture.GetTexRef());
    const int first = list.VtxBuffer.Size;
    for (int quarter = 0; quarter < 4; ++quarter) {
        const Vec2 centre = centres[static_cast<std::size_t>(quarter)];
        list.PathLineTo(centre);
        list.PathArcToFast(centre, round, quarter * 3, quarter * 3 + 3);
        list.PathFillConvex(white);
    }
    ImGui::ShadeVertsLinearUV(&list, first, list.VtxBuffer.Size, place.min(), place.max(), cut.from, cut.to, true);
    list.PopTexture();
}

}  // namespace earshot::app
