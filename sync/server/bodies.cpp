#include "sync/server/bodies.hpp"

#include "sync/protocol/limits.hpp"
#include "sync/server/problems.hpp"

namespace earshot::sync {

using platform::HttpRequest;
using platform::HttpResponse;

std::variant<std::string, HttpResponse> body_of(const HttpRequest& request, std::string_view type) {
    const std::string_view said = request.headers.find("Content-Type");
    if (said.substr(0, said.find(';')) != type) return response_of(unknown_type(type));
    const auto coding = coding_named(request.headers.find("Content-Encoding"));
    if (!coding) return response_of(unknown_coding());
    if (request.body.size() > packed_body_bytes_max) return response_of(too_large());  // Uploads may be larger.
    auto body = unpack(*coding, request.body, body_bytes_max);
    if (body) return std::move(*body);
    return response_of(body.error().code == Errc::full ? too_large() : bad_message(body.error().message));
}

HttpResponse response_with(std::string_view type, std::string body, Coding best) {
    HttpResponse response;
    response.headers.add("Content-Type", std::string(type));
    response.headers.add("Cache-Control", "no-store");
    PackedBody packed = pack_for(best, std::move(body));
    if (packed.coding != Coding::identity)
        response.headers.add("Content-Encoding", std::string(name_of(packed.coding)));
    response.body = std::move(packed.bytes);
    return response;
}

HttpResponse allow(std::string_view methods) {
    HttpResponse response = response_of(wrong_method());
    response.headers.add("Allow", std::string(methods));
    return response;
}

}  // namespace earshot::sync
