#include "app/commands/import_stories.hpp"

#include <memory>
#include <optional>
#include <unordered_set>
#include <utility>

#include "app/commands/imported_rows.hpp"
#include "app/commands/line_reader.hpp"
#include "app/commands/repeated_ids.hpp"
#include "platform/base/text.hpp"
#include "sync/portable/exported_story.hpp"
#include "sync/protocol/limits.hpp"

namespace earshot::app {
namespace {

using sync::Edit;
using sync::ImportedStory;
using sync::Kind;

std::string with_full_stop(std::string text) {
    if (!text.ends_with('.')) text += '.';
    return text;
}

// Counts, sorts out what is here already, and commits the rest in large pieces.
class Intake {
public:
    Intake(sync::DeviceStore& store, const ImportOptions& options, const TellSkipped& tell_skipped, std::uint64_t bytes)
        : store_(store), options_(options), tell_skipped_(tell_skipped), repeated_(bytes) {}

    // The first time through a file whose ids may repeat, before a dry run.
    void note(const ImportedStory& story) {
        repeated_.note(story.story.id);
        for (const Edit& echo : story.echoes)
            repeated_.note(echo.id);
    }

    Result<void> take(std::size_t line, Result<ImportedStory> story) {
        report_.rows += 1;
        if (!story) {
            report_.skipped += 1;
            tell_skipped_({line, story.error().message});
            return {};
        }
        EARSHOT_TRY(const bool new_story, is_new(Kind::story, story->story.id));
        (new_story ? report_.added : report_.here) += 1;
        if (new_story) keep(std::move(story->story));
        for (Edit& echo : story->echoes) {
            EARSHOT_TRY(const bool new_echo, is_new(Kind::echo, echo.id));
            if (!new_echo) continue;
            report_.echoes += 1;
            keep(std::move(echo));
        }
        return pending_.size() >= options_.commit_edits ? commit() : Result<void>{};
    }

    Result<ImportReport> finish() {
        if (const auto last = commit(); !last) return interrupted(last.error());
        return report_;
    }

    // What is told of trouble once the taking has begun.
    Error interrupted(const Error& error) const {
        return {error.code, with_full_stop(error.message) + " Of this file " + std::to_string(committed_) +
                                " stories are kept; importing it again goes on from there and adds nothing twice."};
    }

private:
    // An earlier row of the file may have brought it: then it is in the store, or waits for the next commit. A dry run
    // brings nothing. A story that was deleted here is not new: deleting wins.
    Result<bool> is_new(Kind kind, const Id& id) {
        if (options_.dry_run ? repeated_.seen_before(id) > 0 : waiting_.contains(id)) return false;
        const auto found = store_.find(kind, id);
        if (found) return false;
        if (found.error().code == Errc::not_found) return true;
        return found.error();
    }

    void keep(Edit edit) {
        if (options_.dry_run) return;
        waiting_.insert(edit.id);
        pending_.push_back(std::move(edit));
    }

    Result<void> commit() {
        if (!pending_.empty()) EARSHOT_CHECK(store_.write(pending_));
        committed_ = options_.dry_run ? 0 : report_.added;
        pending_.clear();
        waiting_.clear();
        return {};
    }

