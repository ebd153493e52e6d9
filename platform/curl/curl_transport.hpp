// platform/curl/curl_transport.hpp: HTTP from a device, on libcurl's multi interface; nothing blocks but wait().
//
// It is also what its worker sleeps on: wait() ends when bytes arrive for any request, or when somebody calls wake().
// Connections are kept and used again. Certificates are always verified, by the system's authorities and those that the
// request names. Redirects are answers like any other: a token
// is never carried to another address.
//
// Threads  one calls start(), poll(), cancel() and wait(); wake() from any.
// Errors   as the port says, in plain words that name the address. A request without a byte moving for its time-out is
//          given up, and any request after ten times that.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>

#include "platform/ports/http_transport.hpp"
#include "platform/ports/worker.hpp"

namespace earshot::platform {

class CurlTransport : public HttpTransport, public Waiter {
public:
    struct Options {
        Duration connect_time_out{10'000};
        std::size_t body_bytes_max = std::size_t{64} * 1024 * 1024;
        std::string user_agent = "Earshot";
    };

    CurlTransport() : CurlTransport(Options{}) {}
    explicit CurlTransport(Options options);
    ~CurlTransport() override;
    CurlTransport(const CurlTransport&) = delete;
    CurlTransport& operator=(const CurlTransport&) = delete;

    Handle start(HttpRequest request, Duration time_out) override;
    std::optional<Result<HttpResponse>> poll(Handle handle) override;
    void cancel(Handle handle) override;

    void wait(Duration most) override;
    void wake() override;

private:
    struct Transfer;
    void go_on();
    void finish(Transfer& transfer, int code);

    Options options_;
    void* multi_ = nullptr;  // CURLM
    std::map<Handle, std::unique_ptr<Transfer>> transfers_;
    Handle last_ = 0;
};

}  // namespace earshot::platform
