// sync/server/media_commands.hpp: what the keeper does with photos and other files from a terminal: backup --media and
// restore --media.
//
// Words for the person go to stderr.
#pragma once

#include <string>

#include "sync/server/store_place.hpp"

namespace earshot::sync {

// Mends what is damaged in the copy. Errc::corrupt when files of the store are damaged, or gone when those of the copy
// are damaged, after everything else was copied.
Result<void> back_up_media(const StorePlace& place, const std::string& folder);
// Brings what is missing or damaged in the store. Errc::corrupt when the copy has only damaged files of some, after
// everything else was brought.
Result<void> restore_media(const StorePlace& place, const std::string& folder);

}  // namespace earshot::sync
