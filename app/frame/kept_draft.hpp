// app/frame/kept_draft.hpp: the story that was being written when this device was last used, as far as it is still
// there.
//
// A photo whose bytes are not on this device any more (its folder was cleared, or only the database was brought back)
// is left out: no attachment may promise what is not there.
//
// Threads  the store's worker.
#pragma once

#include <optional>

#include "app/presenters/log_form.hpp"

namespace earshot::app {

struct KeptDraft {
    std::optional<LogForm> form;  // none: there was none, or nothing in it
    WallTime began;
    std::string trouble;  // why it could not be read
    bool photo_lost = false;
};

KeptDraft read_kept_draft(sync::DeviceStore& store);

}  // namespace earshot::app
