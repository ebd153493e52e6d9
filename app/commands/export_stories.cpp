#include "app/commands/export_stories.hpp"

#include <algorithm>

#include "app/commands/csv.hpp"
#include "app/commands/field_text.hpp"
#include "app/commands/portable_story.hpp"
#include "sync/model/tables.hpp"
#include "sync/store/story_key.hpp"

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

std::string line_of(const Record& story, const std::vector<Record>& echoes, const std::vector<Record>& attachments,
                    ExportFormat format) {
    if (format == ExportFormat::csv) return csv_row(story, echoes);
    JsonWriter json;
    write_story(json, story, echoes, attachments);
    return json.take() + '\n';
}

// Stories come newest first. Those of one second are held back until it has passed and leave ordered by what they say
// alone: where two claim the same place in the list, devices may have them in another order.
class Second {
public:
    explicit Second(const ExportSink& sink) : sink_(sink) {}

    Result<void> add(const Record& story, std::string line) {
        const std::int64_t row = sync::row_of_story(story);
        if (!lines_.empty() && second_of(row) != second_of(lines_.front().row)) EARSHOT_CHECK(flush());
        lines_.push_back({row, story.id, std::move(line)});
        return {};
    }
    Result<void> flush() {
        std::sort(lines_.begin(), lines_.end(),
                  [](const Line& a, const Line& b) { return a.row != b.row ? a.row > b.row : a.id < b.id; });
        std::string text;
        for (const Line& line : lines_)
            text += line.text;
        lines_.clear();
        return text.empty() ? Result<void>{} : sink_(text);
    }

private:
    static std::int64_t second_of(std::int64_t row) { return row / sync::first_row_of(1); }

    struct Line {
        std::int64_t row;
        Id id;
        std::string text;
    };

    const ExportSink& sink_;
    std::vector<Line> lines_;
};

}  // namespace

Result<std::int64_t> export_stories(sync::DeviceStore& store, const sync::StoryQuery& query, ExportFormat format,
                                    const ExportSink& sink) {
    if (format == ExportFormat::csv) EARSHOT_CHECK(sink(csv_header()));
    Second second(sink);
    std::int64_t stories = 0;
    EARSHOT_CHECK(store.visit_stories(query, [&](const Record& story, int echo_count) -> Result<void> {
        std::vector<Record> echoes;
        if (echo_count > 0) {
            EARSHOT_TRY(echoes, store.of_story(Kind::echo, story.id));
        }
        stories += 1;
        std::vector<Record> attachments;
        if (format == ExportFormat::json_lines) {
            EARSHOT_TRY(attachments, store.of_story(Kind::attachment, story.id));
        }
        return second.add(story, line_of(story, echoes, attachments, format));
    }));
    EARSHOT_CHECK(second.flush());
    return stories;
}

}  // namespace earshot::app
