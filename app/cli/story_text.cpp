#include "app/cli/story_text.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "app/cli/text_width.hpp"
#include "app/commands/attach_file.hpp"
#include "sync/model/tables.hpp"
#include "sync/portable/field_text.hpp"
#include "sync/portable/portable_story.hpp"

namespace earshot::app {
namespace {

using sync::Kind;
using sync::Record;
using sync::StoryRow;

constexpr std::size_t columns = 80;
constexpr std::size_t label_cells = 20;

// How many characters of these ids tell each from its neighbours: at least the time of day, to the millisecond.
std::size_t short_id_length(std::span<const StoryRow> rows) {
    std::vector<std::string> ids;
    for (const StoryRow& row : rows)
        ids.push_back(to_text(row.id));
    std::sort(ids.begin(), ids.end());
    std::size_t length = 13;
    for (std::size_t i = 1; i < ids.size(); ++i) {
        const auto [a, b] = std::mismatch(ids[i - 1].begin(), ids[i - 1].end(), ids[i].begin(), ids[i].end());
        length = std::max(length, static_cast<std::size_t>(a - ids[i - 1].begin()) + 1);
    }
    return std::min<std::size_t>(length, 36);
}

// The fields a record has, one a line, words wrapped under their label.
void add_field(std::string& out, std::string_view label, std::string_view text) {
    if (text.empty()) return;
    std::string name = fitted(label, label_cells);
    std::replace(name.begin(), name.end(), '_', ' ');
    for (const std::string& line : wrapped(text, columns - label_cells)) {
        out += name + line + '\n';
        name.assign(label_cells, ' ');
    }
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts) {
        if (!part.empty()) text += (text.empty() ? "" : ", ") + std::string(part);
    }
    return text;
}

std::string_view text_in(const Record& record, std::string_view field) {
    return record.text(*sync::table_of(record.kind).find(field));
}

void add_hanging(std::string& out, const StoryPicture& picture) {
    for (const Record& echo : picture.echoes) {
        add_field(out, "heard too",
                  joined({text_in(echo, "happened"), text_in(echo, "device_name"), text_in(echo, "note")}));
    }
    for (const Record& reply : picture.replies) {
        add_field(out, "answer", joined({text_in(reply, "happened"), text_in(reply, "leader")}));
        add_field(out, "", text_in(reply, "words"));
    }
    for (const Record& receipt : picture.receipts) {
        add_field(out, text_in(receipt, "step"),
                  joined({text_in(receipt, "happened"), text_in(receipt, "who"), text_in(receipt, "note")}));
    }
    for (std::size_t i = 0; i < picture.attachments.size(); ++i) {
        const Record& attachment = picture.attachments[i];
        add_field(out, "attachment",
                  joined({text_in(attachment, "name"), text_in(attachment, "media_type"),
                          fmt::format("{} bytes", attachment.number(sync::attachment::bytes)),
                          words_of(place_of(picture.media[i]))}));
        add_field(out, "", to_text(attachment.id));
    }
    std::map<std::string, int> numbers;  // earshot restore takes them
    for (const sync::KeptEarlierValue& value : picture.earlier) {
        const auto number = sync::table_of(Kind::story).find(value.field);
        const std::string text = number ? sync::text_of_value(sync::story_fields[*number], value.value) : std::string();
        add_field(out, "earlier " + value.field,
                  joined({fmt::format("{}: {}", ++numbers[value.field], to_rfc3339(value.stamp.wall())), text}));
    }
}

void write_records(sync::JsonWriter& json, std::string_view name, const std::vector<Record>& records) {
    json.begin_array(name);
    for (const Record& record : records) {
        json.begin_object({});
        json.text("id", to_text(record.id));
        sync::write_fields(json, record);
        json.end();
    }
    json.end();
}

}  // namespace

std::string_view name_of(sync::Delivery delivery) {
    switch (delivery) {
        case sync::Delivery::elsewhere:
            return "elsewhere";
        case sync::Delivery::waiting:
            return "waiting";
        case sync::Delivery::refused:
            return "refused";
        case sync::Delivery::delivered:
            break;
    }
    return "delivered";
}

