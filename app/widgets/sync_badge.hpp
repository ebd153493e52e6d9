// app/widgets/sync_badge.hpp: how many stories still wait to be sent, in the corner; opens the sheet that says more.
#pragma once

#include "app/widgets/ui.hpp"

namespace earshot::app {

struct SyncBadgeOptions {
    int waiting = 0;         // 0: a check
    std::string_view label;  // "ready to send", "nothing waiting"
    bool attention = false;  // something needs a person
};
Vec2 sync_badge_size(Ui& ui, const SyncBadgeOptions& options);
bool sync_badge(Ui& ui, std::string_view name, const Rect& rect, const SyncBadgeOptions& options);

}  // namespace earshot::app
