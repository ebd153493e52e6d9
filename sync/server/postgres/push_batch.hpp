// sync/server/postgres/push_batch.hpp: the pushes of several devices, stored in one transaction.
//
//   read what is there -> merge in memory -> enter the commit section, write, commit
//
// The commit section is an advisory lock of the database that a transaction takes last and holds until it has
// committed (sync/adr/0005). Only who holds it writes records, and sequences are given out inside; so they become
// visible in their order, whichever process wrote them, and a reader never passes one that can still commit. What was
// read before the section is checked inside it: when somebody else was faster, or has brought an erasure meanwhile, all
// of it is done again. A batch that brings erasures of its own reads inside the section from the start.
#pragma once

#include <span>

#include "sync/server/postgres/connection.hpp"
#include "sync/server/shared_push.hpp"

namespace earshot::sync::postgres {

inline constexpr std::string_view enter_commit_section = "SELECT pg_advisory_xact_lock(4999402764119273985)";

struct PushJob {
    EnrolledDevice from;  // its rights, and which of its databases speaks
    std::int64_t cursor = 0;
    std::vector<PushedRecord> records;
    WallTime now;
};

// All of them or none; the outcome of each, in order. After an error `known` is to be emptied.
Result<std::vector<PushOutcome>> store_pushes(Connection& connection, KnownErasures& known,
                                              std::span<const PushJob* const> jobs);
// The keeper's own, or what they would reach. Errc::invalid when one is refused; then nothing was changed. Afterwards
// `known` is to be emptied, unless they were stored.
Result<PushOutcome> store_erasures(Connection& connection, KnownErasures& known, std::span<const Record> erasures,
                                   WallTime now, bool dry_run);
// Reads the erasures that others stored since.
Result<void> catch_up(Connection& connection, KnownErasures& known);

}  // namespace earshot::sync::postgres
