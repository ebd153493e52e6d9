// sync/server/device_token.hpp: who is asking?
#pragma once

#include <variant>

#include "platform/ports/http.hpp"
#include "sync/server/metrics.hpp"
#include "sync/server/shared_store.hpp"

namespace earshot::sync {

// "Bearer <token>"; the word in any case, as RFC 9110 has it. Empty when there is none.
std::string_view token_of(const platform::HttpRequest& request);

// The enrolled device whose token came with the request, or the answer that says why there is none.
std::variant<EnrolledDevice, platform::HttpResponse> device_of(const platform::HttpRequest& request, SharedStore& store,
                                                               Metrics& metrics);

}  // namespace earshot::sync
