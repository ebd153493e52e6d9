// sync/server/serve.hpp: the shared store, listening, until it is asked to end.
#pragma once

#include <cstdint>
#include <string>

#include "platform/base/result.hpp"
#include "sync/server/store_place.hpp"

namespace earshot::sync {

struct ServeOptions {
    StorePlace place;
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    int threads = 0;      // 0: two, or sixteen where they spend their time waiting for PostgreSQL
    std::string company;  // empty: as it was
};

// Prints the address it listens on as a line on stdout; returns after SIGTERM or SIGINT, when every request under way
// has been answered. Call platform::hold_interruption() first.
Result<void> serve(const ServeOptions& options);

// "127.0.0.1:8080", "[::1]:0". Errc::invalid.
Result<void> parse_address(const std::string& text, ServeOptions& options);

}  // namespace earshot::sync
