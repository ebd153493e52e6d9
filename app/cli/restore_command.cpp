// earshot restore: an earlier value of a story's field, written again as a new edit.
#include <algorithm>

#include <fmt/format.h>

#include "app/cli/data_folder.hpp"
#include "app/cli/subcommands.hpp"
#include "app/commands/story_commands.hpp"
#include "platform/base/text.hpp"
#include "sync/model/tables.hpp"
#include "sync/portable/field_text.hpp"
#include "sync/portable/json.hpp"

namespace earshot::app {
namespace {

struct RestoreOptions {
    std::string id, field;
    std::size_t number = 1;
    bool json = false;
};

// As people type them: "what happened" for what_happened.
std::string name_of_field(std::string typed) {
    std::replace_if(
        typed.begin(), typed.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
    return lower_ascii(typed);
}

std::string fields_with_earlier(const std::vector<sync::KeptEarlierValue>& earlier) {
    std::vector<std::string> names;
    for (const sync::KeptEarlierValue& value : earlier)
        if (std::find(names.begin(), names.end(), value.field) == names.end()) names.push_back(value.field);
    return names.empty() ? "No field of this story has an earlier value."
                         : fmt::format("Fields that have one: {}.", fmt::join(names, ", "));
}

// The one that earshot show lists under that number.
Result<sync::Value> find_earlier(sync::DeviceStore& store, const Id& story, const std::string& field,
                                 std::size_t number) {
    EARSHOT_TRY(const auto earlier, store.earlier_values(story));
    std::vector<const sync::KeptEarlierValue*> of_field;
    for (const sync::KeptEarlierValue& value : earlier)
        if (value.field == field) of_field.push_back(&value);
    if (of_field.empty()) {
        return Error{Errc::not_found, fmt::format("There is no earlier value of {}. {} Nothing was changed.", field,
                                                  fields_with_earlier(earlier))};
    }
    if (number < 1 || number > of_field.size()) {
        return Error{Errc::not_found,
                     of_field.size() == 1
                         ? fmt::format("There is one earlier value of {}, not {}. Nothing was changed.", field, number)
                         : fmt::format("There are {} earlier values of {}, the latest is number 1; {} is none of "
                                       "them. Nothing was changed.",
                                       of_field.size(), field, number)};
    }
    return of_field[number - 1]->value;
}

ExitCode fail_or_wrong(Shell& shell, const Error& error) {
    return error.code == Errc::invalid ? shell.wrong(error.message) : shell.fail(error);
}

ExitCode run_restore(Shell& shell, const RestoreOptions& options) {
    const std::string field = name_of_field(options.field);
    const auto number = sync::table_of(sync::Kind::story).find(field);
    if (!number) {
        return shell.wrong(
            fmt::format("A story has no field \"{}\". earshot show lists those that have an earlier "
                        "value. Nothing was changed.",
                        options.field));
    }
    auto store = open_store(shell);
    if (!store) return shell.fail(store.error());
    const auto id = find_story(**store, options.id);
    if (!id) return fail_or_wrong(shell, id.error());
    const auto earlier = find_earlier(**store, *id, field, options.number);
    if (!earlier) return shell.fail(earlier.error());
    auto before = (*store)->find(sync::Kind::story, *id);
    if (!before) return shell.fail(before.error());
    const auto context = context_of(**store, shell);
    if (!context) return shell.fail(context.error());
    const auto edits = edits_of(CorrectStory{std::move(*before), {{*number, *earlier}}}, *context);
    if (!edits) return shell.wrong(edits.error().message + " Nothing was changed.");
    if (edits->empty()) shell.console.say("it says that already; nothing was changed");
    if (const auto written = (*store)->write(*edits); !written) return shell.fail(written.error());

    const std::string value = sync::text_of_value(sync::story_fields[*number], *earlier);
    if (!options.json) {
        shell.console.print_line(fmt::format("{}: {}", field, value.empty() ? "not said" : value));
        return ExitCode::done;
    }
    sync::JsonWriter line;
    line.text("id", to_text(*id));
    line.text("field", field);
    line.text("value", value);
    line.truth("changed", !edits->empty());
    shell.console.print_line(line.take());
    return ExitCode::done;
}

}  // namespace

void add_restore(const Command& app, Shell& shell) {
    const auto options = std::make_shared<RestoreOptions>();
    const Command command = app.add_command("restore", "Write an earlier value of a story's field again");
    command.option("id", options->id, "The story, or the first digits of its id").required();
    command.option("field", options->field, "The field, as words or stage").required();
    command.option("--value", options->number, "Which, as earshot show numbers them; otherwise 1, the latest");
    command.flag("--json", options->json, "Print {\"id\": ..., \"field\": ..., \"value\": ..., \"changed\": ...}");
    command.footer(
        "It is an edit like any other: it is sent to everybody, and what it replaces becomes an earlier value "
        "itself.\n\n"
        "Examples:\n"
        "  earshot show 0198f0a1-b2c3\n"
        "  earshot restore 0198f0a1-b2c3 words\n"
        "  earshot restore 0198f0a1-b2c3 stage --value 2");
    command.runs([&shell, options] { return run_restore(shell, *options); });
}

}  // namespace earshot::app
