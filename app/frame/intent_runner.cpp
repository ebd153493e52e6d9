#include "app/frame/intent_runner.hpp"

#include "app/commands/kept_file.hpp"
#include "app/commands/story_commands.hpp"
#include "platform/base/log.hpp"
#include "sync/model/tables.hpp"

namespace earshot::app {

namespace {

// What the form says, where it differs from the story. A field that was never said and still is not stays unwritten.
std::vector<std::pair<sync::FieldNumber, sync::Value>> corrected_fields(const LogForm& form,
                                                                        const sync::Record& before) {
    std::vector<std::pair<sync::FieldNumber, sync::Value>> fields;
    const auto text = [&](sync::FieldNumber field, const std::string& value) {
        if (before.text(field) != value) fields.emplace_back(field, value);
    };
    text(sync::story::kind, form.kind);
    text(sync::story::words, form.words);
    text(sync::story::stage, form.stage);
    text(sync::story::source, form.source);
    text(sync::story::customer, form.customer);
    if (before.number(sync::story::mood) != form.mood) {
        fields.emplace_back(sync::story::mood, form.mood > 0 ? sync::Value{std::int64_t{form.mood}} : sync::Value{});
    }
    if ((before.number(sync::story::at_risk) == 1) != form.at_risk) {
        fields.emplace_back(sync::story::at_risk, std::int64_t{form.at_risk ? 1 : 0});
    }
    return fields;
}

// The story and what hangs on it, in one commit.
Result<std::vector<sync::Edit>> with_photos(Result<std::vector<sync::Edit>> edits, const LogForm& form) {
    if (!edits) return edits;
    for (const KeptFile& photo : form.photos)
        edits->push_back(edit_of(photo, form.id));
    return edits;
}

}  // namespace

void IntentRunner::run(const Intent& intent, const Strings& tr) {
    std::visit([&](const auto& wanted) { (*this)(wanted, tr); }, intent);
}

CommandContext IntentRunner::context() const {
    const sync::Snapshot& snapshot = parts_.data.snapshot();
    std::vector<std::string> stages;
    for (const sync::Record& stage : snapshot.stages) {
        stages.emplace_back(stage.text(sync::number_of_field(sync::stage_fields, "key")));
    }
    return {.device = snapshot.device,
            .device_name = std::string(snapshot.setting("device_name")),
            .site = std::string(snapshot.setting("site")),
            .now = parts_.clock.wall(),
            .here = parts_.clock.civil_now(),
            .stages = std::move(stages),
            .random = parts_.random};
}

void IntentRunner::say(std::string words) {
    parts_.toasts.say(std::move(words), parts_.clock.monotonic());
}

void IntentRunner::write(Result<std::vector<sync::Edit>> edits, std::string done_words) {
    if (!edits) return say(edits.error().message);
    if (edits->empty()) return;
    parts_.store.submit(sync::ask::Write{std::move(*edits)},
                        [this, words = std::move(done_words)](const Result<sync::StoreAnswer>& answer) {
                            if (!answer) return say(answer.error().message);
                            if (!words.empty()) say(words);
                        });
}

void IntentRunner::set(std::string name, std::string value) {
    parts_.store.submit(sync::ask::SetSetting{std::move(name), std::move(value)},
                        [this](const Result<sync::StoreAnswer>& answer) {
                            if (!answer) say(answer.error().message);
                        });
}

// Hands the form's story to the store. The draft is dropped only after the story is on disk. Should the power fail
// between the two, the draft returns with the id of the story that exists, and saving it again changes that story
// instead of making a second.
void IntentRunner::write_form(Result<std::vector<sync::Edit>> edits, std::string done_words) {
    LogState& log = parts_.state.log;
    log.saving = false;
    if (!edits) return say(edits.error().message);
    log.saving = true;
    parts_.store.submit(sync::ask::Write{std::move(*edits)}, [this, id = log.form.id, words = std::move(done_words)](
                                                                 const Result<sync::StoreAnswer>& answer) {
        LogState& now = parts_.state.log;
        now.saving = false;
        if (!answer) return say(answer.error().message);
        say(words);
        if (now.form.id != id) return;
        now = {};  // The App sees the empty form and drops the draft.
    });
}

// Asks for the story as it is now, so that only what was changed here is written.
void IntentRunner::correct_story(std::string done_words) {
    parts_.state.log.saving = true;
    parts_.store.submit(sync::ask::FindStory{parts_.state.log.form.id}, [this, form = parts_.state.log.form,
                                                                         words = std::move(done_words)](
                                                                            const Result<sync::StoreAnswer>& answer) {
        if (!answer) return write_form(answer.error(), {});
        const sync::Record& before = std::get<sync::StoryDetail>(*answer).story;
        write_form(with_photos(edits_of(CorrectStory{before, corrected_fields(form, before)}, context()), form), words);
    });
}

void IntentRunner::operator()(const intent::SaveStory&, const Strings& tr) {
    LogState& log = parts_.state.log;
    if (log.saving || log.adding > 0) return;
    if (!missing_in(log.form).empty()) {
        log.show_missing = true;
        return;
    }
    if (log.form.correcting) return correct_story(std::string(tr("log.story_corrected")));
    if (log.form.id.is_nil()) log.form.id = parts_.random.uuid7(parts_.clock.wall());
    LogStory story;
    story.id = log.form.id;
    story.kind = log.form.kind;
    story.words = log.form.words;
    story.mood = log.form.mood;
    story.stage = log.form.stage;
    story.source = log.form.source;
    story.customer = log.form.customer;
    story.at_risk = log.form.at_risk;
    write_form(with_photos(edits_of(story, context()), log.form), std::string(tr("log.story_saved")));
}

void IntentRunner::operator()(const intent::DiscardDraft&, const Strings&) {
    parts_.state.log = {};  // The App sees the empty form and drops the draft.
}

void IntentRunner::operator()(const intent::AddPhotos& wanted, const Strings&) {
    parts_.photos.add(wanted.paths);
}

void IntentRunner::operator()(const intent::HeardItToo& wanted, const Strings& tr) {
    const WallTime now = parts_.clock.wall();
    const auto before = echoed_.find(wanted.story);
    EchoStory echo;
    echo.story = wanted.story;
    if (before != echoed_.end()) echo.last_counted = before->second;
    auto edits = edits_of(echo, context());
    if (edits && !edits->empty()) echoed_[wanted.story] = now;
    write(std::move(edits), std::string(tr("toast.echo_counted")));
}

void IntentRunner::operator()(const intent::SendReply& wanted, const Strings& tr) {
    const std::string leader(parts_.data.snapshot().setting("device_name"));
    write(edits_of(ReplyToStory{.story = wanted.story, .words = wanted.words, .leader = leader}, context()),
          std::string(tr("toast.reply_sent")));
}

void IntentRunner::operator()(const intent::BringToRoom& wanted, const Strings& tr) {
    const sync::StoryDetail* detail = parts_.data.story(wanted.story);
    BringToRoom command;
    command.story = wanted.story;
    command.who = std::string(parts_.data.snapshot().setting("device_name"));
    if (detail) command.receipts = detail->receipts;
    write(edits_of(command, context()), std::string(tr("toast.brought_to_room")));
}

void IntentRunner::operator()(const intent::MarkRead& wanted, const Strings&) {
    const sync::StoryDetail* detail = parts_.data.story(wanted.story);
    if (!detail) return;
    const std::string who(parts_.data.snapshot().setting("device_name"));
    write(edits_of(MarkRead{.story = wanted.story, .who = who, .receipts = detail->receipts}, context()), {});
}

// What is asked for changes the store, which starts the courier.
void IntentRunner::operator()(const intent::FetchMedia& wanted, const Strings&) {
    parts_.store.on_worker([sha256 = wanted.sha256](sync::DeviceStore& store) {
        if (const auto asked = store.media().ask_for(sha256); !asked) log_warning("media", asked.error().message);
    });
}

void IntentRunner::operator()(const intent::SyncNow&, const Strings&) {
    if (parts_.outside.sync_now) parts_.outside.sync_now();
}

void IntentRunner::operator()(const intent::StopSync&, const Strings&) {
    if (parts_.outside.stop_sync) parts_.outside.stop_sync();
}

void IntentRunner::operator()(const intent::DismissNotice&, const Strings&) {
    set(std::string(sync::notice_setting), {});
}

void IntentRunner::operator()(const intent::RetryRefused&, const Strings&) {
    parts_.store.submit(sync::ask::RetryRefused{}, [this](const Result<sync::StoreAnswer>& answer) {
        if (!answer) return say(answer.error().message);
        if (parts_.outside.sync_now) parts_.outside.sync_now();
    });
}

void IntentRunner::operator()(const intent::Join&, const Strings&) {
    WelcomeState& welcome = parts_.state.welcome;
    if (welcome.joining || !parts_.outside.join) return;
    welcome.joining = true;
    welcome.trouble.clear();
    parts_.outside.join(welcome.server, welcome.code, [this](std::string trouble) {
        WelcomeState& now = parts_.state.welcome;
        now.joining = false;
        now.trouble = std::move(trouble);
        if (!now.trouble.empty()) return;
        now.code.clear();
        parts_.state.screen = Screen::log;
    });
}

void IntentRunner::operator()(const intent::TryDemo&, const Strings&) {
    if (!parts_.outside.try_demo) return;
    parts_.outside.try_demo([this](std::string trouble) {
        parts_.state.welcome.trouble = std::move(trouble);
        if (parts_.state.welcome.trouble.empty()) parts_.state.screen = Screen::log;
    });
}

void IntentRunner::operator()(const intent::StartAlone&, const Strings&) {
    set("started_alone", "1");
    parts_.state.screen = Screen::log;
}

void IntentRunner::operator()(const intent::Rename& wanted, const Strings&) {
    set("device_name", wanted.name);
}

void IntentRunner::operator()(const intent::ChooseTheme& wanted, const Strings&) {
    set("theme", wanted.theme);
}

void IntentRunner::operator()(const intent::ChooseTextScale& wanted, const Strings&) {
    set("text_scale", std::to_string(wanted.percent));
}

void IntentRunner::operator()(const intent::ChooseLanguage& wanted, const Strings&) {
    set("language", wanted.code);
}

void IntentRunner::operator()(const intent::Say& wanted, const Strings&) {
    say(wanted.words);
}

}  // namespace earshot::app
