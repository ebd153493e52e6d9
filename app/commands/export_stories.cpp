#include "app/commands/export_stories.hpp"

#include <algorithm>

#include "app/commands/csv.hpp"
#include "app/commands/field_text.hpp"
#include "app/commands/portable_story.hpp"
#include "sync/model/tables.hpp"

namespace earshot::app {
namespace {

using sync::Kind;
using sync::Record;

std::span<const sync::Field> exported_fields() {
    return sync::table_of(Kind::story).fields.subspan(1);  // Without `deleted`: what is deleted is not exported.
}

std::string csv_header() {
    std::vector<std::string> names{"id"};
    for (const sync::Field& field : exported_fields())
        names.emplace_back(field.name);
    names.emplace_back("echoes");
    names.emplace_back("echo_records");
    return csv_line(names);
}

std::string csv_row(const Record& story, const std::vector<Record>& echoes) {
    std::vector<std::string> values{to_text(story.id)};
    sync::FieldNumber number = 1;
    for (const sync::Field& field : exported_fields())
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

std::string line_of(const Record& story, const std::vector<Record>& echoes, ExportFormat format) {
    if (format == ExportFormat::csv) return csv_row(story, echoes);
    JsonWriter json;
    write_story(json, story, echoes);
    return json.take() + '\n';
}

// Stories come newest first; those of the same moment are held back until it has passed, and leave ordered by id.
class Moment {
public:
    explicit Moment(const ExportSink& sink) : sink_(sink) {}

    Result<void> add(std::string_view happened, const Id& id, std::string line) {
        if (happened != happened_) {
            EARSHOT_CHECK(flush());
            happened_ = happened;
        }
        lines_.emplace_back(id, std::move(line));
        return {};
    }
    Result<void> flush() {
        std::sort(lines_.begin(), lines_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        std::string text;
        for (const auto& [id, line] : lines_)
            text += line;
        lines_.clear();
        return text.empty() ? Result<void>{} : sink_(text);
    }

private:
    const ExportSink& sink_;
    std::string happened_;
    std::vector<std::pair<Id, std::string>> lines_;
};

}  // namespace

Result<std::int64_t> export_stories(sync::DeviceStore& store, const sync::StoryQuery& query, ExportFormat format,
                                    const ExportSink& sink) {
    if (format == ExportFormat::csv) EARSHOT_CHECK(sink(csv_header()));
    Moment moment(sink);
    std::int64_t stories = 0;
    EARSHOT_CHECK(store.visit_stories(query, [&](const Record& story, int echo_count) -> Result<void> {
        std::vector<Record> echoes;
        if (echo_count > 0) {
            EARSHOT_TRY(echoes, store.of_story(Kind::echo, story.id));
        }
        stories += 1;
        return moment.add(story.text(sync::story::happened), story.id, line_of(story, echoes, format));
    }));
    EARSHOT_CHECK(moment.flush());
    return stories;
}

}  // namespace earshot::app
