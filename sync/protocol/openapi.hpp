// sync/protocol/openapi.hpp: the HTTP interface of the shared store for programs that read descriptions of such
// (OpenAPI 3.1.0): openapi.json, as it stood when this was built.
#pragma once

#include <string_view>

namespace earshot::sync {

std::string_view openapi_document();

}  // namespace earshot::sync
