#include "sync/portable/exported_story.hpp"

#include "sync/model/check.hpp"
#include "sync/model/tables.hpp"
#include "sync/portable/field_json.hpp"

namespace earshot::sync {

Result<ImportedStory> exported_story(std::size_t line_number, std::string_view line, const GiveId& give_id) {
    EARSHOT_TRY(const JsonReader json, JsonReader::parse(line));
    if (!yyjson_is_obj(json.root())) return Error{Errc::invalid, "the line is not an object"};
    ImportedStory imported{.line = line_number, .story = {Kind::story, {}, {}}, .echoes = {}};
    std::int64_t echoes = 0;
    yyjson_val* told = nullptr;
    const KindTable& table = table_of(Kind::story);
    Record record = make_record(Kind::story, {});
    std::size_t index = 0, count = 0;
    yyjson_val *name = nullptr, *value = nullptr;
    yyjson_obj_foreach(json.root(), index, count, name, value) {
        const std::string_view member(yyjson_get_str(name), yyjson_get_len(name));
        if (member == "id") {
            EARSHOT_TRY(imported.story.id, parse_id(text_member(json.root(), "id")));
        } else if (member == "echoes") {
            if (!yyjson_is_int(value)) return Error{Errc::invalid, "echoes: must be a whole number"};
            echoes = yyjson_get_sint(value);
        } else if (member == "echo_records") {
            told = value;
        } else if (member == "attachments") {
            continue;  // Named in an export, never carried by it.
        } else if (const auto number = table.find(member); number && *number != deleted_number) {
            EARSHOT_TRY(Value field, value_from_json(table.fields[*number], value));
            record.fields[*number].value = field;
            if (!is_empty(field)) imported.story.writes.emplace_back(*number, std::move(field));
        } else {
            return Error{Errc::invalid, "\"" + std::string(member) + "\" is no field of a story"};
        }
    }
    EARSHOT_CHECK(check_new_story(record));
    if (imported.story.id.is_nil() && give_id) imported.story.id = give_id(imported.story);
    EARSHOT_CHECK(check_edit(imported.story));
    EARSHOT_CHECK(read_echoes(imported, echoes, told));
    return imported;
}

}  // namespace earshot::sync
