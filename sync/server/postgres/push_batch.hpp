// sync/server/postgres/push_batch.hpp: the pushes of several devices, stored in one transaction.
//
//   read what is there -> merge in memory -> enter the commit section, write, commit
//
// The commit section is an advisory lock of the database that a transaction takes last and holds until it has
// committed (sync/adr/0005). Only who holds it writes records, and sequences are given out inside; so they become
// visible in their order, whichever process wrote them, and a reader never passes one that can still commit. What was
// read before the section is checked inside it: when somebody else was faster, all of it is done again.
#pragma once

#include <span>

#include "sync/server/postgres/connection.hpp"
#include "sync/server/postgres/push_queue.hpp"

namespace earshot::sync::postgres {

inline constexpr std::string_view enter_commit_section = "SELECT pg_advisory_xact_lock(4999402764119273985)";

// All of them or none; the verdicts of each, in order.
Result<std::vector<std::vector<Verdict>>> store_pushes(Connection& connection, std::span<PushJob* const> jobs);

}  // namespace earshot::sync::postgres
