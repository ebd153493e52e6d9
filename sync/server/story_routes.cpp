#include "sync/server/story_routes.hpp"

#include <fmt/format.h>

#include "platform/base/log.hpp"
#include "sync/portable/story_lines.hpp"
#include "sync/protocol/record_codec.hpp"
#include "sync/server/bodies.hpp"
#include "sync/server/device_token.hpp"
#include "sync/server/problems.hpp"
#include "sync/server/story_query.hpp"

namespace earshot::sync {
namespace {

using platform::HttpRequest;
using platform::HttpResponse;

constexpr std::int64_t stories_listed = 50, stories_exported = stories_a_page_most;  // unless the query says otherwise

struct Told {
    Record story;
    std::vector<Record> echoes, attachments;
};

Result<std::vector<Record>> decoded(const std::vector<std::string>& texts) {
    std::vector<Record> records;
    for (const std::string& text : texts) {
        EARSHOT_TRY(Record record, decode_record(text));
        records.push_back(std::move(record));
    }
    return records;
}

Result<Told> decoded(const ToldStory& told) {
    EARSHOT_TRY(Record story, decode_record(told.story));
    EARSHOT_TRY(std::vector<Record> echoes, decoded(told.echoes));
    EARSHOT_TRY(std::vector<Record> attachments, decoded(told.attachments));
    return Told{std::move(story), std::move(echoes), std::move(attachments)};
}

Result<std::string> json_of(const ToldStory& told) {
    EARSHOT_TRY(const Told records, decoded(told));
    JsonWriter json;
    write_story(json, records.story, records.echoes, records.attachments);
    if (told.echoes_left_out > 0) json.number("echoes_left_out", told.echoes_left_out);
    if (told.attachments_left_out > 0) json.number("attachments_left_out", told.attachments_left_out);
    return json.take();
}

// RFC 8288
void link_next(HttpResponse& response, std::string_view path, Query query, const StoryPlace& last) {
    query["after"] = to_text(last);
    response.headers.add("Link", fmt::format("<{}{}>; rel=\"next\"", path, to_text(query)));
}

Coding coding_for(const HttpRequest& request) {
    return coding_accepted(request.headers.find("Accept-Encoding"));
}

}  // namespace

HttpResponse StoryRoutes::answer(const FoundRoute& found, const HttpRequest& request, WallTime now) {
    auto asked = device_of(request, store_, metrics_);
    if (auto* refusal = std::get_if<HttpResponse>(&asked)) return std::move(*refusal);
    const auto& device = std::get<EnrolledDevice>(asked);
    if (const auto wait = doorkeeper_.admit_device(device.device, now)) return response_of(too_often(), *wait);
    switch (found.pattern->route) {
        case Route::stories:
            return list(device, request, now);
        case Route::story:
            return one(device, found.part, request, now);
        case Route::data_export:
            return lines(device, request, now);
        default:
            EARSHOT_ASSERT(found.pattern->route == Route::data_import);
            return take_in(device, request, now);
    }
}

HttpResponse StoryRoutes::list(const EnrolledDevice& reader, const HttpRequest& request, WallTime now) {
    const auto query = parse_query(request.target);
    if (!query) return response_of(bad_query(query.error().message));
    const auto wanted = story_request_of(*query, stories_listed, now);
    if (!wanted) return response_of(bad_query(wanted.error().message));
    const auto page = store_.stories(reader, *wanted);
    if (!page) return trouble(page.error());
    std::string body = "{\"stories\":[";
    for (std::size_t i = 0; i < page->stories.size(); ++i) {
        const auto json = json_of(page->stories[i]);
        if (!json) return trouble(json.error());
        body += (i > 0 ? "," : "") + *json;
    }
    body += ']';
    if (page->more) body += ",\"next\":\"" + to_text(page->last) + '"';
    body += '}';
    metrics_.records_sent += page->stories.size();
    HttpResponse response = json_response(std::move(body), coding_for(request));
    if (page->more) link_next(response, path_of(request.target), *query, page->last);
    return response;
}

HttpResponse StoryRoutes::one(const EnrolledDevice& reader, std::string_view text, const HttpRequest& request,
                              WallTime now) {
    const auto id = parse_id(text);
    if (!id) return response_of(no_such_story());
    StoryRequest wanted;
    wanted.only = *id;
    wanted.now = now;
    const auto page = store_.stories(reader, wanted);
    if (!page) return trouble(page.error());
    if (page->stories.empty()) return response_of(no_such_story());
    auto json = json_of(page->stories.front());
    if (!json) return trouble(json.error());
    metrics_.records_sent += 1;
    return json_response(std::move(*json), coding_for(request));
}

HttpResponse StoryRoutes::lines(const EnrolledDevice& reader, const HttpRequest& request, WallTime now) {
    const auto query = parse_query(request.target);
    if (!query) return response_of(bad_query(query.error().message));
    const auto format = query->find("format");
    const bool is_table = format != query->end() && format->second == "csv";
    if (format != query->end() && !is_table && format->second != "jsonl")
        return response_of(bad_query("format: it is neither jsonl nor csv"));
    auto wanted = story_request_of(*query, stories_exported, now, "format");
    if (!wanted) return response_of(bad_query(wanted.error().message));
    wanted->order = StoryOrder::filed;
    const auto page = store_.stories(reader, *wanted);
    if (!page) return trouble(page.error());
    // Whoever puts the pages behind each other has the whole: only the first one has the names of the columns.
    const bool is_first = wanted->after == StoryPlace{};
    std::string body = is_table && is_first ? story_table_header() : std::string();
    for (const ToldStory& told : page->stories) {
        const auto records = decoded(told);
        if (!records) return trouble(records.error());
        if (is_table) {
            body += story_table_row(records->story, records->echoes);
        } else {
            const auto json = json_of(told);
            if (!json) return trouble(json.error());
            body += *json + '\n';
        }
    }
    if (const auto noted = store_.note_deed({now, Deed::data_export, reader.device, {}, {}, {}}); !noted)
        return trouble(noted.error());
    metrics_.records_sent += page->stories.size();
    log_info("export", fmt::format("device={} stories={}", to_text(reader.device), page->stories.size()));
    const char* const type = !is_table  ? "application/x-ndjson"
                             : is_first ? "text/csv; charset=utf-8; header=present"
                                        : "text/csv; charset=utf-8; header=absent";
    HttpResponse response = response_with(type, std::move(body), coding_for(request));
    response.headers.add("X-Content-Type-Options", "nosniff");
    response.headers.add("Content-Disposition",
                         fmt::format("attachment; filename=\"stories.{}\"", is_table ? "csv" : "jsonl"));
    if (page->more) link_next(response, path_of(request.target), *query, page->last);
    return response;
}

HttpResponse StoryRoutes::take_in(const EnrolledDevice& from, const HttpRequest& request, WallTime now) {
    const auto query = parse_query(request.target);
    if (!query) return response_of(bad_query(query.error().message));
    if (!query->empty()) return response_of(bad_query("this address has no parameters"));
    auto body = body_of(request, "application/x-ndjson");
    if (auto* refusal = std::get_if<HttpResponse>(&body)) return std::move(*refusal);
    const auto report = import_.take(from, std::get<std::string>(body), now);
    if (!report) return report.error().code == Errc::full ? response_of(too_many_rows()) : trouble(report.error());
    metrics_.records_received += static_cast<std::uint64_t>(report->rows);
    metrics_.records_refused += report->skipped.size();
    log_info("import", fmt::format("device={} rows={} added={} skipped={}", to_text(from.device), report->rows,
                                   report->added, report->skipped.size()));
    return json_response(to_json(*report), coding_for(request));
}

HttpResponse StoryRoutes::trouble(const Error& error) {
    ++metrics_.store_errors;
    log_error("store_trouble", error.message);
    return response_of(store_trouble(error));
}

}  // namespace earshot::sync
