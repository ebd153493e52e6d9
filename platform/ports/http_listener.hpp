// platform/ports/http_listener.hpp: how requests reach the server.
//   answered by  platform/host/beast_listener.cpp; the simulator calls the handler itself
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "platform/base/result.hpp"
#include "platform/ports/http.hpp"

namespace earshot::platform {

// Called from the listener's threads, several at once; must not throw.
using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

class HttpListener {
public:
    virtual ~HttpListener() = default;
    // Takes the port (0: any free one) and starts to answer. Errc::busy when the port is taken.
    virtual Result<void> start(const std::string& host, std::uint16_t port, HttpHandler handler) = 0;
    virtual std::uint16_t port() const = 0;
    // Finishes the requests under way, takes no new ones, returns when all threads have ended.
    virtual void stop() = 0;
};

}  // namespace earshot::platform
