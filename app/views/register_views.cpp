#include "app/views/gallery_view.hpp"
#include "app/views/log_view.hpp"
#include "app/views/photo_sheet_view.hpp"
#include "app/views/reader_view.hpp"
#include "app/views/stories_view.hpp"
#include "app/views/sync_sheet_view.hpp"
#include "app/views/view_registry.hpp"
#include "app/views/wall_view.hpp"
#include "app/views/welcome_view.hpp"

namespace earshot::app {

void register_views(ViewRegistry& views) {
    views.add<WelcomeView>(Screen::welcome);
    views.add<LogView>(Screen::log);
    views.add<StoriesView>(Screen::stories);
    views.add<WallView>(Screen::wall);
    views.add<ReaderView>(Screen::reader);
    views.add<GalleryView>(Screen::gallery);
    views.add_above<SyncSheetView>();
    views.add_above<PhotoSheetView>();
}

}  // namespace earshot::app
