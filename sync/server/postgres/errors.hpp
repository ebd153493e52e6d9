// sync/server/postgres/errors.hpp: PostgreSQL's troubles in the words of ours.
#pragma once

#include <string_view>

#include "platform/base/result.hpp"

namespace earshot::sync::postgres {

// SQLSTATE codes that callers look at (PostgreSQL manual, appendix A).
inline constexpr std::string_view unique_violation = "23505";
inline constexpr std::string_view division_by_zero = "22012";

// What a caller may branch on.
Errc code_of_state(std::string_view sqlstate);
// What happened, what is safe, what to do. `server` is "db1:5432", `words` are PostgreSQL's own.
Error error_of(std::string_view sqlstate, std::string_view server, std::string_view words);
// Not reached, or lost before anything was asked for.
Error out_of_reach(std::string_view server, std::string_view words);
// Lost, or silent for too long, while something was under way.
Error answer_lost(std::string_view server, std::string_view words);
// After these nothing more is to be expected of the session: the server goes, has become a standby, or has forgotten
// our statements.
bool ends_session(std::string_view sqlstate);

}  // namespace earshot::sync::postgres
