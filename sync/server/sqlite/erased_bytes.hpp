// sync/server/sqlite/erased_bytes.hpp: what an erasure leaves in the files of the store, and its end.
//
// With secure_delete SQLite zeroes a row where it lies. Copies stay in the log, and in free parts of pages that rows
// were once moved from (sqlite.org/pragma.html#pragma_secure_delete speaks of what is deleted only): the log is emptied
// and the database written anew. A mark in the database says what is still to be done; each step notes the next one
// before it begins, so that one that fails or is cut off is neither forgotten nor repeated for ever.
#pragma once

#include <functional>

#include "sync/store/database.hpp"

namespace earshot::sync {

// The size of the database.
Result<std::int64_t> bytes_of(Database& database);

// Something was erased. Inside the transaction that erased it.
Result<void> note_erasing(Database& database);

// Does what is to be done, if anything is: one look at an index otherwise. `write_log` writes the file of erasures that
// outlives an older backup, before anything else. A database of more than `rewritten_at_once` bytes is written anew
// only after ask_to_write_anew(). Outside of any transaction, with the only writing connection; Errc::busy while a
// reader holds on to the log.
Result<void> wipe_erased_bytes(Database& writer, std::int64_t rewritten_at_once,
                               const std::function<Result<void>()>& write_log);

// The next wipe_erased_bytes() writes a database of any size anew, if erased bytes are left in it. Inside a
// transaction.
Result<void> ask_to_write_anew(Database& database);

}  // namespace earshot::sync
