#include "sync/server/routes.hpp"

#include <array>

namespace earshot::sync {
namespace {

constexpr std::array routes{
    RoutePattern{Route::exchange, "/v1/exchange", "POST"},
    RoutePattern{Route::enrol, "/v1/enrol", "POST"},
    RoutePattern{Route::stories, "/v1/stories", "GET, HEAD"},
    RoutePattern{Route::story, "/v1/stories/{id}", "GET, HEAD"},
    RoutePattern{Route::data_export, "/v1/export", "GET, HEAD"},
    RoutePattern{Route::data_import, "/v1/import", "POST"},
    RoutePattern{Route::uploads, "/v1/uploads", "OPTIONS, POST"},
    RoutePattern{Route::upload, "/v1/uploads/{id}", "OPTIONS, HEAD, PATCH, DELETE"},
    RoutePattern{Route::blob, "/v1/blobs/{sha256}", "GET, HEAD"},
    RoutePattern{Route::openapi, "/v1/openapi.json", "GET, HEAD"},
    RoutePattern{Route::health, "/healthz", "GET, HEAD"},
    RoutePattern{Route::metrics, "/metrics", "GET, HEAD"},
};

}  // namespace

bool RoutePattern::allows(std::string_view method) const {
    for (std::string_view rest = methods; !rest.empty();) {
        const std::size_t comma = rest.find(", ");
        if (rest.substr(0, comma) == method) return true;
        rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 2);
    }
    return false;
}

std::span<const RoutePattern> all_routes() {
    return routes;
}

std::optional<FoundRoute> find_route(std::string_view path) {
    for (const RoutePattern& pattern : routes) {
        const std::string_view fixed = pattern.path.substr(0, pattern.path.find('{'));
        if (fixed.size() == pattern.path.size()) {
            if (path == fixed) return FoundRoute{&pattern, {}};
        } else if (path.size() > fixed.size() && path.starts_with(fixed)) {
            return FoundRoute{&pattern, path.substr(fixed.size())};
        }
    }
    return std::nullopt;
}

std::string list_of_addresses() {
    std::string list;
    for (const RoutePattern& pattern : routes)
        list += (list.empty() ? "" : pattern.path == routes.back().path ? " and " : ", ") + std::string(pattern.path);
    return list;
}

}  // namespace earshot::sync