    sync::DeviceStore& store_;
    const ImportOptions& options_;
    const TellSkipped& tell_skipped_;
    ImportReport report_;
    std::vector<Edit> pending_;
    std::unordered_set<Id> waiting_;  // of pending_
    RepeatedIds repeated_;            // in a dry run
    std::int64_t committed_ = 0;
};

Error cannot_read(const Error& why) {
    return {why.code, with_full_stop(why.message) + " Nothing was imported."};
}

Error cannot_read(std::string why) {
    return cannot_read(Error{Errc::invalid, std::move(why)});
}

// One for each line of JSON that is not blank.
using VisitStory = std::function<Result<void>(std::size_t line, Result<ImportedStory>)>;

Result<void> each_json_line(ImportFile& file, const VisitStory& visit) {
    // Long enough for POST /v1/import, so long enough here.
    LineReader lines(sync::body_bytes_max, [&](const TextLine& line) -> Result<void> {
        if (line.too_long) return visit(line.number, Error{Errc::invalid, "the line has more than 16 MB"});
        const std::string_view text = trimmed(line.text);
        return text.empty() ? Result<void>{} : visit(line.number, sync::exported_story(line.number, text));
    });
    EARSHOT_CHECK(file.each_piece([&](std::string_view piece) { return lines.take(piece); }));
    return lines.finish();
}

Result<ImportReport> import_json_lines(Intake& intake, ImportFile& file, const ImportOptions& options) {
    if (options.dry_run) {
        const auto noted = each_json_line(file, [&](std::size_t, const Result<ImportedStory>& story) -> Result<void> {
            if (story) intake.note(*story);
            return {};
        });
        if (!noted) return cannot_read(noted.error());
    }
    const auto taken = each_json_line(
        file, [&](std::size_t line, Result<ImportedStory> story) { return intake.take(line, std::move(story)); });
    if (!taken) return intake.interrupted(taken.error());
    return intake.finish();
}

Result<void> each_row(ImportFile& file, const CsvReader::Visit& visit) {
    CsvReader rows(visit);
    EARSHOT_CHECK(file.each_piece([&](std::string_view piece) { return rows.take(piece); }));
    return rows.finish();
}

// What is done with a row the first time through the file, and the second time.
struct RowReader {
    std::function<void(const CsvRow&)> note;
    std::function<Result<ImportedStory>(const CsvRow&)> story_of;
};

Result<RowReader> reader_for(const CsvRow& header, Intake& intake, const ImportFile& file, const ImportOptions& options,
                             const CommandContext& context) {
    if (!options.map.empty()) {
        EARSHOT_TRY(auto opened, MappedRows::open(options.map, header, {options.kind, options.source},
                                                  RepeatedIds(file.bytes()), context));
        const auto rows = std::make_shared<MappedRows>(std::move(opened));
        return RowReader{[rows](const CsvRow& row) { rows->note(row); },
                         [rows](const CsvRow& row) { return rows->story_of(row); }};
    }
    if (!ExportedRows::recognises(header)) {
        return Error{Errc::invalid, "this is not an export of Earshot; say with --map which columns hold what"};
    }
    EARSHOT_TRY(auto opened, ExportedRows::open(header));
    const auto rows = std::make_shared<ExportedRows>(std::move(opened));
    const auto note = [rows, &intake, &options](const CsvRow& row) {
        if (!options.dry_run) return;
        if (const auto story = rows->story_of(row)) intake.note(*story);
    };
    return RowReader{note, [rows](const CsvRow& row) { return rows->story_of(row); }};
}

Result<ImportReport> import_table(Intake& intake, ImportFile& file, const ImportOptions& options,
                                  const CommandContext& context) {
    std::optional<RowReader> rows;
    // A quote that is never closed swallows all that follows. Better to know before anything is written.
    const auto noted = each_row(file, [&](const CsvRow& row) -> Result<void> {
        if (rows) {
            rows->note(row);
        } else {
            EARSHOT_TRY(rows, reader_for(row, intake, file, options, context));
        }
        return {};
    });
    if (!noted) return cannot_read(noted.error());
    if (!rows) return cannot_read("the file is empty");
    bool is_header = true;
    const auto taken = each_row(file, [&](const CsvRow& row) {
        return std::exchange(is_header, false) ? Result<void>{} : intake.take(row.line, rows->story_of(row));
    });
    if (!taken) return intake.interrupted(taken.error());
    return intake.finish();
}

}  // namespace

Result<ImportReport> import_stories(sync::DeviceStore& store, const CommandContext& context, ImportFile& file,
                                    const ImportOptions& options, const TellSkipped& tell_skipped) {
    const std::string_view beginning = file.beginning();
    if (beginning.starts_with("\xFF\xFE") || beginning.starts_with("\xFE\xFF")) {
        return cannot_read("the file is UTF-16 text; save it as CSV in UTF-8");
    }
    Intake intake(store, options, tell_skipped, file.bytes());
    const bool json_lines = options.map.empty() && trimmed(beginning).starts_with('{');
    return json_lines ? import_json_lines(intake, file, options) : import_table(intake, file, options, context);
}

}  // namespace earshot::app
