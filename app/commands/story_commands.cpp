#include "app/commands/story_commands.hpp"

#include <algorithm>
#include <set>

#include "platform/base/utf8.hpp"
#include "sync/model/check.hpp"
#include "sync/model/tables.hpp"

namespace earshot::app {
namespace {

using sync::Edit;
using sync::FieldNumber;
using sync::Kind;
using sync::Value;

namespace reply {
constexpr FieldNumber story = sync::number_of_field(sync::reply_fields, "story");
constexpr FieldNumber words = sync::number_of_field(sync::reply_fields, "words");
constexpr FieldNumber leader = sync::number_of_field(sync::reply_fields, "leader");
constexpr FieldNumber happened = sync::number_of_field(sync::reply_fields, "happened");
}  // namespace reply

namespace receipt {
constexpr FieldNumber story = sync::number_of_field(sync::receipt_fields, "story");
constexpr FieldNumber step = sync::number_of_field(sync::receipt_fields, "step");
constexpr FieldNumber who = sync::number_of_field(sync::receipt_fields, "who");
constexpr FieldNumber note = sync::number_of_field(sync::receipt_fields, "note");
constexpr FieldNumber room = sync::number_of_field(sync::receipt_fields, "room");
constexpr FieldNumber happened = sync::number_of_field(sync::receipt_fields, "happened");
}  // namespace receipt

// Empty text is not written at all: a field nobody spoke of has no stamp to win with.
void write(Edit& edit, FieldNumber field, std::string_view text) {
    if (!text.empty()) edit.writes.emplace_back(field, std::string(text));
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

Result<std::vector<Edit>> checked(Edit edit) {
    EARSHOT_CHECK(sync::check_edit(edit));
    return std::vector{std::move(edit)};
}

Result<void> check_stage(const Value& value, const CommandContext& context) {
    const std::string_view stage = sync::text_of(value);
    const auto& known = context.stages;
    if (stage.empty() || known.empty() || std::find(known.begin(), known.end(), stage) != known.end()) return {};
    std::string list;
    for (const std::string& key : known)
        list += (list.empty() ? "" : ", ") + key;
    return Error{Errc::invalid, "stage: \"" + std::string(utf8_prefix(stage, 40)) + "\" is not one of " + list};
}

// What to write so that `before` becomes `wanted`: members that are missing, and those that must go.
std::optional<Value> set_difference_of(const Value& before, const Value& wanted) {
    const auto names_of = [](const Value& value) {
        const sync::SetValue* set = sync::set_of(value);
        return set ? set->present() : std::vector<std::string>{};
    };
    const auto old_names = names_of(before), new_names = names_of(wanted);
    const std::set<std::string> had(old_names.begin(), old_names.end()), wants(new_names.begin(), new_names.end());
    sync::SetValue change;
    std::set<std::string> all = had;
    all.insert(wants.begin(), wants.end());
    for (const std::string& name : all) {
        if (had.contains(name) != wants.contains(name)) change.members.push_back({name, {}, wants.contains(name)});
    }
    if (change.members.empty()) return std::nullopt;
    return change;
}

bool is_known(std::span<const sync::Record> records, const Id& id) {
    return std::any_of(records.begin(), records.end(), [&](const sync::Record& record) { return record.id == id; });
}

}  // namespace

Result<std::vector<Edit>> edits_of(const LogStory& intent, const CommandContext& context) {
    Edit edit{Kind::story, intent.id.is_nil() ? context.random.uuid7(context.now) : intent.id, {}};
    const sync::KindTable& table = sync::table_of(Kind::story);
    const auto text = [&](std::string_view field, std::string_view value) { write(edit, *table.find(field), value); };
    text("kind", intent.kind);
    text("words", intent.words);
    text("what_happened", intent.what_happened);
    if (intent.mood != 0) edit.writes.emplace_back(sync::story::mood, std::int64_t{intent.mood});
    text("stage", intent.stage);
    text("moment", intent.moment);
    text("source", intent.source);
    if (intent.aided) edit.writes.emplace_back(*table.find("aided"), std::int64_t{*intent.aided ? 1 : 0});
    if (intent.at_risk) edit.writes.emplace_back(sync::story::at_risk, std::int64_t{1});
    text("customer", intent.customer);
    text("customer_reference", intent.customer_reference);
    text("site", intent.site.empty() ? context.site : intent.site);
    text("function", intent.function);
    text("product", intent.product);
    if (!intent.tags.empty()) edit.writes.emplace_back(sync::story::tags, sync::make_set(intent.tags));
    if (!intent.themes.empty()) edit.writes.emplace_back(sync::story::themes, sync::make_set(intent.themes));
    text("action_taken", intent.action_taken);
    text("language", intent.language);
    text("consent", intent.consent);
    text("consent_until", intent.consent_until);
    text("happened", intent.happened.empty() ? to_text(context.here) : intent.happened);
    text("device_name", context.device_name);

    sync::Record story = sync::make_record(Kind::story, edit.id);
    for (const auto& [field, value] : edit.writes)
        story.fields[field].value = value;
    EARSHOT_CHECK(sync::check_new_story(story));
    EARSHOT_CHECK(check_stage(story.value(sync::story::stage), context));
    return checked(std::move(edit));
}

Result<std::vector<Edit>> edits_of(const CorrectStory& intent, const CommandContext& context) {
    Edit edit{Kind::story, intent.before.id, {}};
    sync::Record after = intent.before;
    for (const auto& [field, value] : intent.fields) {
        const Value& old = intent.before.value(field);
        after.fields[field].value = value;
        if (sync::story_fields[field].type == sync::FieldType::set) {
            if (auto change = set_difference_of(old, value)) edit.writes.emplace_back(field, std::move(*change));
        } else if (value != old && !(sync::is_empty(old) && value == Value{std::string()})) {
            if (field == sync::story::stage) EARSHOT_CHECK(check_stage(value, context));
            edit.writes.emplace_back(field, value);
        }
    }
    if (edit.writes.empty()) return std::vector<Edit>{};
    EARSHOT_CHECK(sync::check_new_story(after));
    return checked(std::move(edit));
}

Result<std::vector<Edit>> edits_of(const RemoveStory& intent, const CommandContext& /*context*/) {
    return checked({Kind::story, intent.story, {{sync::deleted_number, std::int64_t{1}}}});
}

Result<std::vector<Edit>> edits_of(const EchoStory& intent, const CommandContext& context) {
    if (intent.last_counted) {
        // A clock that was set back since then must not swallow echoes for hours: only the last five seconds count.
        const Duration since = context.now - *intent.last_counted;
        if (since >= Duration{0} && since < repeat_guard) return std::vector<Edit>{};
    }
    Edit edit{Kind::echo, context.random.uuid7(context.now), {}};
    write(edit, sync::echo::story, to_text(intent.story));
    write(edit, sync::echo::note, intent.note);
    write(edit, sync::echo::site, context.site);
    write(edit, sync::echo::device_name, context.device_name);
    write(edit, sync::echo::happened, to_text(context.here));
    return checked(std::move(edit));
}

std::optional<WallTime> last_counted(std::span<const sync::Record> echoes, const Id& device, std::string_view note) {
    std::optional<WallTime> last;
    for (const sync::Record& echo : echoes) {
        const sync::Stamp& stamp = echo.fields[sync::echo::story].stamp;
        const bool same = stamp.device == device && echo.text(sync::echo::note) == note;
        if (same && (!last || stamp.wall() > *last)) last = stamp.wall();
    }
    return last;
}

Result<std::vector<Edit>> edits_of(const ReplyToStory& intent, const CommandContext& context) {
    if (is_blank(intent.words)) return Error{Errc::invalid, "words: the answer is empty"};
    Edit edit{Kind::reply, context.random.uuid7(context.now), {}};
    write(edit, reply::story, to_text(intent.story));
    write(edit, reply::words, intent.words);
    write(edit, reply::leader, intent.leader);
    write(edit, reply::happened, to_text(context.here));
    return checked(std::move(edit));
}

Result<std::vector<Edit>> edits_of(const MarkRead& intent, const CommandContext& context) {
    const Id id = make_named_id("receipt read", to_text(context.device) + to_text(intent.story));
    if (is_known(intent.receipts, id)) return std::vector<Edit>{};
    Edit edit{Kind::receipt, id, {}};
    write(edit, receipt::story, to_text(intent.story));
    write(edit, receipt::step, "read");
    write(edit, receipt::who, intent.who);
    write(edit, receipt::happened, to_text(context.here));
    return checked(std::move(edit));
}

Result<std::vector<Edit>> edits_of(const BringToRoom& intent, const CommandContext& context) {
    const std::string room = intent.room.is_nil() ? std::string() : to_text(intent.room);
    const Id id = make_named_id("receipt proposed", to_text(context.device) + to_text(intent.story) + room);
    if (is_known(intent.receipts, id)) return std::vector<Edit>{};
    Edit edit{Kind::receipt, id, {}};
    write(edit, receipt::story, to_text(intent.story));
    write(edit, receipt::step, "proposed");
    write(edit, receipt::who, intent.who);
    write(edit, receipt::note, intent.note);
    write(edit, receipt::room, room);
    write(edit, receipt::happened, to_text(context.here));
    return checked(std::move(edit));
}

}  // namespace earshot::app
