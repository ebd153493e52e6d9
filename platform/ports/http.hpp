// platform/ports/http.hpp: one HTTP request and its answer (RFC 9110), as both sides see them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace earshot::platform {

struct HttpHeaders {
    std::vector<std::pair<std::string, std::string>> lines;

    // The value of the first line with that name, case-insensitive; empty when there is none.
    std::string_view find(std::string_view name) const;
    void add(std::string name, std::string value) { lines.emplace_back(std::move(name), std::move(value)); }
};

struct HttpRequest {
    std::string method = "GET";
    std::string target;  // Leaving a device: the absolute URL. Arriving at a server: path and query.
    HttpHeaders headers;
    std::string body;
    std::string peer;  // Arriving at a server: the IPv4 address or the IPv6 /64 it comes from.
    // Leaving a device: a company's own authorities in PEM form, trusted beside the system's.
    std::string authorities;
};

struct HttpResponse {
    int status = 200;
    HttpHeaders headers;
    std::string body;
};

}  // namespace earshot::platform
