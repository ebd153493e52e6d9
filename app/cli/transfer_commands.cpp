// earshot import, earshot export: stories in and out of tables.
#include <fmt/format.h>

#include "app/cli/data_folder.hpp"
#include "app/cli/subcommands.hpp"
#include "app/cli/validators.hpp"
#include "app/commands/export_stories.hpp"
#include "app/commands/import_stories.hpp"
#include "sync/portable/json.hpp"

namespace earshot::app {
namespace {

struct ImportCommand {
    std::string file, map, kind, source;
    bool dry_run = false, json = false;
};

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", number, number == 1 ? one : many);
}

void print_skipped(Shell& shell, const SkippedRow& row) {
    shell.console.print_line(fmt::format("line {}: {}", row.line, row.reason));
}

void print_skipped_json(Shell& shell, const SkippedRow& row) {
    sync::JsonWriter line;
    line.number("line", static_cast<std::int64_t>(row.line));
    line.text("reason", row.reason);
    shell.console.print_line(line.take());
}

void print_report(Shell& shell, const ImportReport& report, bool dry_run) {
    shell.console.print_line(
        fmt::format("{}: {} {}, {} already here, {} skipped; {} {}", counted(report.rows, "row", "rows"), report.added,
                    dry_run ? "would be added" : "added", report.here, report.skipped,
                    counted(report.echoes, "echo", "echoes"), dry_run ? "would be added" : "added"));
}

void print_report_json(Shell& shell, const ImportReport& report, bool dry_run) {
    sync::JsonWriter line;
    line.number("rows", report.rows);
    line.number("added", report.added);
    line.number("already_here", report.here);
    line.number("skipped", report.skipped);
    line.number("echoes_added", report.echoes);
    line.truth("dry_run", dry_run);
    shell.console.print_line(line.take());
}

ExitCode run_import(Shell& shell, const ImportCommand& command) {
    ImportOptions options{.map = {}, .kind = command.kind, .source = command.source, .dry_run = command.dry_run};
    if (!command.map.empty()) {
        auto map = parse_column_map(command.map);
        if (!map) return shell.wrong("--map: " + map.error().message);
        options.map = std::move(*map);
    }
    auto file = ImportFile::open(shell.files, command.file);
    if (!file) return shell.fail(file.error());
    auto store = open_store(shell);
    if (!store) return shell.fail(store.error());
    const auto context = context_of(**store, shell);
    if (!context) return shell.fail(context.error());
    const auto report = import_stories(**store, *context, *file, options, [&](const SkippedRow& row) {
        command.json ? print_skipped_json(shell, row) : print_skipped(shell, row);
    });
    if (!report) return shell.fail({report.error().code, command.file + ": " + report.error().message});
    command.json ? print_report_json(shell, *report, command.dry_run) : print_report(shell, *report, command.dry_run);
    return ExitCode::done;
}

struct ExportCommand {
    std::string format;
    StoryFilter filter;
};

ExitCode run_export(Shell& shell, const ExportCommand& command) {
    auto store = open_store(shell);
    if (!store) return shell.fail(store.error());
    const auto format = command.format == "csv" ? ExportFormat::csv : ExportFormat::json_lines;
    const auto stories =
        export_stories(**store, query_of(command.filter), format, [&](std::string_view text) -> Result<void> {
            shell.console.print(text);
            return {};
        });
    return stories ? ExitCode::done : shell.fail(stories.error());
}

}  // namespace

void add_import(const Command& app, Shell& shell) {
    const auto options = std::make_shared<ImportCommand>();
    const Command command = app.add_command("import", "Bring in stories from a CSV file or from an export of Earshot");
    command.option("file", options->file, "The file, in UTF-8").required();
    command.option("--map", options->map, "Which columns hold what: FIELD=COLUMN[+COLUMN],...");
    command.option("--kind", options->kind, "The kind of rows that name none").one_of(story_kinds());
    command.option("--source", options->source, "Where rows that name none were heard").one_of(story_sources());
    command.flag("--dry-run", options->dry_run, "Say what would happen, change nothing");
    command.flag("--json", options->json, "Each skipped row as an object, then one with the counts");
    command.footer(
        "Every row is accounted for: added, already here, or skipped with its line and the reason. Importing the\n"
        "same file again, here or on another device, adds nothing: the same row is the same story.\n\n"
        "FIELD is a field of a story (words, mood, stage, site, product, happened, tags, ...) or echoes: how many\n"
        "others heard it too. Put a COLUMN in double quotes when its name holds a comma, a plus or an equals sign.\n"
        "Without --kind and without a mapped kind the mood decides: 1 and 2 are pain, 3 is an issue, 4 and 5 praise.\n"
        "Rows without a date are dated today. Tags are parted by semicolons.\n\n"
        "An export of Earshot needs no --map and keeps its ids.\n\n"
        "Examples:\n"
        "  earshot import reviews.csv --source review \\\n"
        "      --map \"words=Title+Review Text,mood=Rating,echoes=Positive Feedback Count\"\n"
        "  earshot import calls.csv --kind pain --map words=Note,happened=Date --dry-run\n"
        "  earshot import leeds.jsonl");
    command.runs([&shell, options] { return run_import(shell, *options); });
}

void add_export(const Command& app, Shell& shell) {
    const auto options = std::make_shared<ExportCommand>();
    const Command command = app.add_command("export", "Write stories as a table or as JSON lines to stdout");
    command.option("--format", options->format, "csv or jsonl").required().one_of({"csv", "jsonl"});
    add_filter(command, options->filter);
    command.footer(
        "Every field of every story the filters find, newest first. `earshot import` reads it back, ids included.\n"
        "Values are written as they are. A spreadsheet may take words that begin with = + - or @ for a formula:\n"
        "open the file there with all columns as text.\n\n"
        "Examples:\n"
        "  earshot export --format csv > stories.csv\n"
        "  earshot export --format jsonl --month 2026-11 --stage need-help");
    command.runs([&shell, options] { return run_export(shell, *options); });
}

}  // namespace earshot::app
