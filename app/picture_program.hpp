// app/picture_program.hpp: any screen as a PNG, without a display: for documents, for tests, and to show a keeper what
// others see.
#pragma once

#include "app/cli/screens.hpp"

namespace earshot::app {

// Errc::invalid for a screen that does not exist, naming those that do.
Result<void> take_picture(const PictureOptions& options);

}  // namespace earshot::app
