// sync/server/sqlite/shared_erasures.hpp: what the shared store knows of erasures, and where to look when a new one
// comes.
//
// Finding everybody under a reference, and what hangs on their stories, reads the records of those kinds once; erasures
// are rare, and every other push pays one look at an index.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "sync/model/erasure.hpp"
#include "sync/store/database.hpp"

namespace earshot::sync {

// The erasures of the database up to a sequence. Kept between pushes; emptied when a push failed.
struct KnownErasures {
    ErasureBook book;
    std::int64_t sequence = 0;

    // Reads those that others stored since.
    Result<void> catch_up(Database& database);
};

// Records that name this customer in a personal field; earlier values that do are dropped.
Result<std::vector<Id>> find_customer(Database& database, std::string_view salt, std::string_view customer_hash);
// What hangs on these stories: echoes, replies, receipts, attachments.
Result<std::vector<Id>> find_hanging(Database& database, const std::set<Id>& stories);
// The values this record had before, in the fields that an erasure of this depth takes.
Result<void> drop_earlier_values(Database& database, const Record& record, Erased depth);

// Every erasure as a line of JSON: the file beside the store that outlives an older backup.
Result<std::string> erasure_log_of(Database& database);
Result<std::vector<Record>> read_erasure_log(std::string_view text);

}  // namespace earshot::sync
