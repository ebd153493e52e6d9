#include "app/views/photo_sheet_view.hpp"

#include <algorithm>
#include <cmath>

#include "app/widgets/empty_state.hpp"
#include "app/widgets/photo.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/sheet.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

constexpr float tile_least = 210;  // units, of large text more

// The place says nothing of the picture's proportions: enough for 4:3 and 16:9, however it was held.
int side_for(const Rect& place) {
    return covering_side({3, 4}, {place.width, place.height});
}

std::string_view name_of(const FoundPicture& picture) {
    const std::string_view path = picture.path;
    return path.substr(path.rfind('/') + 1);
}

}  // namespace

void PhotoSheetView::draw(FrameContext& frame) {
    Ui& ui = frame.ui;
    PhotoSheetState& state = frame.state.photos;
    if (state.open && !was_open_) frame.device_photos.look_again();
    was_open_ = state.open;
    Sheet sheet(ui, "photo sheet", state.open, {.title = frame.tr("photo.title")});
    if (!sheet) return;
    const FoundPictures* found = frame.device_photos.found();
    if (found == nullptr) return;  // Its arrival brings a frame.
    if (found->pictures.empty()) {
        draw_none(frame, *found, sheet.content());
    } else {
        draw_pictures(frame, *found, sheet.content());
    }
}

void PhotoSheetView::draw_pictures(FrameContext& frame, const FoundPictures& found, const Rect& content) const {
    Ui& ui = frame.ui;
    const float gap = ui.u(14);
    const auto fit = static_cast<std::size_t>(std::max(1.0F, (content.width + gap) / (ui.text_u(tile_least) + gap)));
    const std::size_t columns = std::max<std::size_t>(2, fit);
    const float width = std::floor((content.width + gap) / static_cast<float>(columns) - gap);
    const float height = std::round(width * 3 / 4);
    const std::size_t count = found.pictures.size(), rows = (count + columns - 1) / columns;

    // Focus rings may be seen beside the tiles.
    const float aside = ui.u(8);
    ScrollArea area(ui, "pictures", content.inset(-aside, 0));
    const float top = area.top() + aside;
    const VisibleRows seen = visible_rows(area, top, height + gap, rows);
    for (std::size_t i = seen.first * columns; i < std::min(count, seen.last * columns); ++i) {
        const float x = content.x + static_cast<float>(i % columns) * (width + gap);
        const float y = top + static_cast<float>(i / columns) * (height + gap);
        const IdScope scope(ui, "picture", i);
        draw_tile(frame, found.pictures[i], {x, y, width, height});
    }
    area.end(aside + static_cast<float>(rows) * (height + gap) + ui.u(14));
}

void PhotoSheetView::draw_tile(FrameContext& frame, const FoundPicture& picture, const Rect& rect) const {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    const float radius = ui.u(ui.theme.size.card_radius);
    const Touch touch = ui.touch(ui.id("tile"), rect);
    ImTextureData* shown = ui.visible(rect) ? frame.device_photos.find(picture.path, side_for(rect)) : nullptr;
    if (shown != nullptr) {
        photo(ui, rect, *shown, radius);
    } else {
        fill(ui, rect, c.fill, radius);
        draw_icon(ui, Icon::camera, rect.centre(), ui.u(ui.theme.size.icon_big), c.ink3);
        if (frame.device_photos.is_broken(picture.path)) {
            const float line = line_height(ui, ui.theme.type.hint);
            const Rect foot{rect.x + ui.u(12), rect.bottom() - line - ui.u(10), rect.width - ui.u(24), line};
            paragraph(ui, foot.min(), foot.width, name_of(picture), ui.theme.type.hint, c.ink2,
                      {.lines_max = 1, .align = Align::centre});
        }
    }
    if (ui.theme.is_contrast()) edge(ui, rect, c.control, ui.exact(2), radius);
    if (touch.hovered && touch.glow == 0) fill(ui, rect, faded(c.ink, 0.08F), radius);
    if (touch.glow > 0) fill(ui, rect, faded(c.ink, 0.18F * touch.glow), radius);
    if (touch.ring) focus_ring(ui, rect, radius);
    if (!touch.clicked || !frame.state.photos.open) return;
    frame.state.photos.open = false;
    frame.intents.push_back(intent::AddPhotos{{picture.path}});
    ui.wake_at(ui.now);
}

void PhotoSheetView::draw_none(FrameContext& frame, const FoundPictures& found, const Rect& content) {
    if (none_.empty() || none_folder_ != found.folder || none_language_ != frame.tr.language()) {
        none_folder_ = found.folder;
        none_language_ = frame.tr.language();
        none_ = found.folder.empty() ? std::string(frame.tr("photo.no_folder"))
                                     : frame.tr("photo.none_there", {found.folder});
    }
    empty_state(frame.ui, "none", content,
                {.title = frame.tr("photo.none"), .words = none_, .action = {}, .illustrated = false});
}

}  // namespace earshot::app
