#include "platform/host/beast_request.hpp"

#include <algorithm>
#include <optional>

namespace earshot::platform {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

std::string_view view_of(beast::string_view text) {
    return {text.data(), text.size()};
}

// The path and query of a target; empty when it is no target of a request to a server.
std::optional<std::string_view> path_and_query(std::string_view target) {
    if (target.starts_with('/')) return target;
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!beast::iequals(beast::string_view(target.data(), target.size()).substr(0, scheme.size()),
                            beast::string_view(scheme.data(), scheme.size()))) {
            continue;
        }
        const std::size_t path = target.find_first_of("/?", scheme.size());
        if (path == scheme.size()) return std::nullopt;  // without a host
        if (path == std::string_view::npos) return "/";
        return target[path] == '/' ? std::optional(target.substr(path)) : std::nullopt;
    }
    return std::nullopt;
}

bool has_odd_byte(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 127; });
}

}  // namespace

bool is_ambiguous(const BeastRequest& message) {
    const auto lines = [&](http::field name) { return message.count(name); };
    const auto transfer = lines(http::field::transfer_encoding);
    if (transfer > 1 || lines(http::field::content_length) > 1 || lines(http::field::host) > 1) return true;
    const std::string_view length = view_of(message[http::field::content_length]);
    if (length.find_first_not_of("0123456789") != std::string_view::npos) return true;  // "5, 5" is a list to some.
    if (transfer == 1) {
        if (message.version() < 11 || lines(http::field::content_length) > 0) return true;
        if (!beast::iequals(message[http::field::transfer_encoding], "chunked")) return true;
    }
    if (message.version() >= 11 && lines(http::field::host) == 0) return true;
    const std::string_view target = view_of(message.target());
    return has_odd_byte(target) || !path_and_query(target);
}

HttpRequest request_of(BeastRequest&& message) {
    HttpRequest request;
    request.method = std::string(message.method_string());
    request.target = std::string(path_and_query(view_of(message.target())).value_or("/"));
    for (const auto& line : message.base())
        request.headers.add(std::string(line.name_string()), std::string(line.value()));
    request.body = std::move(message.body());
    return request;
}

}  // namespace earshot::platform
