// sync/server/bodies.hpp: the bodies of requests and answers, as they travel.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "platform/ports/http.hpp"
#include "sync/protocol/compression.hpp"

namespace earshot::sync {

// The body unpacked, or the problem that says why not: another type than `type`, a coding that is not known here, too
// large as it travelled or unpacked, damaged.
std::variant<std::string, platform::HttpResponse> body_of(const platform::HttpRequest& request, std::string_view type);

// Packed for somebody who takes `best` and what is below it, where that saves anything.
platform::HttpResponse response_with(std::string_view type, std::string body, Coding best);
inline platform::HttpResponse json_response(std::string body, Coding best = Coding::identity) {
    return response_with("application/json", std::move(body), best);
}
// 405, with the methods that this address knows.
platform::HttpResponse allow(std::string_view methods);

}  // namespace earshot::sync
