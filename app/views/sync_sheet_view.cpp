#include "app/views/sync_sheet_view.hpp"

#include <algorithm>
#include <cmath>

#include "app/widgets/scroll_area.hpp"
#include "app/widgets/sheet.hpp"

namespace earshot::app {
namespace {

// Narrower than this, what stands right goes below.
constexpr float columns_least = 960;
constexpr float left_share = 628.0F / (628 + 508);

}  // namespace

void SyncSheetView::draw(FrameContext& frame) {
    Ui& ui = frame.ui;
    SheetState& state = frame.state.sheet;
    Sheet sheet(ui, "sync sheet", state.open, {.title = frame.tr("sync.title")});
    if (!state.open) state.renaming = false;
    if (!sheet) return;
    scene_.update(frame);
    sending_.update(frame);

    // The shadows of cards may be seen beside the columns.
    const Rect& content = sheet.content();
    const float aside = ui.u(8);
    ScrollArea area(ui, "sync", content.inset(-aside, 0));
    const float top = area.top() + ui.u(4);
    float height = 0;
    if (content.width >= ui.text_u(columns_least)) {
        const float gap = ui.u(24);
        const float left = std::floor((content.width - gap) * left_share);
        height = sending_.draw(frame, scene_, {content.x, top}, left);
        const Vec2 right{content.x + left + gap, top};
        height = std::max(height, device_.draw(frame, scene_.device(), right, content.width - left - gap));
    } else {
        height = sending_.draw(frame, scene_, {content.x, top}, content.width);
        height += ui.u(24);
        height += device_.draw(frame, scene_.device(), {content.x, top + height}, content.width);
    }
    area.end(ui.u(4) + height + ui.u(28));
}

}  // namespace earshot::app
