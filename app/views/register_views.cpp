#include "app/views/reader_view.hpp"
#include "app/views/view_registry.hpp"
#include "app/views/wall_view.hpp"

namespace earshot::app {

void register_views(ViewRegistry& views) {
    views.add<WallView>(Screen::wall);
    views.add<ReaderView>(Screen::reader);
}

}  // namespace earshot::app
