// app/views/tablet_bar.hpp: the bar on top of the tablet's screens: the brand, the tabs, where the tablet stands, and
// how it stands with sending, which opens the sheet.
//
// What does not fit gives way in this order: the place, the word Earshot, the word of the badge, the words of the tabs
// that are not shown. Tabs and badge are always there to touch.
#pragma once

#include "app/views/sync_scene.hpp"
#include "app/widgets/rect.hpp"

namespace earshot::app {

class TabletBar {
public:
    static float height(Ui& ui);
    void draw(FrameContext& frame, const Rect& bar);

private:
    SyncScene scene_;
};

}  // namespace earshot::app
