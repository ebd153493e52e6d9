#include "app/demo/demo_company.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "app/demo/demo_photos.hpp"
#include "platform/host/sha256.hpp"
#include "sync/model/check.hpp"
#include "sync/model/defaults.hpp"
#include "sync/model/tables.hpp"
#include "sync/portable/field_json.hpp"

namespace earshot::app {
namespace {

using sync::Edit;
using sync::Kind;
using sync::Value;

std::string text_of(yyjson_val* value) {
    return yyjson_is_str(value) ? std::string(yyjson_get_str(value), yyjson_get_len(value)) : std::string();
}

std::string text_in(yyjson_val* object, const char* name) {
    return std::string(sync::text_member(object, name));
}

int number_in(yyjson_val* object, const char* name) {
    return static_cast<int>(yyjson_get_sint(yyjson_obj_get(object, name)));
}

// The company under way.
class Reader {
public:
    Reader(const platform::Files& files, const DemoOptions& options) : files_(files), options_(options) {}

    Result<DemoCompany> read();

private:
    using TakeLine = std::function<Result<void>(yyjson_val*)>;
    Result<void> each_line(const std::string& file, const TakeLine& take);

    Result<Edit> edit_of(Kind kind, const Id& id, yyjson_val* line, std::initializer_list<std::string_view> handled);
    Result<void> keep(Edit edit, bool own = false);

    Result<void> take_site(yyjson_val* line);
    Result<void> take_named(Kind kind, yyjson_val* line);
    Result<void> take_story(yyjson_val* line);
    Result<void> take_echo(yyjson_val* line);
    Result<void> take_reply(yyjson_val* line);
    Result<void> take_receipt(yyjson_val* line);
    Result<void> take_attachment(yyjson_val* line);
    Result<void> take_asset_month(yyjson_val* line);
    Result<void> take_loss_call(yyjson_val* line);
    Result<void> take_room(yyjson_val* line);
    Result<void> take_commitment(yyjson_val* line);

    std::string date(int days_ago) const;
    std::string moment(yyjson_val* line) const;
    std::string month(yyjson_val* line) const;
    std::string name_in(yyjson_val* names) const;
    Result<std::string> story_of(yyjson_val* line) const;
    // Records of the demo that have no key of their own are known by what they hang on and their number there.
    Id numbered_id(Kind kind, std::string_view of);
    void take_newest_as_own();

