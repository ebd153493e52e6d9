// sync/store/backups.hpp: consistent copies of a database that is in use.
//
// Each copy is looked at before it gets its name: damage must not push the last good backups out.
#pragma once

#include <string>

#include "platform/ports/files.hpp"
#include "sync/store/database.hpp"

namespace earshot::sync {

// Removes a database and what SQLite keeps beside it, whichever of them are there. A log that was left behind by a
// process that ended would be taken for the log of the next database of that name.
Result<void> remove_database(platform::Files& files, const std::string& file);

class Backups {
public:
    // `folder` is where the database lies; copies are kept in its folder backups/.
    // `mark` is executed in each copy, so that it can be told from the original; empty: nothing.
    Backups(std::string folder, std::string vfs, platform::Files& files, std::string mark = {})
        : folder_(std::move(folder)), vfs_(std::move(vfs)), files_(files), mark_(std::move(mark)) {}

    // The copy appears under its name when it is complete and on disk. Errc::invalid when there is such a file.
    Result<void> copy(Database& database, const std::string& file);
    // One a day, named after it; the last seven are kept.
    Result<void> roll(Database& database, const CivilTime& today);
    // Every copy this class made: the daily ones and those before a change of schema. What people copied elsewhere
    // stays.
    Result<void> remove_all();
    // Before a change of schema; kept until somebody removes it.
    Result<void> keep_before_migration(Database& database, int version);

    // What to do about a damaged database, with the path of the newest copy.
    std::string rescue(const std::string& database_file) const;

private:
    std::string path(const std::string& name) const { return folder_ + "/backups/" + name; }
    Result<void> copy_pages(Database& database, const std::string& file);

    std::string folder_, vfs_;
    platform::Files& files_;
    std::string mark_;
};

}  // namespace earshot::sync
