#include "sync/portable/story_lines.hpp"

#include "sync/model/tables.hpp"
#include "sync/portable/csv_line.hpp"
#include "sync/portable/field_text.hpp"
#include "sync/portable/portable_story.hpp"

namespace earshot::sync {
namespace {

std::span<const Field> exported_fields() {
    return table_of(Kind::story).fields.subspan(1);  // Without `deleted`: what is deleted is not exported.
}

}  // namespace

std::string story_table_header() {
    std::vector<std::string> names{"id"};
    for (const Field& field : exported_fields())
        names.emplace_back(field.name);
    names.emplace_back("echoes");
    names.emplace_back("echo_records");
    return csv_line(names);
}

std::string story_table_row(const Record& story, std::span<const Record> echoes) {
    std::vector<std::string> values{to_text(story.id)};
    FieldNumber number = 1;
    for (const Field& field : exported_fields())
        values.push_back(text_of_value(field, story.value(number++)));
    values.push_back(std::to_string(echoes.size()));
    std::string told_text;
    if (const auto told = told_echoes(story, echoes); !told.empty()) {
        JsonWriter json;
        write_echoes(json, "echo_records", told);
        told_text = json.take_member("echo_records");
    }
    values.push_back(std::move(told_text));
    return csv_line(values);
}

std::string story_json_line(const Record& story, std::span<const Record> echoes, std::span<const Record> attachments) {
    JsonWriter json;
    write_story(json, story, echoes, attachments);
    return json.take() + '\n';
}

}  // namespace earshot::sync
