// earshot log, earshot echo: what tellers do, without a window.
#include "app/cli/data_folder.hpp"
#include "app/cli/subcommands.hpp"
#include "app/cli/validators.hpp"
#include "app/commands/attach_file.hpp"
#include "app/commands/story_commands.hpp"
#include "sync/portable/json.hpp"

namespace earshot::app {
namespace {

struct LogOptions {
    LogStory story;
    std::vector<std::string> attach;
    bool json = false;
};

void print_id(Shell& shell, const Id& id, bool json) {
    if (!json) return shell.console.print_line(to_text(id));
    sync::JsonWriter line;
    line.text("id", to_text(id));
    shell.console.print_line(line.take());
}

// The files are looked at before the story is written, and attached after it: a story without its photo beats neither.
Result<std::vector<AttachFile>> read_files(const std::vector<std::string>& paths, const platform::Files& files) {
    std::vector<AttachFile> read;
    for (const std::string& path : paths) {
        EARSHOT_TRY(Attachable file, read_attachable(path, files));
        read.push_back({{}, file_name_of(path), std::move(file)});
    }
    return read;
}

ExitCode run_log(Shell& shell, const LogOptions& options) {
    auto files = read_files(options.attach, shell.files);
    if (!files) {
        return files.error().code == Errc::invalid ? shell.wrong(files.error().message) : shell.fail(files.error());
    }
    auto store = open_store(shell);
    if (!store) return shell.fail(store.error());
    const auto context = context_of(**store, shell);
    if (!context) return shell.fail(context.error());
    const auto edits = edits_of(options.story, *context);
    if (!edits) return shell.wrong(edits.error().message);
    if (const auto written = (*store)->write(*edits); !written) return shell.fail(written.error());
    print_id(shell, edits->front().id, options.json);
    for (AttachFile& file : *files) {
        file.story = edits->front().id;
        if (const auto attached = attach_file(file, **store, *context); !attached) {
            return shell.fail({attached.error().code, "The story is saved, but " + file.name +
                                                          " could not be attached: " + attached.error().message});
        }
    }
    return ExitCode::done;
}

struct EchoOptions {
    std::string id, note;
    bool json = false;
};

ExitCode run_echo(Shell& shell, const EchoOptions& options) {
    auto store = open_store(shell);
    if (!store) return shell.fail(store.error());
    const auto story = find_story(**store, options.id);
    if (!story) {
        return story.error().code == Errc::invalid ? shell.wrong(story.error().message) : shell.fail(story.error());
    }
    const auto context = context_of(**store, shell);
    if (!context) return shell.fail(context.error());
    const auto echoes = (*store)->of_story(sync::Kind::echo, *story);
    if (!echoes) return shell.fail(echoes.error());
    const auto edits =
        edits_of(EchoStory{*story, options.note, last_counted(*echoes, context->device, options.note)}, *context);
    if (!edits) return shell.wrong(edits.error().message);
    if (const auto written = (*store)->write(*edits); !written) return shell.fail(written.error());
    if (edits->empty()) {
        shell.console.say("counted already: the same echo within five seconds counts once");
    }
    const auto heard = echoes->size() + edits->size();
    if (options.json) {
        sync::JsonWriter line;
        line.text("story", to_text(*story));
        line.number("echoes", static_cast<std::int64_t>(heard));
        shell.console.print_line(line.take());
    } else {
        shell.console.print_line("heard by " + std::to_string(heard) + (heard == 1 ? " other" : " others"));
    }
    return ExitCode::done;
}

}  // namespace

void add_log(const Command& app, Shell& shell) {
    const auto options = std::make_shared<LogOptions>();
    LogStory& story = options->story;
    const Command command = app.add_command("log", "Log what a customer said; prints the id of the story");
    command.option("--kind", story.kind, "praise, pain, idea or issue").required().one_of(story_kinds());
    command.option("--words", story.words, "The customer's own words, in any language")
        .required()
        .check(complain_of_blank);
    command.option("--stage", story.stage, "The stage of the journey, as need-help");
    command.option("--moment", story.moment, "The moment of truth inside the stage");
    command.option("--mood", story.mood, "1 (furious) to 5 (delighted)").between(1, 5);
    command.flag("--at-risk", story.at_risk, "This customer may leave");
    command.option("--site", story.site, "Where; otherwise the site of this device");
    command.option("--source", story.source, "counter, call, visit, chat, review, survey, social or lost-customer")
        .one_of(story_sources());
    command.option("--happened", story.happened, "When, as 2026-11-03 or 2026-11-03T11:20; otherwise now")
        .check(complain_of_date);
    command.option("--what-happened", story.what_happened, "What went on around it, in your words");
    command.option("--action-taken", story.action_taken, "What you did about it");
    command.option("--customer", story.customer, "Who, without a name: \"A nurse in Leeds\"");
    command.option("--customer-reference", story.customer_reference, "Customer number; personal");
    command.option("--function", story.function, "The function it concerns, as service");
    command.option("--product", story.product, "The product it is about");
    command.option("--tag", story.tags, "A tag; may be given several times").take_all();
    command.option("--language", story.language, "The language of the words, as en");
    command.option("--attach", options->attach, "A photo, a voice note or a document; may be given several times")
        .take_all();
    command.flag("--json", options->json, "Print {\"id\": ...}");
    command.footer(
        "The id is printed when the story is safely on disk.\n\n"
        "Examples:\n"
        "  earshot log --kind pain --words \"Nobody rang me back.\"\n"
        "  earshot log --kind praise --mood 5 --stage need-help --source call --happened 2026-11-03 \\\n"
        "      --words \"The engineer stayed until it worked.\"");
    command.runs([&shell, options] { return run_log(shell, *options); });
}

void add_echo(const Command& app, Shell& shell) {
    const auto options = std::make_shared<EchoOptions>();
    const Command command = app.add_command("echo", "Say that somebody else told you the same");
    command.option("id", options->id, "The story, or the first digits of its id").required();
    command.option("--note", options->note, "What was different, if anything");
    command.flag("--json", options->json, "Print {\"story\": ..., \"echoes\": ...}");
    command.footer(
        "The same echo from this device within five seconds counts once.\n\n"
        "Examples:\n"
        "  earshot echo 0198f0a1-b2c3\n"
        "  earshot echo 0198f0a1-b2c3 --note \"Two of them this morning\"");
    command.runs([&shell, options] { return run_echo(shell, *options); });
}

}  // namespace earshot::app
