// app/cli/progress_line.hpp: how far a sync has come, in one line for a person who watches a terminal.
#pragma once

#include <string>

#include "sync/replica/media_courier.hpp"
#include "sync/replica/replica.hpp"

namespace earshot::app {

// "sending 120 of 400, receiving 1240 of 4100, about 3 min left"
std::string progress_line(const sync::SyncStatus& status, Instant now);
// "media 1 of 3, 1.5 of 2.4 MB, about 40 s left"
std::string progress_line(const sync::MediaStatus& status, Instant now);

}  // namespace earshot::app
