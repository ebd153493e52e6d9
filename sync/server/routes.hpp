// sync/server/routes.hpp: every address of the shared store, and how each may be asked. A request is answered by way of
// this table alone; sync/protocol/openapi.json describes the same addresses, and a test holds the two equal.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace earshot::sync {

enum class Route : std::uint8_t {
    exchange,
    enrol,
    stories,
    story,
    data_export,
    data_import,
    uploads,
    upload,
    blob,
    openapi,
    health,
    metrics,
};

struct RoutePattern {
    Route route;
    std::string_view path;     // with at most one part of its own, in braces: "/v1/stories/{id}"
    std::string_view methods;  // as the header Allow says them: "GET, HEAD"

    bool allows(std::string_view method) const;
    // Media are asked by tus, which has ways of its own to say what it wants (blob_routes.hpp).
    bool is_of_media() const { return route == Route::uploads || route == Route::upload || route == Route::blob; }
};

std::span<const RoutePattern> all_routes();

struct FoundRoute {
    const RoutePattern* pattern = nullptr;
    std::string_view part;  // what stands in the place of the braces
};
// Empty: there is nothing at this path.
std::optional<FoundRoute> find_route(std::string_view path);

// "/v1/exchange, /v1/enrol, ... and /metrics"
std::string list_of_addresses();

// The path of a request's target, without its query.
inline std::string_view path_of(std::string_view target) {
    return target.substr(0, target.find('?'));
}

}  // namespace earshot::sync
