#include "sync/server/audit.hpp"

#include <array>

namespace earshot::sync {
namespace {

constexpr std::array<std::string_view, 8> names{"code",   "enrolment", "revocation", "push",
                                                "backup", "restore",   "export",     "forget"};

}  // namespace

std::string_view name_of(Deed deed) {
    return names[static_cast<std::size_t>(deed)];
}

std::optional<Deed> deed_named(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) return static_cast<Deed>(i);
    }
    return std::nullopt;
}

}  // namespace earshot::sync
