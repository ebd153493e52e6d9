#include "sync/server/story_import.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"
#include "sync/model/check.hpp"
#include "sync/model/consent.hpp"
#include "sync/model/tables.hpp"
#include "sync/portable/exported_story.hpp"
#include "sync/portable/field_text.hpp"
#include "sync/protocol/limits.hpp"
#include "sync/server/enrolment_code.hpp"

namespace earshot::sync {
namespace {

constexpr std::size_t reason_most = 300;  // characters: it may repeat a piece of the row

Record record_of(const Edit& edit, const Stamp& stamp) {
    Record record = make_record(edit.kind, edit.id);
    for (const auto& [field, value] : edit.writes) {
        record.fields[field] = {value, stamp};
        if (auto* set = std::get_if<SetValue>(&record.fields[field].value)) {
            for (SetMember& member : set->members)
                member.stamp = stamp;
        }
    }
    return record;
}

// Gives rows that have no id one.
class RowIds {
public:
    explicit RowIds(WallTime now) : today_(day_of(now)) {}

    Id give(Edit& story) {
        Record said = make_record(Kind::story, {});
        for (const auto& [field, value] : story.writes)
            said.fields[field].value = value;
        JsonWriter json;
        write_fields(json, said);
        std::string key = json.take();
        const int before = seen_[make_named_id("imported line", key)]++;
        if (before > 0) key += '#' + std::to_string(before);
        const auto happened = parse_civil(said.text(story::happened));
        if (happened) return make_named_uuid7({civil_seconds(*happened) * 1'000}, "imported line", key);
        // The row does not say when: it was heard on the day it came in. That is no part of its id, or the same row
        // tomorrow would be another story.
        story.writes.emplace_back(story::happened, today_);
        return make_named_id("imported line", key);
    }

private:
    const std::string today_;
    std::unordered_map<Id, int> seen_;
};

Result<ImportedStory> story_in_line(std::size_t number, std::string_view line, RowIds& ids) {
    EARSHOT_TRY(ImportedStory row, exported_story(number, line, [&](Edit& story) { return ids.give(story); }));
    for (const Edit& echo : row.echoes)
        EARSHOT_CHECK(check_edit(echo));
    return row;
}

}  // namespace

std::string to_json(const ImportReport& report) {
    JsonWriter json;
    json.number("rows", report.rows);
    json.number("added", report.added);
    json.number("already_here", report.already_here);
    json.number("echoes_added", report.echoes_added);
    json.begin_array("skipped");
    for (const SkippedRow& row : report.skipped) {
        json.begin_object({});
        json.number("line", static_cast<std::int64_t>(row.line));
        json.text("reason", row.reason);
        json.end();
    }
    json.end();
    return json.take();
}

StoryImport::StoryImport(SharedStore& store, platform::Random& random) : store_(store), run_(make_token(random)) {}

Id StoryImport::writer_for(const EnrolledDevice& from) const {
    return make_named_id(run_, to_text(from.device));
}

Result<ImportReport> StoryImport::take(const EnrolledDevice& from, std::string_view lines, WallTime now) {
    ImportReport report;
    std::vector<ImportedStory> stories;
    RowIds ids(now);
    std::size_t number = 0, records = 0;
    while (!lines.empty()) {
        const std::string_view raw = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(lines.size(), raw.size() + 1));
        number += 1;
        const std::string_view line = trimmed(raw);
        if (line.empty()) continue;
        report.rows += 1;
        auto row = story_in_line(number, line, ids);
        if (!row) {
            report.skipped.push_back({number, std::string(utf8_prefix(row.error().message, reason_most))});
        } else {
            records += 1 + row->echoes.size();
            stories.push_back(std::move(*row));
        }
        if (records + report.skipped.size() > push_records_most) return Error{Errc::full, "too many rows"};
    }
    EARSHOT_CHECK(add_new(from, std::move(stories), now, report));
    return report;
}

// What is here is asked for and the rest pushed under one lock: the same rows at the same time are added once.
Result<void> StoryImport::add_new(const EnrolledDevice& from, std::vector<ImportedStory> stories, WallTime now,
                                  ImportReport& report) {
    const std::lock_guard lock(mutex_);
    std::vector<Id> ids;
    for (const ImportedStory& row : stories) {
        ids.push_back(row.story.id);
        for (const Edit& echo : row.echoes)
            ids.push_back(echo.id);
    }
    EARSHOT_TRY(const std::vector<Id> known, store_.known_among(ids));
    std::unordered_set<Id> here(known.begin(), known.end());
    EARSHOT_TRY(const std::uint64_t newest, store_.newest_clock());

    EnrolledDevice writer = from;
    writer.turn = {.incarnation = writer_for(from), .number = 0, .mark = {}, .change = 0};
    // Counted from what the store holds, not from what this server once thought of: its clock may have been put back.
    const Stamp stamp{HybridClock(newest).next(now), writer.turn.incarnation};
    std::vector<Record> push;
    std::vector<std::size_t> line_of;  // of each record that is a story; 0 for an echo
    for (const ImportedStory& row : stories) {
        if (here.insert(row.story.id).second) {
            push.push_back(record_of(row.story, stamp));
            line_of.push_back(row.line);
        } else {
            report.already_here += 1;
        }
        for (const Edit& echo : row.echoes) {
            if (!here.insert(echo.id).second) continue;
            push.push_back(record_of(echo, stamp));
            line_of.push_back(0);
        }
    }
    if (push.empty()) return {};
    EARSHOT_TRY(const std::vector<Verdict> verdicts, store_.push(writer, 0, push, now));
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        const bool is_story = line_of[i] != 0;
        if (verdicts[i].refusal.empty()) {
            (is_story ? report.added : report.echoes_added) += 1;
        } else if (is_story) {
            report.skipped.push_back({line_of[i], verdicts[i].refusal});
        }
    }
    std::sort(report.skipped.begin(), report.skipped.end(),
              [](const SkippedRow& a, const SkippedRow& b) { return a.line < b.line; });
    return {};
}

}  // namespace earshot::sync
