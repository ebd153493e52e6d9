#include "sync/protocol/server_address.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace earshot::sync {
namespace {

bool is_this_machine(std::string_view host) {
    return host == "localhost" || host.starts_with("127.") || host.starts_with("[::1]");
}

}  // namespace

Result<std::string> tidy_server(std::string_view typed) {
    while (!typed.empty() && (typed.front() == ' ' || typed.front() == '\t'))
        typed.remove_prefix(1);
    while (!typed.empty() &&
           (typed.back() == '/' || typed.back() == ' ' || typed.back() == '\t' || typed.back() == '\n')) {
        typed.remove_suffix(1);
    }
    const std::size_t scheme_end = typed.find("://");
    const std::string_view scheme =
        scheme_end == std::string_view::npos ? std::string_view() : typed.substr(0, scheme_end);
    const std::string_view rest = scheme_end == std::string_view::npos ? typed : typed.substr(scheme_end + 3);
    const std::string_view host = rest.substr(0, rest.find_first_of(":/"));
    const bool odd =
        std::any_of(rest.begin(), rest.end(), [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '@'; });
    const bool known_scheme = scheme_end == std::string_view::npos || scheme == "http" || scheme == "https";
    if (rest.empty() || odd || !known_scheme || (host.empty() && !rest.starts_with("["))) {
        return Error{Errc::invalid,
                     fmt::format("\"{}\" is not the address of a store. It looks like earshot.example or "
                                 "https://earshot.example:8443.",
                                 typed.substr(0, 80))};
    }
    if (!scheme.empty()) return std::string(typed);
    const bool here = is_this_machine(rest.substr(0, rest.find('/')));
    return fmt::format("{}://{}", here || is_this_machine(host) ? "http" : "https", typed);
}

}  // namespace earshot::sync
