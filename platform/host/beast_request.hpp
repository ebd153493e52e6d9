// platform/host/beast_request.hpp: a request as Beast read it, made into ours, or refused. Internal to the listener.
#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include "platform/ports/http.hpp"

namespace earshot::platform {

using BeastRequest = boost::beast::http::request<boost::beast::http::string_body>;

// A header that two programs could read in two ways would let a stranger slip a request past the one in front (RFC
// 9112, 11.2), so it is not read at all: a length said in two ways, codings of transfer other than "chunked", a host
// said twice or not at all, a target that is neither a path nor an address of HTTP.
bool is_ambiguous(const BeastRequest& message);
// With the path and query alone, also where the whole address was asked for (RFC 9112, 3.2.2).
HttpRequest request_of(BeastRequest&& message);

}  // namespace earshot::platform
