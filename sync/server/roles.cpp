#include <array>

#include "sync/server/shared_store.hpp"

namespace earshot::sync {
namespace {

constexpr std::array<std::string_view, 4> names{"teller", "leader", "facilitator", "keeper"};

}  // namespace

std::string_view name_of(Role role) {
    return names[static_cast<std::size_t>(role)];
}

std::optional<Role> role_named(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) return static_cast<Role>(i);
    }
    return std::nullopt;
}

Id keeper_device() {
    return make_named_id("earshot-server", "keeper");
}

bool may_see_personal(Role role) {
    return role != Role::teller;
}

}  // namespace earshot::sync
