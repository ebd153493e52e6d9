// sync/replica/enrol.hpp: a device joins a company with the code it was given.
//
//   Enrolment enrolment(store, transport, {.server = "https://earshot.example", .code = "7KQM-2XWD", .name = "Leeds,
//   Counter 2"}); while (!(outcome = enrolment.step())) transport.wait(...);
//
// On success the store knows server, token, role, site and company, and the replica starts by itself. What was logged
// before stays and is sent. A code works once, for ten minutes.
//
// Threads  the one that owns the store.
// Errors   Errc::invalid (address or code cannot be one), denied (the store does not take the code), unavailable (out
// of reach: the
//          code is still good unless the store says otherwise); in words fit for the person who typed it.
#pragma once

#include <optional>
#include <string>

#include "platform/ports/http_transport.hpp"
#include "sync/store/device_store.hpp"

namespace earshot::sync {

struct EnrolOptions {
    std::string server;  // an address as a person types it
    std::string code;
    std::string name;         // of the device; empty keeps the one it has
    std::string authorities;  // the company's own, in PEM form, trusted from now on; empty keeps those it has
};

class Enrolment {
public:
    Enrolment(DeviceStore& store, platform::HttpTransport& transport, EnrolOptions options);
    ~Enrolment();
    Enrolment(const Enrolment&) = delete;
    Enrolment& operator=(const Enrolment&) = delete;

    // Empty while under way; the outcome once.
    std::optional<Result<void>> step();

private:
    Result<void> start();
    Result<void> take(Result<platform::HttpResponse> answer);

    DeviceStore& store_;
    platform::HttpTransport& transport_;
    EnrolOptions options_;
    std::optional<platform::HttpTransport::Handle> in_flight_;
};

}  // namespace earshot::sync
