#include "sync/portable/portable_story.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "sync/model/tables.hpp"
#include "sync/portable/field_json.hpp"

namespace earshot::sync {
namespace {

constexpr std::int64_t echoes_most = 10'000;

constexpr std::array told_fields{echo::note, echo::site, echo::device_name, echo::happened};

std::string_view happened_of(const Edit& story) {
    for (const auto& [field, value] : story.writes) {
        if (field == story::happened) return text_of(value);
    }
    return {};
}

bool equals(const Record& echo, const Edit& counted) {
    for (const FieldNumber field : told_fields) {
        const auto write = std::find_if(counted.writes.begin(), counted.writes.end(),
                                        [&](const auto& candidate) { return candidate.first == field; });
        const std::string_view expected = write == counted.writes.end() ? "" : text_of(write->second);
        if (echo.text(field) != expected) return false;
    }
    return true;
}

}  // namespace

Edit counted_echo(const Id& story, std::int64_t index, std::string_view happened) {
    const std::string name = to_text(story);
    Edit edit{Kind::echo, make_named_id("counted echo", name + '#' + std::to_string(index)), {}};
    edit.writes.emplace_back(echo::story, name);
    if (!happened.empty()) edit.writes.emplace_back(echo::happened, std::string(happened));
    return edit;
}

std::vector<const Record*> told_echoes(const Record& story, std::span<const Record> echoes) {
    std::unordered_map<Id, const Record*> left;
    for (const Record& echo : echoes)
        left.emplace(echo.id, &echo);
    const std::string_view happened = story.text(story::happened);
    for (std::int64_t index = 0;; ++index) {
        const Edit counted = counted_echo(story.id, index, happened);
        const auto found = left.find(counted.id);
        if (found == left.end() || !equals(*found->second, counted)) break;
        left.erase(found);
    }
    std::vector<const Record*> told;
    for (const auto& [id, echo] : left)
        told.push_back(echo);
    std::sort(told.begin(), told.end(), [](const Record* a, const Record* b) { return a->id < b->id; });
    return told;
}

void write_fields(JsonWriter& json, const Record& record) {
    FieldNumber number = 1;  // Without `deleted`: what is deleted is not shown.
    for (const Field& field : table_of(record.kind).fields.subspan(1))
        write_field(json, field, record.value(number++));
}

void write_story(JsonWriter& json, const Record& story, std::span<const Record> echoes,
                 std::span<const Record> attachments) {
    json.text("id", to_text(story.id));
    write_fields(json, story);
    json.number("echoes", static_cast<std::int64_t>(echoes.size()));
    if (const auto told = told_echoes(story, echoes); !told.empty()) write_echoes(json, "echo_records", told);
    if (attachments.empty()) return;
    json.begin_array("attachments");
    for (const Record& attachment : attachments) {
        json.begin_object({});
        json.text("id", to_text(attachment.id));
        write_fields(json, attachment);
        json.end();
    }
    json.end();
}

void write_echoes(JsonWriter& json, std::string_view name, const std::vector<const Record*>& echoes) {
    json.begin_array(name);
    for (const Record* echo : echoes) {
        json.begin_object({});
        json.text("id", to_text(echo->id));
        for (const FieldNumber field : told_fields) {
            if (!echo->text(field).empty()) json.text(echo_fields[field].name, echo->text(field));
        }
        json.end();
    }
    json.end();
}

Result<void> read_echoes(ImportedStory& into, std::int64_t total, yyjson_val* array) {
    const auto told = static_cast<std::int64_t>(yyjson_arr_size(array));
    if (total < 0 || total > echoes_most) {
        return Error{Errc::invalid,
                     "echoes: " + std::to_string(total) + " is not between 0 and " + std::to_string(echoes_most)};
    }
    if (told > total) {
        return Error{Errc::invalid,
                     "echoes: the row says " + std::to_string(total) + " but echo_records has " + std::to_string(told)};
    }
    std::size_t index = 0, count = 0;
    yyjson_val* entry = nullptr;
    yyjson_arr_foreach(array, index, count, entry) {
        const auto id = parse_id(text_member(entry, "id"));
        if (!id) return Error{Errc::invalid, "echo_records: " + id.error().message};
        Edit edit{Kind::echo, *id, {{echo::story, to_text(into.story.id)}}};
        for (const FieldNumber field : told_fields) {
            const std::string_view text = text_member(entry, std::string(echo_fields[field].name).c_str());
            if (!text.empty()) edit.writes.emplace_back(field, std::string(text));
        }
        into.echoes.push_back(std::move(edit));
    }
    for (std::int64_t i = 0; i < total - told; ++i)
        into.echoes.push_back(counted_echo(into.story.id, i, happened_of(into.story)));
    return {};
}

}  // namespace earshot::sync
