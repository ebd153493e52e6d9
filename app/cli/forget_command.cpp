// earshot forget: a customer asked to be forgotten.
#include <fmt/format.h>

#include "app/cli/data_folder.hpp"
#include "app/cli/subcommands.hpp"
#include "app/commands/forget_customer.hpp"
#include "sync/portable/json.hpp"

namespace earshot::app {
namespace {

struct ForgetOptions {
    std::vector<std::string> stories;
    std::string reference;
    bool words_too = false, dry_run = false, json = false;
};

std::string counted(std::int64_t number, std::string_view one, std::string_view several) {
    return fmt::format("{} {}", number, number == 1 ? one : several);
}

// A whole id may be of a story that never came to this device; others forget it all the same.
Result<Id> story_meant(sync::DeviceStore& store, const std::string& typed) {
    auto found = find_story(store, typed);
    if (found || found.error().code != Errc::not_found) return found;
    const auto whole = parse_id(typed);
    return whole ? Result<Id>(*whole) : found;
}

Result<ForgetCustomer> intent_of(const ForgetOptions& options, sync::DeviceStore& store,
                                 const std::vector<sync::Record>& erasures) {
    ForgetCustomer intent;
    intent.reference = options.reference;
    intent.words_too = options.words_too;
    intent.erasures = erasures;
    EARSHOT_TRY(intent.role, store.setting("role"));
    for (const std::string& typed : options.stories) {
        EARSHOT_TRY(const Id story, story_meant(store, typed));
        intent.stories.push_back(story);
    }
    return intent;
}

void print_reach(Shell& shell, const ForgetOptions& options, const sync::ErasureReach& reach) {
    if (options.json) {
        sync::JsonWriter line;
        line.number("stories", reach.stories);
        line.number("others", reach.others);
        line.number("attachments", reach.attachments);
        line.truth("draft", reach.draft);
        line.truth("words_too", options.words_too);
        line.truth("dry_run", options.dry_run);
        return shell.console.print_line(line.take());
    }
    shell.console.print_line(
        fmt::format("{} on this device {}: {} that hang on them or tell of a loss, and {}{}",
                    counted(reach.stories, "story", "stories"), options.dry_run ? "would be reached" : "reached",
                    counted(reach.others, "record", "records"), counted(reach.attachments, "attachment", "attachments"),
                    reach.draft ? "; the draft too" : ""));
    shell.console.say(
        options.dry_run ? "nothing was changed; without --dry-run it is for good"
                        : "the backups Earshot keeps on this device were replaced. Other devices forget the same with "
                          "their next sync, however late; copies made with \"earshot backup\" or \"earshot export\" "
                          "are yours to delete");
}

ExitCode run_forget(Shell& shell, const ForgetOptions& options) {
    auto store = open_store(shell);
    if (!store) return shell.fail(store.error());
    const auto context = context_of(**store, shell);
    if (!context) return shell.fail(context.error());
    const auto erasures = (*store)->all(sync::Kind::erasure);
    if (!erasures) return shell.fail(erasures.error());
    const auto intent = intent_of(options, **store, *erasures);
    if (!intent) {
        return intent.error().code == Errc::invalid ? shell.wrong(intent.error().message) : shell.fail(intent.error());
    }
    const auto edits = edits_of(*intent, *context);
    if (!edits) {
        return edits.error().code == Errc::invalid ? shell.wrong(edits.error().message) : shell.fail(edits.error());
    }
    const auto reach = (*store)->forget(*edits, options.dry_run);
    if (!reach) return shell.fail(reach.error());
    print_reach(shell, options, *reach);
    return ExitCode::done;
}

}  // namespace

void add_forget(const Command& app, Shell& shell) {
    const auto options = std::make_shared<ForgetOptions>();
    const Command command = app.add_command("forget", "Forget a customer, here and on every other device, for good");
    const Option stories = command.option("--story", options->stories,
                                          "A story of the customer, or the first digits of "
                                          "its id; may be given several times");
    command.option("--customer", options->reference, "The customer's number or name, as stories have it")
        .excludes(stories);
    command.flag("--words-too", options->words_too,
                 "The words too, and what was noted and answered; kind, stage and mood stay and are counted");
    command.flag("--dry-run", options->dry_run, "Say what it would reach here, change nothing");
    command.flag("--json", options->json, "One JSON object");
    command.footer(
        "For the facilitator and the keeper. What is personal is emptied wherever it is: in stories, earlier "
        "versions,\n"
        "the search, what waits to be sent, rolling backups; attachments are deleted. What comes later for the same\n"
        "customer, from a device that was away for months, arrives without it. Nothing brings it back.\n\n"
        "Examples:\n"
        "  earshot forget --customer C-1017 --dry-run\n"
        "  earshot forget --customer C-1017 --words-too\n"
        "  earshot forget --story 0198f0a1-b2c3");
    command.runs([&shell, options] { return run_forget(shell, *options); });
}

}  // namespace earshot::app
