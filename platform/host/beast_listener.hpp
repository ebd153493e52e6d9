// platform/host/beast_listener.hpp: answers HTTP/1.1 on a port, with Boost.Beast.
//
// A few threads share all connections; a connection is served by one of them at a time, so the handler may take its
// time without holding up more than its thread. Everything a stranger could stretch has an end: headers, bodies, the
// time to send them, the number of connections, the memory of all bodies that are under way together.
//
// Guarantees   No exception leaves. stop() answers every request that has arrived in full, for at most drain_time.
// Threads      start() and stop() from one; the handler is called from the pool.
// Errors       start(): Errc::busy when the port is taken, invalid for an address that is none, io otherwise.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "platform/base/time.hpp"
#include "platform/ports/http_listener.hpp"

namespace earshot::platform {

class BeastListener : public HttpListener {
public:
    struct Options {
        int threads = 2;
        std::uint32_t header_bytes_max = 16 * 1024;
        std::uint64_t body_bytes_max = std::uint64_t{8} * 1024 * 1024;
        // Of all requests that are being received together; who does not fit is told to come again (503).
        std::uint64_t bodies_bytes_max = std::uint64_t{48} * 1024 * 1024;
        int connections_max = 1'000;
        Duration idle_time{75'000};  // between two requests of one connection
        Duration header_time{10'000};
        Duration body_time{120'000};  // to receive a body, and to send an answer
        Duration drain_time{10'000};
        // The answer to a request that never reaches the handler (400, 408, 413, 431, 500, 503); empty: a bare status.
        std::function<HttpResponse(int status)> refusal;
    };

    explicit BeastListener(Options options);
    ~BeastListener() override;
    BeastListener(const BeastListener&) = delete;
    BeastListener& operator=(const BeastListener&) = delete;

    Result<void> start(const std::string& host, std::uint16_t port, HttpHandler handler) override;
    std::uint16_t port() const override;
    void stop() override;

private:
    class Service;
    std::shared_ptr<Service> service_;
};

}  // namespace earshot::platform
