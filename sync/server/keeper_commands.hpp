// sync/server/keeper_commands.hpp: what the keeper does from a terminal, also while the server serves.
//
// Data goes to stdout, words for the person to stderr.
#pragma once

#include <string>
#include <vector>

#include "sync/server/store_place.hpp"

namespace earshot::sync {

// How a code is handed over, besides as text. With either, `server` is the address devices reach this store under.
struct CodeAsPicture {
    bool in_terminal = false;  // a QR code, on stderr
    std::string file;          // likewise, as .png or .svg; replaced when it is there
    std::string server;
};
// The code is the last line of stdout, also when its picture cannot be written and that is the error.
Result<void> print_new_code(const StorePlace& place, Role role, const std::string& site, const CodeAsPicture& picture);
Result<void> print_devices(const StorePlace& place, bool json);
// By id, by the first digits of an id, or by name.
Result<void> revoke_named_device(const StorePlace& place, const std::string& name);
// Whom the keeper forgets: stories by their whole ids, or a customer by their reference.
struct Forget {
    std::vector<std::string> stories;
    std::string reference;
    bool words_too = false, dry_run = false, json = false;
};
Result<void> forget_customer(const StorePlace& place, const Forget& forget);
// Of the embedded store. With PostgreSQL both say which of its own tools to use, and change nothing.
Result<void> back_up(const StorePlace& place, const std::string& file);
Result<void> restore_backup(const StorePlace& place, const std::string& file);
// After the store was put back to an older state by other means.
Result<void> announce_restore(const StorePlace& place);
// Every record as one line of JSON, in the form PROTOCOL.md gives; empty kind: all.
Result<void> print_records(const StorePlace& place, const std::string& kind);

}  // namespace earshot::sync
