#include "platform/host/beast_response.hpp"

#include <boost/beast/http/status.hpp>

namespace earshot::platform {

std::string head_of(const HttpResponse& response, bool keep_alive) {
    const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(response.status));
    std::string head;
    head.reserve(512);
    head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(1, ' ');
    head.append(reason.data(), reason.size()).append("\r\n");
    if (!keep_alive) head.append("Connection: close\r\n");
    for (const auto& [name, value] : response.headers.lines)
        head.append(name).append(": ").append(value).append("\r\n");
    const bool never_has_body = response.status == 204 || response.status == 304;  // RFC 9110, 8.6
    if (!never_has_body && response.headers.find("Content-Length").empty())
        head.append("Content-Length: ").append(std::to_string(response.body.size())).append("\r\n");
    return head.append("\r\n");
}

}  // namespace earshot::platform
