// sync/server/server.hpp: the shared store as a function from a request to an answer.
//
// main.cpp feeds it from a listener, the simulator from its network. PROTOCOL.md describes what it answers:
//
//   POST /v1/exchange   push and pull, with the device's token        GET /healthz   200 when the store reads and
//   writes POST /v1/enrol      a code against a token                        GET /metrics   counters for Prometheus
//
// Guarantees   What an answer says was accepted is on disk. The same request again changes nothing and is answered the
//              same way. Every request gets an answer; those that are refused say what happened, what is safe, what to
//              do. Neither answers to strangers nor the log carry anybody's words.
// Threads      any
#pragma once

#include <atomic>

#include "platform/ports/http.hpp"
#include "platform/ports/random.hpp"
#include "sync/protocol/compression.hpp"
#include "sync/protocol/exchange_codec.hpp"
#include "sync/protocol/problem.hpp"
#include "sync/server/metrics.hpp"
#include "sync/server/shared_store.hpp"

namespace earshot::sync {

class Server {
public:
    struct Options {
        Duration tombstones_kept{Duration::rep{400} * 24 *
                                 3'600'000};  // how long a device may be away and still unlearn
    };
    // Both must outlive the server.
    Server(SharedStore& store, platform::Random& random) : Server(store, random, Options()) {}
    Server(SharedStore& store, platform::Random& random, Options options)
        : store_(store), random_(random), options_(options) {}

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
    // Purges old tombstones, a few at a time and not at every request.
    void keep_up(WallTime now);

    SharedStore& store_;
    platform::Random& random_;
    const Options options_;
    std::atomic<std::int64_t> kept_up_{0};  // when keep_up() last did something
    Metrics metrics_;
};

}  // namespace earshot::sync
