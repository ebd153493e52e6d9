// platform/host/beast_listener.hpp: answers HTTP/1.1 on a port, with Boost.Beast.
//
// A few threads read and write for all connections. Where handlers seldom wait they also handle what they have read;
// where they do wait, or turn out to, a pool of others does, and reading and writing goes on (beast_threads.hpp).
// Everything a stranger could stretch has an end: handshakes, headers, bodies, the time to send them, the number of
// connections, of requests that wait, and the memory of all bodies and answers that are under way together. When every
// place is taken, the connection that has gone longest without sending a whole request makes room for the next one, so
// that strangers who only hold places keep nobody out.
//
// Guarantees   No exception leaves. stop() answers every request that has arrived in full, for at most drain_time.
// Threads      start() and stop() from one, the rest from any; the handler is called from several at once.
// Errors       start(): Errc::busy when the port is taken, invalid for an address that is none, those of TlsIdentity,
// io
//              otherwise.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>

#include "platform/base/time.hpp"
#include "platform/host/tls_identity.hpp"
#include "platform/ports/http_listener.hpp"

namespace earshot::platform {

class BeastListener : public HttpListener {
public:
    struct Options {
        int threads = 32;            // requests that are handled at once
        bool handler_waits = false;  // as a rule and for other machines, so that only the pool should run it
        int waiting_max = 512;       // and those that wait for it; who does not fit is told to come again (503)
        std::uint32_t header_bytes_max = 16 * 1024;
        std::uint64_t body_bytes_max = std::uint64_t{8} * 1024 * 1024;
        // Of all bodies and answers that are under way together; who does not fit is told to come again (503).
        std::uint64_t bytes_under_way_max = std::uint64_t{96} * 1024 * 1024;
        int connections_max = 10'000;
        Duration handshake_time{10'000};
        Duration idle_time{75'000};  // between two requests of one connection
        Duration header_time{10'000};
        Duration body_time{120'000};  // to receive a body, and to send an answer
        Duration drain_time{10'000};
        std::optional<TlsFiles> tls;  // empty: plain HTTP
        bool proxy_in_front = false;  // on this machine: who asks is whom its X-Forwarded-For names
        // The answer to a request that never reaches the handler: 400, 408, 413, 431, 500, 503, and 421 for plain HTTP
        // where TLS is spoken. Empty: a bare status.
        std::function<HttpResponse(int status)> refusal;
    };

    explicit BeastListener(Options options);
    ~BeastListener() override;
    BeastListener(const BeastListener&) = delete;
    BeastListener& operator=(const BeastListener&) = delete;

    Result<void> start(const std::string& host, std::uint16_t port, HttpHandler handler) override;
    std::uint16_t port() const override;
    void stop() override;

    // Reads the files of the certificate again, for connections from now on. When they cannot be used, the certificate
    // that was in use stays in use.
    Result<void> reload_certificate();
    // Empty: plain HTTP.
    std::shared_ptr<TlsIdentity> identity() const;

    struct Load {
        int connections = 0, waiting = 0;  // requests that no handler has taken up yet
        std::uint64_t bytes_under_way = 0;
    };
    Load load() const;

private:
    class Service;
    std::shared_ptr<Service> service_;
};

}  // namespace earshot::platform
