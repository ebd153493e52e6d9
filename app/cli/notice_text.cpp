#include "app/cli/notice_text.hpp"

namespace earshot::app {

std::string_view name_of(sync::Notice notice) {
    return notice == sync::Notice::copy ? "copy" : "";
}

std::string_view text_of(sync::Notice notice) {
    if (notice == sync::Notice::none) return "";
    return "The data on this device is a copy: it was restored from a backup, or another device was set up from it. "
           "From "
           "now on it is a device of its own. Nothing is lost, and there is nothing to do. Once read: earshot status "
           "--dismiss";
}

}  // namespace earshot::app
