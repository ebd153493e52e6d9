// sync/server/serve.hpp: the shared store, listening, until it is asked to end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "platform/base/result.hpp"
#include "platform/host/tls_identity.hpp"
#include "sync/server/store_place.hpp"

namespace earshot::sync {

struct ServeOptions {
    StorePlace place;
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    int threads = 32;
    int tombstone_days = 400;               // how long a device may be away before it starts from a snapshot
    std::string company;                    // empty: as it was
    std::optional<platform::TlsFiles> tls;  // empty: plain HTTP
    bool proxy_in_front = false;            // on this machine; its X-Forwarded-For is believed
    bool metrics_for_all = false;
};

// Prints the address it listens on as a line on stdout; returns after SIGTERM or SIGINT, when every request under way
// has been answered. SIGHUP has the certificate read again; without TLS it ends the server too. Call
// platform::hold_interruption() first.
Result<void> serve(const ServeOptions& options);

// "127.0.0.1:8080", "[::1]:0". Errc::invalid.
Result<void> parse_address(const std::string& text, ServeOptions& options);

}  // namespace earshot::sync
