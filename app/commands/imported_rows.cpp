#include "app/commands/imported_rows.hpp"

#include <algorithm>
#include <optional>

#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"
#include "sync/model/check.hpp"
#include "sync/model/tables.hpp"
#include "sync/portable/field_text.hpp"

namespace earshot::app {
namespace {

using sync::Edit;
using sync::FieldNumber;
using sync::Kind;
using sync::Value;

const sync::KindTable& story_table() {
    return sync::table_of(Kind::story);
}

const Value* find_write(const Edit& edit, FieldNumber field) {
    for (const auto& [number, value] : edit.writes) {
        if (number == field) return &value;
    }
    return nullptr;
}

Result<void> check_story(const Edit& edit) {
    sync::Record record = sync::make_record(Kind::story, edit.id);
    for (const auto& [field, value] : edit.writes)
        record.fields[field].value = value;
    EARSHOT_CHECK(sync::check_new_story(record));
    return sync::check_edit(edit);
}

Result<void> check_width(const CsvRow& row, std::size_t columns) {
    for (std::size_t i = columns; i < row.values.size(); ++i) {
        if (!trimmed(row.values[i]).empty()) {
            return Error{Errc::invalid, "the row has " + std::to_string(row.values.size()) +
                                            " values for the header's " + std::to_string(columns) +
                                            " columns; maybe a separator inside a value is not in quotes"};
        }
    }
    return {};
}

Result<void> check_utf8(std::string_view column, std::string_view text) {
    if (const std::size_t at = find_invalid_utf8(text); at != std::string_view::npos) {
        return Error{Errc::invalid, std::string(column) + ": not valid UTF-8 text at byte " + std::to_string(at + 1) +
                                        " of the value; save the file as UTF-8"};
    }
    return {};
}

// Sentences stand below each other, names beside each other.
std::string_view joint_of(FieldNumber field) {
    const bool prose = story_table().fields[field].most > 4'096;
    return prose ? "\n" : " ";
}

bool is_choice(FieldNumber field) {
    return field == sync::story::kind || field == sync::story::source || story_table().fields[field].name == "consent";
}

Result<std::int64_t> echoes_in(std::string_view text) {
    static constexpr sync::Field echoes{"echoes", sync::FieldType::number};
    EARSHOT_TRY(const Value value, sync::value_from_text(echoes, text));
    return sync::number_of(value);
}

constexpr std::string_view name_space = "imported row";

Id named(std::string_view key) {
    return make_named_id(name_space, key);
}

std::string_view kind_of_mood(std::int64_t mood) {
    return mood <= 2 ? "pain" : mood == 3 ? "issue" : "praise";
}

}  // namespace

Result<MappedRows> MappedRows::open(const ColumnMap& map, const CsvRow& header, Defaults defaults, RepeatedIds repeated,
                                    const CommandContext& context) {
    EARSHOT_TRY(auto fields, bind_columns(map, header.values));
    const auto maps = [&](FieldNumber number) {
        return std::any_of(fields.begin(), fields.end(),
                           [&](const BoundField& bound) { return bound.field && bound.number == number; });
    };
    if (!maps(sync::story::words)) {
        return Error{Errc::invalid, "the map says nothing of words; name the column of the customer's words"};
    }
    if (defaults.kind.empty() && !maps(sync::story::kind) && !maps(sync::story::mood)) {
        return Error{Errc::invalid, "nothing says what kind of stories these are; add --kind, or map kind or mood"};
    }
    std::sort(fields.begin(), fields.end(),
              [](const BoundField& a, const BoundField& b) { return a.number < b.number; });
    return MappedRows(std::move(fields), header.values.size(), std::move(defaults), std::move(repeated), context);
}

Result<std::string> MappedRows::text_of(const BoundField& field, const CsvRow& row) const {
    std::string text;
    for (const std::size_t column : field.columns) {
        if (column >= row.values.size()) {
            return Error{Errc::invalid, "the row ends after " + std::to_string(row.values.size()) + " of " +
                                            std::to_string(columns_) + " columns"};
        }
        const std::string& value = row.values[column];
        EARSHOT_CHECK(check_utf8(field.field ? field.field->name : "echoes", value));
        const std::string_view part = trimmed(value);
        if (part.empty()) continue;
        if (!text.empty()) text += joint_of(field.number);
        text += part;
    }
    return field.field && is_choice(field.number) ? lower_ascii(text) : text;
}

Result<void> MappedRows::complete(Edit& story) const {
    const auto add = [&](FieldNumber field, std::string_view text) {
        if (!find_write(story, field) && !text.empty()) story.writes.emplace_back(field, std::string(text));
    };
    const Value* mood = find_write(story, sync::story::mood);
    add(sync::story::kind, defaults_.kind.empty() && mood ? kind_of_mood(sync::number_of(*mood)) : defaults_.kind);
    add(sync::story::source, defaults_.source);
    CivilTime today = context_->here;  // The row does not say when: the day it came in, without a time.
    today.hour = -1;
    today.minute = 0;
    add(sync::story::happened, earshot::to_text(today));
    const Value* stage = find_write(story, sync::story::stage);
    const auto& known = context_->stages;
    if (stage && !known.empty() && std::find(known.begin(), known.end(), sync::text_of(*stage)) == known.end()) {
        return Error{Errc::invalid, "stage: there is no stage \"" + std::string(sync::text_of(*stage)) + "\""};
    }
    return check_story(story);
}

Id MappedRows::id_of(const Edit& story, std::string key) {
    const int before = repeated_.seen_before(named(key));
    if (before > 0) key += '#' + std::to_string(before);
    const Value* happened = find_write(story, sync::story::happened);
    if (!happened) return named(key);
    const auto date = parse_civil(sync::text_of(*happened));
    EARSHOT_ASSERT(date.has_value());
    return make_named_uuid7({civil_seconds(*date) * 1000}, name_space, key);
}

Result<MappedRows::Said> MappedRows::said_in(const CsvRow& row) const {
    EARSHOT_CHECK(check_width(row, columns_));
    Said said;
    for (const BoundField& field : fields_) {
        EARSHOT_TRY(const std::string text, text_of(field, row));
        if (!field.field) {
            EARSHOT_TRY(said.echoes, echoes_in(text));
            continue;
        }
        EARSHOT_TRY(Value value, sync::value_from_text(*field.field, text));
        said.key += std::string(field.field->name) + '\0' + text + '\0';
        if (!sync::is_empty(value)) said.writes.emplace_back(field.number, std::move(value));
    }
    return said;
}

void MappedRows::note(const CsvRow& row) {
    if (const auto said = said_in(row)) repeated_.note(named(said->key));
}

Result<sync::ImportedStory> MappedRows::story_of(const CsvRow& row) {
    EARSHOT_TRY(Said said, said_in(row));
    sync::ImportedStory imported{.line = row.line, .story = {Kind::story, {}, std::move(said.writes)}, .echoes = {}};
    // The id must not depend on what is filled in below: an import next month would make other stories of the same
    // rows.
    imported.story.id = id_of(imported.story, std::move(said.key));
    EARSHOT_CHECK(complete(imported.story));
    EARSHOT_CHECK(sync::read_echoes(imported, said.echoes, nullptr));
    return imported;
}

bool ExportedRows::recognises(const CsvRow& header) {
    const auto has = [&](std::string_view name) {
        return std::find(header.values.begin(), header.values.end(), name) != header.values.end();
    };
    return has("id") && has("kind") && has("words");
}

Result<ExportedRows> ExportedRows::open(const CsvRow& header) {
    std::vector<std::string> seen;
    for (const std::string& column : header.values) {
        const bool ours = column == "id" || column == "echoes" || column == "echo_records" ||
                          (column != "deleted" && story_table().find(column).has_value());
        if (!ours) {
            return Error{Errc::invalid, "the column \"" + column +
                                            "\" is no field of a story. Remove it, or say with "
                                            "--map which columns to take"};
        }
        if (std::find(seen.begin(), seen.end(), column) != seen.end()) {
            return Error{Errc::invalid, "the file has two columns called \"" + column + "\""};
        }
        seen.push_back(column);
    }
    return ExportedRows(std::move(seen));
}

Result<sync::ImportedStory> ExportedRows::story_of(const CsvRow& row) const {
    EARSHOT_CHECK(check_width(row, columns_.size()));
    sync::ImportedStory imported{.line = row.line, .story = {Kind::story, {}, {}}, .echoes = {}};
    std::int64_t echoes = 0;
    std::optional<sync::JsonReader> told;
    for (std::size_t i = 0; i < std::min(columns_.size(), row.values.size()); ++i) {
        const std::string& column = columns_[i];
        const std::string& text = row.values[i];
        EARSHOT_CHECK(check_utf8(column, text));
        if (column == "id") {
            EARSHOT_TRY(imported.story.id, parse_id(text));
        } else if (column == "echoes") {
            EARSHOT_TRY(echoes, echoes_in(text));
        } else if (column == "echo_records") {
            if (trimmed(text).empty()) continue;
            auto parsed = sync::JsonReader::parse(text);
            if (!parsed) return Error{Errc::invalid, "echo_records: " + parsed.error().message};
            told = std::move(*parsed);
        } else {
            const FieldNumber number = *story_table().find(column);
            EARSHOT_TRY(Value value, sync::value_from_text(story_table().fields[number], text));
            if (!sync::is_empty(value)) imported.story.writes.emplace_back(number, std::move(value));
        }
    }
    EARSHOT_CHECK(check_story(imported.story));
    EARSHOT_CHECK(sync::read_echoes(imported, echoes, told ? told->root() : nullptr));
    return imported;
}

}  // namespace earshot::app
