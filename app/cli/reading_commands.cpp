// earshot list, earshot show: what is known, for eyes and for scripts.
#include "app/cli/data_folder.hpp"
#include "app/cli/story_text.hpp"
#include "app/cli/subcommands.hpp"
#include "app/cli/validators.hpp"
#include "sync/model/tables.hpp"

namespace earshot::app {
namespace {

constexpr std::size_t page_rows = 500;

struct ListOptions {
    StoryFilter filter;
    std::size_t limit = 50;
    bool json = false;
};

Result<std::vector<sync::StoryRow>> read_rows(sync::DeviceStore& store, sync::StoryQuery query, std::size_t limit) {
    std::vector<sync::StoryRow> rows;
    while (rows.size() < limit) {
        query.limit = std::min(page_rows, limit - rows.size());
        EARSHOT_TRY(sync::StoryPage page, store.list(query));
        std::move(page.rows.begin(), page.rows.end(), std::back_inserter(rows));
        if (!page.next) break;
        query.after = page.next;
    }
    return rows;
}

ExitCode run_list(Shell& shell, const ListOptions& options) {
    auto store = open_store(shell);
    if (!store) return shell.fail(store.error());
    const auto rows = read_rows(**store, query_of(options.filter), options.limit);
    if (!rows) return shell.fail(rows.error());
    if (options.json) {
        for (const sync::StoryRow& row : *rows)
            shell.console.print_line(json_of_row(row));
        return ExitCode::done;
    }
    if (rows->empty()) shell.console.say("no story to show");
    shell.console.print(table_of_rows(*rows));
    return ExitCode::done;
}

struct ShowOptions {
    std::string id;
    bool json = false;
};

Result<StoryPicture> read_story(sync::DeviceStore& store, const Id& id) {
    StoryPicture picture;
    EARSHOT_TRY(picture.row, store.find_row(id));
    EARSHOT_TRY(picture.story, store.find(sync::Kind::story, id));
    EARSHOT_TRY(picture.echoes, store.of_story(sync::Kind::echo, id));
    EARSHOT_TRY(picture.replies, store.of_story(sync::Kind::reply, id));
    EARSHOT_TRY(picture.receipts, store.of_story(sync::Kind::receipt, id));
    EARSHOT_TRY(picture.attachments, store.of_story(sync::Kind::attachment, id));
    for (const sync::Record& attachment : picture.attachments) {
        const auto state = store.media().find(attachment.text(sync::attachment::sha256));
        if (!state && state.error().code != Errc::not_found) return state.error();
        picture.media.push_back(state ? *state : sync::MediaState{});
    }
    EARSHOT_TRY(picture.earlier, store.earlier_values(id));
    return picture;
}

ExitCode run_show(Shell& shell, const ShowOptions& options) {
    auto store = open_store(shell);
    if (!store) return shell.fail(store.error());
    const auto id = find_story(**store, options.id);
    if (!id) return id.error().code == Errc::invalid ? shell.wrong(id.error().message) : shell.fail(id.error());
    const auto picture = read_story(**store, *id);
    if (!picture) return shell.fail(picture.error());
    if (options.json) {
        shell.console.print_line(json_of_story(*picture));
    } else {
        shell.console.print(text_of_story(*picture));
    }
    return ExitCode::done;
}

}  // namespace

void add_list(const Command& app, Shell& shell) {
    const auto options = std::make_shared<ListOptions>();
    const Command command = app.add_command("list", "List stories, newest first");
    add_filter(command, options->filter);
    command.option("--limit", options->limit, "At most this many; otherwise 50").between(0, 1'000'000'000);
    command.flag("--json", options->json, "One JSON object for each story, on a line of its own");
    command.footer(
        "Examples:\n"
        "  earshot list\n"
        "  earshot list --search \"rang back\" --stage need-help\n"
        "  earshot list --month 2026-11 --limit 1000 --json | wc -l");
    command.runs([&shell, options] { return run_list(shell, *options); });
}

void add_show(const Command& app, Shell& shell) {
    const auto options = std::make_shared<ShowOptions>();
    const Command command = app.add_command("show", "Show one story with all that hangs on it");
    command.option("id", options->id, "The story, or the first digits of its id").required();
    command.flag("--json", options->json, "One JSON object");
    command.footer(
        "Examples:\n"
        "  earshot show 0198f0a1-b2c3\n"
        "  earshot show 0198f0a1-b2c3-7d4e-8f00-0123456789ab --json");
    command.runs([&shell, options] { return run_show(shell, *options); });
}

}  // namespace earshot::app
