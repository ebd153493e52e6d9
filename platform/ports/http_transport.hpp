// platform/ports/http_transport.hpp: how a device reaches the shared store. Nothing here blocks.
//   answered by  platform/curl/curl_transport.cpp, platform/fake/scripted_network.hpp
//
//   const auto exchange = transport.start(request, Duration{30'000});
//   ... later, from the same loop:
//   if (auto answer = transport.poll(exchange)) use(*answer);
//
// Threads  one: whoever calls start() calls the rest.
// Errors   Errc::unavailable for everything the network can do (no route, refused, time-out, half an answer),
// Errc::denied
//          when the other side's certificate is not trusted. Any HTTP status is an answer, not an error.
#pragma once

#include <cstdint>
#include <optional>

#include "platform/base/result.hpp"
#include "platform/base/time.hpp"
#include "platform/ports/http.hpp"

namespace earshot::platform {

class HttpTransport {
public:
    using Handle = std::uint64_t;

    virtual ~HttpTransport() = default;
    virtual Handle start(HttpRequest request, Duration time_out) = 0;
    // Empty while the request is under way; its answer once, after which the handle is forgotten.
    virtual std::optional<Result<HttpResponse>> poll(Handle handle) = 0;
    // Ends the request; its answer will not come. An unknown handle is fine.
    virtual void cancel(Handle handle) = 0;
};

}  // namespace earshot::platform