std::string table_of_rows(std::span<const StoryRow> rows) {
    const std::size_t id_length = short_id_length(rows);
    std::string table;
    for (const StoryRow& row : rows) {
        const std::string head =
            fmt::format("{}  {}  {}  {}{}  {}  ", to_text(row.id).substr(0, id_length),
                        fitted(row.happened.substr(0, 10), 10), fitted(row.kind, 6),
                        row.mood > 0 ? std::to_string(row.mood) : "-", row.at_risk ? "!" : " ", fitted(row.stage, 12));
        const std::string tail = row.echoes > 0 ? fmt::format("  +{}", row.echoes) : std::string();
        const std::size_t words = columns - std::min<std::size_t>(width_of(head) + tail.size(), columns - 12);
        std::string line = head + (tail.empty() ? fitted(row.words, words) : fitted(row.words, words) + tail);
        line.resize(line.find_last_not_of(' ') + 1);
        table += line + '\n';
    }
    return table;
}

std::string json_of_row(const StoryRow& row) {
    sync::JsonWriter json;
    json.text("id", to_text(row.id));
    json.text("kind", row.kind);
    json.text("words", row.words);
    const auto optional = [&](std::string_view name, std::string_view value) {
        if (!value.empty()) json.text(name, value);
    };
    if (row.mood > 0) json.number("mood", row.mood);
    optional("stage", row.stage);
    optional("source", row.source);
    json.truth("at_risk", row.at_risk);
    optional("customer", row.customer);
    optional("site", row.site);
    optional("product", row.product);
    optional("language", row.language);
    optional("happened", row.happened);
    optional("device_name", row.device_name);
    json.number("echoes", row.echoes);
    json.number("replies", row.replies);
    optional("latest_step", row.latest_step);
    optional("latest_note", row.latest_note);
    json.text("delivery", name_of(row.delivery));
    optional("refusal", row.refusal);
    return json.take();
}

std::string text_of_story(const StoryPicture& picture) {
    const Record& story = picture.story;
    std::string out;
    add_field(out, "id", to_text(story.id));
    for (std::size_t number = 1; number < story.fields.size(); ++number) {
        const sync::Field& field = sync::story_fields[number];
        add_field(out, field.name, sync::text_of_value(field, story.value(static_cast<sync::FieldNumber>(number))));
    }
    add_field(out, "delivery", joined({name_of(picture.row.delivery), picture.row.refusal}));
    add_field(out, "echoes", std::to_string(picture.echoes.size()));
    add_hanging(out, picture);
    return out;
}

std::string json_of_story(const StoryPicture& picture) {
    sync::JsonWriter json;
    json.text("id", to_text(picture.story.id));
    sync::write_fields(json, picture.story);
    json.text("delivery", name_of(picture.row.delivery));
    if (!picture.row.refusal.empty()) json.text("refusal", picture.row.refusal);
    json.number("echoes", static_cast<std::int64_t>(picture.echoes.size()));
    write_records(json, "echo_records", picture.echoes);
    write_records(json, "replies", picture.replies);
    write_records(json, "receipts", picture.receipts);
    json.begin_array("attachments");
    for (std::size_t i = 0; i < picture.attachments.size(); ++i) {
        json.begin_object({});
        json.text("id", to_text(picture.attachments[i].id));
        sync::write_fields(json, picture.attachments[i]);
        json.text("place", key_of(place_of(picture.media[i])));
        json.end();
    }
    json.end();
    json.begin_array("earlier_values");
    std::map<std::string, int> numbers;
    for (const sync::KeptEarlierValue& value : picture.earlier) {
        const auto number = sync::table_of(Kind::story).find(value.field);
        json.begin_object({});
        json.text("field", value.field);
        json.number("number", ++numbers[value.field]);
        if (number) json.text("value", sync::text_of_value(sync::story_fields[*number], value.value));
        json.text("written", to_rfc3339(value.stamp.wall()));
        json.text("device", to_text(value.stamp.device));
        json.end();
    }
    json.end();
    return json.take();
}

}  // namespace earshot::app
