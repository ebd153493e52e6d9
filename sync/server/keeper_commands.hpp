// sync/server/keeper_commands.hpp: what the keeper does from a terminal, also while the server serves.
//
// Data goes to stdout, words for the person to stderr.
#pragma once

#include <string>
#include <vector>

#include "sync/server/sqlite/sqlite_shared_store.hpp"

namespace earshot::sync {

// The code is the last line of stdout.
Result<void> print_new_code(const std::string& folder, Role role, const std::string& site);
Result<void> print_devices(const std::string& folder, bool json);
// By id, by the first digits of an id, or by name.
Result<void> revoke_named_device(const std::string& folder, const std::string& name);
// Whom the keeper forgets: stories by their whole ids, or a customer by their reference.
struct Forget {
    std::vector<std::string> stories;
    std::string reference;
    bool words_too = false, dry_run = false, json = false;
};
Result<void> forget_customer(const std::string& folder, const Forget& forget);
Result<void> back_up(const std::string& folder, const std::string& file);
Result<void> restore_backup(const std::string& folder, const std::string& file);
// Every record as one line of JSON, in the form PROTOCOL.md gives; empty kind: all.
Result<void> print_records(const std::string& folder, const std::string& kind);

}  // namespace earshot::sync