    const platform::Files& files_;
    const DemoOptions& options_;
    DemoCompany company_;
    std::map<std::string, Id> stories_;
    std::map<std::string, std::string> site_names_;
    std::map<std::string, int> numbers_;
};

void write(Edit& edit, std::string_view field, Value value) {
    const auto number = sync::table_of(edit.kind).find(field);
    EARSHOT_ASSERT(number.has_value());
    if (value != Value{std::string()}) edit.writes.emplace_back(*number, std::move(value));
}

Result<void> Reader::each_line(const std::string& file, const TakeLine& take) {
    EARSHOT_TRY(const std::string content, files_.read(options_.folder + "/" + file));
    int line_number = 0;
    for (std::string_view rest = content; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        line_number += 1;
        if (line.empty()) continue;
        const auto json = sync::JsonReader::parse(line);
        const auto taken = json ? take(json->root()) : Result<void>(json.error());
        if (!taken) {
            return Error{taken.error().code, file + ":" + std::to_string(line_number) + ": " + taken.error().message};
        }
    }
    return {};
}

// Copies the members that are fields of the kind; a member that is neither a field nor handled by the caller is an
// error.
Result<Edit> Reader::edit_of(Kind kind, const Id& id, yyjson_val* line,
                             std::initializer_list<std::string_view> handled) {
    Edit edit{kind, id, {}};
    const sync::KindTable& table = sync::table_of(kind);
    std::size_t index = 0, count = 0;
    yyjson_val *name = nullptr, *value = nullptr;
    yyjson_obj_foreach(line, index, count, name, value) {
        const std::string member = text_of(name);
        if (std::find(handled.begin(), handled.end(), member) != handled.end()) continue;
        const auto field = table.find(member);
        if (!field) return Error{Errc::invalid, "\"" + member + "\" is no field of a " + std::string(table.name)};
        EARSHOT_TRY(Value copied, sync::value_from_json(table.fields[*field], value));
        write(edit, member, std::move(copied));
    }
    return edit;
}

Result<void> Reader::keep(Edit edit, bool own) {
    EARSHOT_CHECK(sync::check_edit(edit));
    (own ? company_.own : company_.others).push_back(std::move(edit));
    return {};
}

std::string Reader::date(int days_ago) const {
    CivilTime day = civil_date_plus_days(options_.now, -days_ago);
    day.hour = -1;
    day.minute = 0;
    return to_text(day);
}

std::string Reader::moment(yyjson_val* line) const {
    const std::string time = text_in(line, "time");
    const std::string text = date(number_in(line, "ago")) + (time.empty() ? "" : "T" + time);
    return std::min(text, to_text(options_.now));  // The texts of times sort as the times do.
}

std::string Reader::month(yyjson_val* line) const {
    return to_text(month_of(options_.now).plus(-number_in(line, "months_ago")));
}

std::string Reader::name_in(yyjson_val* names) const {
    if (yyjson_is_str(names)) return text_of(names);
    const std::string name = text_in(names, options_.language.c_str());
    return name.empty() ? text_in(names, "en") : name;
}

Result<std::string> Reader::story_of(yyjson_val* line) const {
    const std::string key = text_in(line, "story");
    const auto found = stories_.find(key);
    if (found == stories_.end()) return Error{Errc::invalid, "there is no story \"" + key + "\""};
    return to_text(found->second);
}

Id Reader::numbered_id(Kind kind, std::string_view of) {
    const std::string key = std::string(name_of(kind)) + " of " + std::string(of);
    return make_named_id("demo", key + " #" + std::to_string(numbers_[key]++));
}

Result<void> Reader::take_named(Kind kind, yyjson_val* line) {
    EARSHOT_TRY(Edit edit, edit_of(kind, sync::id_of_key(kind, text_in(line, "key")), line, {"name"}));
    write(edit, "name", name_in(yyjson_obj_get(line, "name")));
    return keep(std::move(edit));
}

Result<void> Reader::take_site(yyjson_val* line) {
    const std::string key = text_in(line, "key");
    EARSHOT_TRY(Edit edit, edit_of(Kind::site, sync::id_of_key(Kind::site, key), line, {"kind"}));
    write(edit, "trade", text_in(line, "kind"));
    site_names_[key] = text_in(line, "name");
    return keep(std::move(edit));
}

Result<void> Reader::take_story(yyjson_val* line) {
    const std::string key = text_in(line, "key"), site = text_in(line, "site");
    const std::string happened = moment(line);
    EARSHOT_TRY(const CivilTime time, parse_civil(happened));
    const Id id = make_named_uuid7({civil_seconds(time) * 1000}, "demo story", key);
    EARSHOT_TRY(Edit edit, edit_of(Kind::story, id, line, {"key", "ago", "time", "themes"}));
    std::vector<std::string> themes;
    std::size_t index = 0, count = 0;
    yyjson_val* theme = nullptr;
    yyjson_arr_foreach(yyjson_obj_get(line, "themes"), index, count, theme)
        themes.push_back(to_text(sync::id_of_key(Kind::theme, text_of(theme))));
    if (!themes.empty()) write(edit, "themes", sync::make_set(std::move(themes)));
    write(edit, "happened", happened);
    write(edit, "device_name", site == options_.site ? options_.device_name : site_names_[site]);
    stories_[key] = id;
    company_.stories += 1;
    return keep(std::move(edit), site == options_.site);
}

Result<void> Reader::take_echo(yyjson_val* line) {
    EARSHOT_TRY(const std::string story, story_of(line));
    EARSHOT_TRY(Edit edit, edit_of(Kind::echo, numbered_id(Kind::echo, story), line, {"story", "ago", "time"}));
    write(edit, "story", story);
    write(edit, "happened", moment(line));
    write(edit, "device_name", site_names_[text_in(line, "site")]);
    return keep(std::move(edit));
}

Result<void> Reader::take_reply(yyjson_val* line) {
    EARSHOT_TRY(const std::string story, story_of(line));
    EARSHOT_TRY(Edit edit, edit_of(Kind::reply, numbered_id(Kind::reply, story), line, {"story", "ago"}));
    write(edit, "story", story);
    write(edit, "happened", moment(line));
    return keep(std::move(edit));
}

Result<void> Reader::take_receipt(yyjson_val* line) {
    EARSHOT_TRY(const std::string story, story_of(line));
    EARSHOT_TRY(Edit edit, edit_of(Kind::receipt, numbered_id(Kind::receipt, story), line, {"story", "ago", "room"}));
    write(edit, "story", story);
    write(edit, "happened", moment(line));
    if (yyjson_val* room = yyjson_obj_get(line, "room")) {
        const Month held = month_of(options_.now).plus(-static_cast<int>(yyjson_get_sint(room)));
        write(edit, "room", to_text(sync::id_of_key(Kind::room, to_text(held))));
    }
    return keep(std::move(edit));
}

Result<void> Reader::take_attachment(yyjson_val* line) {
    EARSHOT_TRY(const std::string story, story_of(line));
    EARSHOT_TRY(const Attachable* const file, demo_photo(text_in(line, "picture")));
    EARSHOT_TRY(Edit edit, edit_of(Kind::attachment, numbered_id(Kind::attachment, story), line, {"story", "picture"}));
    write(edit, "story", story);
    write(edit, "media_type", file->media_type);
    write(edit, "bytes", static_cast<std::int64_t>(file->bytes.size()));
    write(edit, "sha256", platform::sha256_hex(file->bytes));
    write(edit, "thumbnail_sha256", platform::sha256_hex(file->thumbnail));
    write(edit, "width", std::int64_t{file->width});
    write(edit, "height", std::int64_t{file->height});
    EARSHOT_CHECK(sync::check_edit(edit));
    company_.attachments.push_back({std::move(edit), stories_.find(text_in(line, "story"))->second, file});
    return {};
}

Result<void> Reader::take_asset_month(yyjson_val* line) {
    const std::string text = month(line);
    EARSHOT_TRY(Edit edit,
                edit_of(Kind::asset_month, sync::id_of_key(Kind::asset_month, text), line, {"months_ago", "reasons"}));
    write(edit, "month", text);
    std::size_t index = 0, count = 0;
    yyjson_val* reason = nullptr;
    yyjson_arr_foreach(yyjson_obj_get(line, "reasons"), index, count, reason) {
        const std::string field = "reason" + std::to_string(index + 1);
        if (!sync::table_of(Kind::asset_month).find(field)) return Error{Errc::invalid, "more than five reasons"};
        write(edit, field, text_in(reason, "reason"));
        write(edit, field + "_customers", std::int64_t{number_in(reason, "customers")});
    }
    return keep(std::move(edit));
}

Result<void> Reader::take_loss_call(yyjson_val* line) {
    const std::string text = month(line);
    EARSHOT_TRY(Edit edit, edit_of(Kind::loss_call, numbered_id(Kind::loss_call, text), line, {"months_ago", "ago"}));
    write(edit, "month", text);
    write(edit, "happened", moment(line));
    return keep(std::move(edit));
}

Result<void> Reader::take_room(yyjson_val* line) {
    const std::string text = month(line);
    EARSHOT_TRY(Edit edit, edit_of(Kind::room, sync::id_of_key(Kind::room, text), line, {"months_ago", "held_ago"}));
    write(edit, "month", text);
    if (yyjson_is_int(yyjson_obj_get(line, "held_ago"))) write(edit, "held", date(number_in(line, "held_ago")));
    return keep(std::move(edit));
}

Result<void> Reader::take_commitment(yyjson_val* line) {
    const std::string text = month(line);
    EARSHOT_TRY(Edit edit, edit_of(Kind::commitment, numbered_id(Kind::commitment, text), line,
                                   {"months_ago", "due_in", "theme"}));
    write(edit, "month", text);
    write(edit, "due", date(-number_in(line, "due_in")));
    write(edit, "theme", to_text(sync::id_of_key(Kind::theme, text_in(line, "theme"))));
    return keep(std::move(edit));
}

// Ids begin with the time, so that they sort by it.
void Reader::take_newest_as_own() {
    const auto older = [](const Edit& a, const Edit& b) { return a.id < b.id; };
    auto& others = company_.others;
    const auto stories =
        std::stable_partition(others.begin(), others.end(), [](const Edit& edit) { return edit.kind != Kind::story; });
    std::sort(stories, others.end(), older);
    const auto newest = others.end() - std::min<std::ptrdiff_t>(options_.newest_own, others.end() - stories);
    for (auto edit = newest; edit != others.end(); ++edit) {
        const auto name = std::find_if(edit->writes.begin(), edit->writes.end(),
                                       [](const auto& entry) { return entry.first == sync::story::device_name; });
        if (name != edit->writes.end()) name->second = options_.device_name;
    }
    std::move(newest, others.end(), std::back_inserter(company_.own));
    others.erase(newest, others.end());
    std::sort(company_.own.begin(), company_.own.end(), older);
}

Result<DemoCompany> Reader::read() {
    const auto named = [this](Kind kind) { return [this, kind](yyjson_val* line) { return take_named(kind, line); }; };
    const auto with = [this](Result<void> (Reader::*take)(yyjson_val*)) {
        return [this, take](yyjson_val* line) { return (this->*take)(line); };
    };
    EARSHOT_CHECK(each_line("stages.jsonl", named(Kind::stage)));
    EARSHOT_CHECK(each_line("moments.jsonl", named(Kind::moment)));
    EARSHOT_CHECK(each_line("functions.jsonl", named(Kind::function)));
    EARSHOT_CHECK(each_line("sites.jsonl", with(&Reader::take_site)));
    EARSHOT_CHECK(each_line("terms.jsonl", [this](yyjson_val* line) -> Result<void> {
        EARSHOT_TRY(Edit edit, edit_of(Kind::term, sync::id_of_key(Kind::term, text_in(line, "term")), line, {}));
        return keep(std::move(edit));
    }));
    EARSHOT_CHECK(each_line("themes.jsonl", [this](yyjson_val* line) -> Result<void> {
        EARSHOT_TRY(Edit edit, edit_of(Kind::theme, sync::id_of_key(Kind::theme, text_in(line, "key")), line, {"key"}));
        return keep(std::move(edit));
    }));
    for (const char* language : {"en", "es", "de", "ja"})
        EARSHOT_CHECK(each_line("stories." + std::string(language) + ".jsonl", with(&Reader::take_story)));
    EARSHOT_CHECK(each_line("echoes.jsonl", with(&Reader::take_echo)));
    EARSHOT_CHECK(each_line("replies.jsonl", with(&Reader::take_reply)));
    EARSHOT_CHECK(each_line("receipts.jsonl", with(&Reader::take_receipt)));
    EARSHOT_CHECK(each_line("attachments.jsonl", with(&Reader::take_attachment)));
    EARSHOT_CHECK(each_line("asset_months.jsonl", with(&Reader::take_asset_month)));
    EARSHOT_CHECK(each_line("loss_calls.jsonl", with(&Reader::take_loss_call)));
    EARSHOT_CHECK(each_line("rooms.jsonl", with(&Reader::take_room)));
    EARSHOT_CHECK(each_line("commitments.jsonl", with(&Reader::take_commitment)));
    take_newest_as_own();
    return std::move(company_);
}

}  // namespace

Result<DemoCompany> read_demo_company(const platform::Files& files, const DemoOptions& options) {
    return Reader(files, options).read();
}

}  // namespace earshot::app
