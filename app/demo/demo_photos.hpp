// app/demo/demo_photos.hpp: the photos of the demo company, drawn when they are needed: nobody's picture, no file to
// carry about.
//
// Each is drawn once in a process; the same name gives the same bytes, and so the same hash.
//
// Threads  any
// Errors   not_found: there is no photo of that name.
#pragma once

#include <string_view>

#include "app/commands/attachable.hpp"

namespace earshot::app {

// "kitchen": a dishwasher that leaks. "hob": a new hob and an old pan. "calendar": days that were promised.
Result<const Attachable*> demo_photo(std::string_view name);

}  // namespace earshot::app
