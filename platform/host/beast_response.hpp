// platform/host/beast_response.hpp: how an answer begins on the wire. Internal to the listener.
#pragma once

#include <string>

#include "platform/ports/http.hpp"

namespace earshot::platform {

// The status line and the header lines of an answer (RFC 9112, 4 and 5), with the empty line that ends them. Says how
// long the body is, unless a line already does or the status never has one.
std::string head_of(const HttpResponse& response, bool keep_alive);

}  // namespace earshot::platform
