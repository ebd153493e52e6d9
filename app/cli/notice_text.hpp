// app/cli/notice_text.hpp: what a device found out and mended by itself, for a terminal and for scripts.
#pragma once

#include <string_view>

#include "sync/replica/replica.hpp"

namespace earshot::app {

// "copy"; what --json prints, and what the setting holds.
std::string_view name_of(sync::Notice notice);
std::string_view text_of(sync::Notice notice);

}  // namespace earshot::app
