// app/widgets/toast.hpp: short words above the foot of the screen. They can be read while one goes on; nothing waits
// for them.
#pragma once

#include "app/widgets/ui.hpp"

namespace earshot::app {

// Drawn above everything else of this frame. Wraps where it must. With an action ("Undo") it has a button; true when
// that was pressed.
bool toast(Ui& ui, std::string_view words, std::string_view action = {});

}  // namespace earshot::app
