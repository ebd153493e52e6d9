// platform/ports/http_listener.hpp: how requests reach the server.
//   answered by  platform/host/beast_listener.cpp; the simulator calls the handler itself
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

#include "platform/base/result.hpp"
#include "platform/ports/http.hpp"

namespace earshot::platform {

// What a handler gives back: the answer, or the word that it comes later, when something that takes its time is done.
class HttpAnswer {
public:
    // To be called once, from any thread; what makes the answer then runs on a thread of the listener.
    using Give = std::function<void(std::function<HttpResponse()> make)>;

    HttpAnswer(HttpResponse response) : response_(std::move(response)) {}  // NOLINT(google-explicit-constructor)
    // `begin` is called once, and returns without waiting.
    static HttpAnswer later(std::function<void(Give)> begin);

    bool is_here() const { return !begin_; }
    HttpResponse take() && { return std::move(response_); }           // if it is here
    void begin(Give give) && { std::move(begin_)(std::move(give)); }  // if it is not
    // The same answer, after `look` has seen it and perhaps added to it.
    HttpAnswer seen_by(std::function<void(HttpResponse&)> look) &&;
    // Waits for what is not here yet.
    HttpResponse wait() &&;

private:
    HttpResponse response_;
    std::function<void(Give)> begin_;
};

// Called from the listener's threads, several at once; must not throw. The request is there until it returns.
using HttpHandler = std::function<HttpAnswer(const HttpRequest&)>;

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
