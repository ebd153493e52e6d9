// sync/server/story_import.hpp: stories that a program brings, as lines of JSON in the form of an export.
//
// Guarantees   Every row is accounted for: added, here already, or skipped with its line and the reason. All that is
//              added is added in one commit, or nothing is. The same rows again add nothing: a row is the story its id
//              says, and one without an id gets it from what it says and how many rows before it said the same.
//              A story that is here already, also a deleted one, is left as it is, apart from echoes it did not have
//              yet.
//              What is added is pushed like everything else, by the role of the device that brought it, and stamped by
//              this server, so that the device itself is told of it too.
// Threads      any; one import at a time in this process
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "platform/ports/random.hpp"
#include "sync/portable/portable_story.hpp"
#include "sync/server/shared_store.hpp"

namespace earshot::sync {

struct SkippedRow {
    std::size_t line = 0;  // counted from 1
    std::string reason;
};

struct ImportReport {
    std::int64_t rows = 0;  // blank lines are none
    std::int64_t added = 0;
    std::int64_t already_here = 0;  // from before or from an earlier row
    std::int64_t echoes_added = 0;
    std::vector<SkippedRow> skipped;
};
std::string to_json(const ImportReport& report);

class StoryImport {
public:
    StoryImport(SharedStore& store, platform::Random& random);

    // Errc::full: more than push_records_most stories and echoes; nothing was added. Otherwise the store's errors.
    Result<ImportReport> take(const EnrolledDevice& from, std::string_view lines, WallTime now);

private:
    Result<void> add_new(const EnrolledDevice& from, std::vector<ImportedStory> stories, WallTime now,
                         ImportReport& report);
    Id writer_for(const EnrolledDevice& from) const;

    SharedStore& store_;
    const std::string run_;  // names this run of the server: two servers of one store never write under one id
    std::mutex mutex_;
    HybridClock clock_;
};

}  // namespace earshot::sync
