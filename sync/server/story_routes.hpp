// sync/server/story_routes.hpp: the addresses for programs that read and bring stories.
//
//   GET  /v1/stories?kind=&stage=&site=&month=&limit=&after=   a page of them, newest first, with their echoes
//   GET  /v1/stories/<id>                                      one
//   GET  /v1/export?format=jsonl|csv&...                       the same as lines: those of `earshot export`, each once
//   POST /v1/import                                            stories as JSON lines
//
// With the token of an enrolled device. What its role and site may see, and what consent no longer allows, is decided
// by the store as in the feed. Answers are bounded: the header Link (RFC 8288) leads to the next page. Exports and what
// is added are noted in the audit.
//
// Guarantees   Those of told_page.hpp and story_import.hpp. Every request gets an answer; refusals say what happened,
// what
//              is safe, what to do.
// Threads      any
#pragma once

#include "platform/ports/http.hpp"
#include "sync/server/doorkeeper.hpp"
#include "sync/server/metrics.hpp"
#include "sync/server/query.hpp"
#include "sync/server/routes.hpp"
#include "sync/server/shared_store.hpp"
#include "sync/server/story_import.hpp"

namespace earshot::sync {

class StoryRoutes {
public:
    // All must outlive the routes.
    StoryRoutes(SharedStore& store, platform::Random& random, Doorkeeper& doorkeeper, Metrics& metrics)
        : store_(store), doorkeeper_(doorkeeper), metrics_(metrics), import_(store, random) {}

    // `found` is one of these addresses, and the request asks it in a way it knows.
    platform::HttpResponse answer(const FoundRoute& found, const platform::HttpRequest& request, WallTime now);

private:
    using HttpRequest = platform::HttpRequest;
    using HttpResponse = platform::HttpResponse;

    HttpResponse list(const EnrolledDevice& reader, const HttpRequest& request, WallTime now);
    HttpResponse one(const EnrolledDevice& reader, std::string_view id, const HttpRequest& request, WallTime now);
    HttpResponse lines(const EnrolledDevice& reader, const HttpRequest& request, WallTime now);
    HttpResponse take_in(const EnrolledDevice& from, const HttpRequest& request, WallTime now);
    HttpResponse trouble(const Error& error);

    SharedStore& store_;
    Doorkeeper& doorkeeper_;
    Metrics& metrics_;
    StoryImport import_;
};

}  // namespace earshot::sync
