// app/presenters/saved_mark.hpp: what the mark under the words says: is it on disk, and will it be sent.
//
// "Saved" is said only when it is true.
#pragma once

#include <cstdint>
#include <string>

#include "app/presenters/strings.hpp"
#include "sync/replica/replica.hpp"

namespace earshot::app {

enum class DraftState : std::uint8_t { empty, writing, saved, failed };

struct SavedMark {
    DraftState state = DraftState::empty;
    std::string title;     // "Saved on this tablet"
    std::string sentence;  // "No connection here. It will send by itself."
};

// `trouble`: why, when the draft could not be written.
SavedMark present_saved_mark(DraftState draft, std::string_view trouble, const sync::SyncStatus& sync,
                             const Strings& tr);

}  // namespace earshot::app
