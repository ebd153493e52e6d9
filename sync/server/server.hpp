// sync/server/server.hpp: the shared store as a function from a request to an answer.
//
// main.cpp feeds it from a listener, the simulator from its network. PROTOCOL.md describes what it answers:
//
//   POST /v1/exchange   push and pull, with the device's token        GET /healthz   200 when the store reads and
//   writes POST /v1/enrol      a code against a token                        GET /metrics   counters for Prometheus
//   /v1/uploads, /v1/blobs   media, see blob_routes.hpp
//
// Guarantees   What an answer says was accepted is on disk. The same request again changes nothing and is answered the
//              same way. Every request gets an answer; those that are refused say what happened, what is safe, what to
//              do. Neither answers to strangers nor the log carry anybody's words.
// Threads      any
#pragma once

#include "platform/ports/http.hpp"
#include "platform/ports/random.hpp"
#include "sync/protocol/compression.hpp"
#include "sync/protocol/exchange_codec.hpp"
#include "sync/protocol/problem.hpp"
#include "sync/server/blob_routes.hpp"
#include "sync/server/metrics.hpp"
#include "sync/server/shared_store.hpp"

namespace earshot::sync {

class Server {
public:
    // All must outlive the server. Without `blobs` it keeps no media.
    Server(SharedStore& store, platform::Random& random, BlobStore* blobs = nullptr)
        : store_(store), random_(random), blobs_(blobs, store, metrics_) {}

    platform::HttpResponse handle(const platform::HttpRequest& request, WallTime now);
    // For requests that never reached handle().
    platform::HttpResponse refuse(int status);
    const Metrics& metrics() const { return metrics_; }

private:
    using HttpRequest = platform::HttpRequest;
    using HttpResponse = platform::HttpResponse;

    HttpResponse route(const HttpRequest& request, WallTime now);
    HttpResponse exchange(const HttpRequest& request, WallTime now);
    HttpResponse carry_out(const EnrolledDevice& device, const DecodedRequest& decoded, Coding coding, WallTime now);
    HttpResponse enrol(const HttpRequest& request, WallTime now);
    HttpResponse health();
    HttpResponse counters() const;
    HttpResponse trouble(const Error& error);

    SharedStore& store_;
    platform::Random& random_;
    Metrics metrics_;
    BlobRoutes blobs_;
};

}  // namespace earshot::sync
