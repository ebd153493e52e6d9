#include "app/commands/import_stories.hpp"

#include <functional>
#include <unordered_set>

#include "app/commands/imported_rows.hpp"
#include "platform/base/text.hpp"
#include "sync/portable/exported_story.hpp"
#include "sync/portable/field_text.hpp"

namespace earshot::app {
namespace {

using sync::Edit;
using sync::Kind;

// Counts, sorts out what is here already, and commits the rest in large pieces.
class Intake {
public:
    Intake(sync::DeviceStore& store, const ImportOptions& options) : store_(store), options_(options) {}

    Result<void> take(std::size_t line, Result<sync::ImportedStory> story) {
        report_.rows += 1;
        if (!story) {
            report_.skipped.push_back({line, story.error().message});
            return {};
        }
        EARSHOT_TRY(const bool new_story, is_new(Kind::story, story->story.id));
        (new_story ? report_.added : report_.here) += 1;
        if (new_story) pending_.push_back(std::move(story->story));
        for (Edit& echo : story->echoes) {
            EARSHOT_TRY(const bool new_echo, is_new(Kind::echo, echo.id));
            if (!new_echo) continue;
            report_.echoes += 1;
            pending_.push_back(std::move(echo));
        }
        return pending_.size() >= options_.commit_edits ? commit() : Result<void>{};
    }

    Result<ImportReport> finish() {
        EARSHOT_CHECK(commit());
        return std::move(report_);
    }

private:
    // A story that was deleted here is not new: deleting wins.
    Result<bool> is_new(Kind kind, const Id& id) {
        if (!taken_.insert(id).second) return false;
        const auto found = store_.find(kind, id);
        if (found) return false;
        if (found.error().code == Errc::not_found) return true;
        return found.error();
    }

    Result<void> commit() {
        if (!options_.dry_run && !pending_.empty()) {
            if (const auto written = store_.write(pending_); !written) {
                return Error{written.error().code, written.error().message + progress()};
            }
            committed_ = report_.added;
        }
        pending_.clear();
        return {};
    }

    std::string progress() const {
        return " Of this file " + std::to_string(committed_) +
               " stories are kept; importing it again goes on from there and adds nothing twice.";
    }

    sync::DeviceStore& store_;
    const ImportOptions& options_;
    ImportReport report_;
    std::vector<Edit> pending_;
    std::unordered_set<Id> taken_;
    std::int64_t committed_ = 0;
};

Error cannot_read(std::string_view why) {
    return {Errc::invalid, std::string(why) + ". Nothing was imported."};
}

Result<ImportReport> import_json_lines(Intake& intake, std::string_view content) {
    std::size_t line_number = 0;
    while (!content.empty()) {
        const std::size_t end = std::min(content.find('\n'), content.size());
        const std::string_view line = trimmed(content.substr(0, end));
        content.remove_prefix(std::min(end + 1, content.size()));
        line_number += 1;
        if (line.empty()) continue;
        EARSHOT_CHECK(intake.take(line_number, sync::exported_story(line_number, line)));
    }
    return intake.finish();
}

using ReadRow = std::function<Result<sync::ImportedStory>(const CsvRow&)>;

Result<ReadRow> reader_for(const CsvRow& header, const ImportOptions& options, const CommandContext& context) {
    if (options.map.empty()) {
        if (!ExportedRows::recognises(header)) {
            return cannot_read("this is not an export of Earshot; say with --map which columns hold what");
        }
        auto rows = ExportedRows::open(header);
        if (!rows) return cannot_read(rows.error().message);
        return ReadRow([rows = std::move(*rows)](const CsvRow& row) { return rows.story_of(row); });
    }
    auto rows = MappedRows::open(options.map, header, {options.kind, options.source}, context);
    if (!rows) return Error{rows.error().code, rows.error().message + ". Nothing was imported."};
    return ReadRow([rows = std::move(*rows)](const CsvRow& row) mutable { return rows.story_of(row); });
}

Result<ImportReport> import_table(Intake& intake, std::string_view content, const ImportOptions& options,
                                  const CommandContext& context) {
    // A quote that is never closed swallows all that follows. Better to know before anything is written.
    if (const auto whole = read_csv(content, [](CsvRow&&) { return Result<void>{}; }); !whole) {
        return cannot_read(whole.error().message);
    }
    ReadRow read_row;
    EARSHOT_CHECK(read_csv(content, [&](CsvRow&& row) -> Result<void> {
        if (!read_row) {
            EARSHOT_TRY(read_row, reader_for(row, options, context));
            return {};
        }
        return intake.take(row.line, read_row(row));
    }));
    if (!read_row) return cannot_read("the file is empty");
    return intake.finish();
}

}  // namespace

Result<ImportReport> import_stories(sync::DeviceStore& store, const CommandContext& context, std::string_view content,
                                    const ImportOptions& options) {
    if (content.starts_with("\xFF\xFE") || content.starts_with("\xFE\xFF")) {
        return cannot_read("the file is UTF-16 text; save it as CSV in UTF-8");
    }
    Intake intake(store, options);
    const bool json_lines = options.map.empty() && trimmed(content.substr(0, 1'000)).starts_with('{');
    return json_lines ? import_json_lines(intake, content) : import_table(intake, content, options, context);
}

}  // namespace earshot::app
