// sync/server/server.hpp: the shared store as a function from a request to an answer.
//
// serve.cpp feeds it from a listener, the simulator from its network; what the store needs besides is in upkeep.hpp.
// PROTOCOL.md describes what it answers:
//
//   POST /v1/exchange         push and pull, with the device's token
//   POST /v1/enrol            a code against a token
//   /v1/stories, /v1/export,  stories for programs, see story_routes.hpp
//   /v1/import
//   /v1/uploads, /v1/blobs    media, see blob_routes.hpp
//   GET /v1/openapi.json      all of this for programs (OpenAPI 3.1)
//   GET /healthz              200 when the store reads and writes
//   GET /metrics              counters for Prometheus, for this machine
//
// Guarantees   What an answer says was accepted is on disk. The same request again changes nothing and is answered the
//              same way. Every request gets an answer; those that are refused say what happened, what is safe, what to
//              do. Who asks too often is told when to come again (doorkeeper.hpp). Neither answers to strangers nor the
//              log carry anybody's words.
// Threads      any
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "platform/ports/http_listener.hpp"
#include "platform/ports/random.hpp"
#include "sync/protocol/compression.hpp"
#include "sync/protocol/exchange_codec.hpp"
#include "sync/protocol/problem.hpp"
#include "sync/server/blob_routes.hpp"
#include "sync/server/doorkeeper.hpp"
#include "sync/server/metrics.hpp"
#include "sync/server/shared_store.hpp"
#include "sync/server/story_routes.hpp"

namespace earshot::sync {

struct ServerOptions {
    BlobStore* blobs = nullptr;  // without one no media are kept
    DoorRates rates{};
    bool metrics_for_all = false;  // otherwise only this machine may read /metrics
    // What else /metrics tells of the moment; called for each reader.
    std::function<std::vector<Gauge>()> gauges{};
};

class Server {
public:
    // All must outlive the server.
    Server(SharedStore& store, platform::Random& random, ServerOptions options = {})
        : store_(store),
          random_(random),
          options_(std::move(options)),
          doorkeeper_(options_.rates),
          blobs_(options_.blobs, store, doorkeeper_, metrics_),
          stories_(store, random, doorkeeper_, metrics_) {}

    // At once, but for what waits for a commit.
    platform::HttpAnswer answer(const platform::HttpRequest& request, WallTime now);
    // The same, and waits for it.
    platform::HttpResponse handle(const platform::HttpRequest& request, WallTime now) {
        return answer(request, now).wait();
    }
    // For requests that never reached answer().
    platform::HttpResponse refuse(int status);
    const Metrics& metrics() const { return metrics_; }
    void note_latency(Duration time) { metrics_.note_latency(time); }

private:
    using HttpRequest = platform::HttpRequest;
    using HttpResponse = platform::HttpResponse;
    using HttpAnswer = platform::HttpAnswer;
    struct Exchange;

    HttpAnswer route(const HttpRequest& request, WallTime now);
    HttpAnswer exchange(const HttpRequest& request, WallTime now);
    HttpAnswer carry_out(const EnrolledDevice& device, DecodedRequest decoded, Coding coding, WallTime now);
    HttpAnswer push(const std::shared_ptr<Exchange>& exchange);
    HttpResponse tell(Exchange& exchange);
    HttpResponse enrol(const HttpRequest& request, WallTime now);
    HttpResponse health();
    HttpResponse counters() const;
    // The problem, or 429 when strangers at this address have had too many already.
    HttpResponse turn_away(const HttpRequest& request, const HttpResponse& answer, WallTime now);
    // The answer, unless it says that nobody known asked.
    HttpResponse known_or_turned_away(const HttpRequest& request, HttpResponse answer, WallTime now);
    HttpResponse trouble(const Error& error);

    SharedStore& store_;
    platform::Random& random_;
    const ServerOptions options_;
    Doorkeeper doorkeeper_;
    Metrics metrics_;
    BlobRoutes blobs_;
    StoryRoutes stories_;
};

}  // namespace earshot::sync
