// sync/model/roles.hpp: who may do what: one table, kind by role. The shared store enforces it; a device reads it only
// to know what need not be sent again.
//
// Every role may read every kind: it is one company within earshot. What differs is who sees personal fields and words
// whose consent is narrow (consent.hpp), and who may write.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/model/record.hpp"

namespace earshot::sync {

enum class Role : std::uint8_t { teller, leader, facilitator, keeper };
std::string_view name_of(Role role);
std::optional<Role> role_named(std::string_view name);

bool may_read(Role role, Kind kind);
bool may_write(Role role, Kind kind);
// Personal fields: to every role but tellers, and to tellers of the site the record is of.
bool may_see_personal(Role role, std::string_view own_site, std::string_view site_of_record);

// Why a write is refused, for the person who made it: who may, and that nothing is lost.
std::string refusal_of_write(Role role, Kind kind);

}  // namespace earshot::sync
