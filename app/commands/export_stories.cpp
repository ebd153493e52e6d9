#include "app/commands/export_stories.hpp"

#include <algorithm>

#include "sync/model/story_key.hpp"
#include "sync/portable/story_lines.hpp"

namespace earshot::app {
namespace {

using sync::Kind;
using sync::Record;

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
    if (format == ExportFormat::csv) EARSHOT_CHECK(sink(sync::story_table_header()));
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
        const bool is_csv = format == ExportFormat::csv;
        return second.add(
            story, is_csv ? sync::story_table_row(story, echoes) : sync::story_json_line(story, echoes, attachments));
    }));
    EARSHOT_CHECK(second.flush());
    return stories;
}

}  // namespace earshot::app
