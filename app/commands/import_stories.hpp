// app/commands/import_stories.hpp: brings the stories of a file into the store: reviews, surveys, an export of Earshot.
//
// Guarantees   Every row is accounted for: added, here already, or skipped with its line and the reason. Importing a
//              file again adds nothing; a story that is here already is left as it is, apart from echoes it did not
//              have yet. Stories are kept in commits of some thousand; after trouble, importing again goes on where it
//              stopped.
// Memory       does not grow with the file: a table is read twice, row by row; lines of JSON once, in a dry run twice.
//              It grows by some 60 bytes for each row that says word for word what another says, and in a dry run for
//              each id that an export has more than once. Rows and lines have at most 16 MB.
// Errors       Errc::invalid when the file cannot be read as a table at all (nothing was imported) or changes while it
//              is read, otherwise the store's. They say what is kept.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "app/commands/column_map.hpp"
#include "app/commands/command_context.hpp"
#include "app/commands/import_file.hpp"
#include "sync/store/device_store.hpp"

namespace earshot::app {

struct ImportOptions {
    ColumnMap map;       // empty: the file is an export of Earshot
    std::string kind;    // of rows that name none; empty: by mood, 1 and 2 pain, 3 issue, 4 and 5 praise
    std::string source;  // of rows that name none
    bool dry_run = false;
    std::size_t commit_edits = 5'000;
};

struct SkippedRow {
    std::size_t line = 0;
    std::string reason;
};
// Told of each as it is met: a file may have any number of them.
using TellSkipped = std::function<void(const SkippedRow&)>;

struct ImportReport {
    std::int64_t rows = 0;   // in the file, without its header
    std::int64_t added = 0;  // or would be added, in a dry run
    std::int64_t here = 0;   // already, from before or from an earlier row
    std::int64_t skipped = 0;
    std::int64_t echoes = 0;  // added
};

Result<ImportReport> import_stories(sync::DeviceStore& store, const CommandContext& context, ImportFile& file,
                                    const ImportOptions& options, const TellSkipped& tell_skipped);

}  // namespace earshot::app
