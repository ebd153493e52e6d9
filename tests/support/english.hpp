// tests/support/english.hpp: the words of the interface as people will read them, from assets/strings.
#pragma once

#include "app/presenters/strings.hpp"
#include "platform/host/host_files.hpp"

namespace earshot::test {

inline app::Strings strings_in(std::string_view language) {
    auto tr = app::Strings::load(platform::HostFiles(), "assets/strings", language);
    EARSHOT_ASSERT(tr.has_value());
    return std::move(*tr);
}
inline app::Strings english() {
    return strings_in("en");
}

}  // namespace earshot::test
