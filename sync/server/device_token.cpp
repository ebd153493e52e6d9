#include "sync/server/device_token.hpp"

#include <algorithm>

#include "platform/base/log.hpp"
#include "sync/server/enrolment_code.hpp"
#include "sync/server/problems.hpp"

namespace earshot::sync {

std::string_view token_of(const platform::HttpRequest& request) {
    constexpr std::string_view scheme = "bearer ";
    const std::string_view value = request.headers.find("Authorization");
    const bool is_bearer =
        value.size() > scheme.size() && std::equal(scheme.begin(), scheme.end(), value.begin(), [](char a, char b) {
            return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
        });
    return is_bearer ? value.substr(scheme.size()) : std::string_view();
}

std::variant<EnrolledDevice, platform::HttpResponse> device_of(const platform::HttpRequest& request, SharedStore& store,
                                                               Metrics& metrics) {
    const std::string_view token = token_of(request);
    if (token.empty()) return response_of(no_token());
    auto device = store.find_device(hash_of_token(token));
    if (!device) {
        ++metrics.store_errors;
        log_error("store_trouble", device.error().message);
        return response_of(store_trouble(device.error()));
    }
    if (!*device) return response_of(unknown_token());
    if ((*device)->revoked) return response_of(revoked_token());
    return std::move(**device);
}

}  // namespace earshot::sync
