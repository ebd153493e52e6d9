#include "sync/server/routes.hpp"

#include <set>

#include <catch2/catch_test_macros.hpp>
#include <yyjson.h>

#include "sync/portable/json.hpp"
#include "sync/protocol/openapi.hpp"

using namespace earshot;
using namespace earshot::sync;

TEST_CASE("a path leads to one route or to none") {
    struct Row {
        const char* path;
        const char* pattern;  // empty: none
        const char* part;
    };
    for (const Row& row : {
             Row{"/v1/stories", "/v1/stories", ""},
             Row{"/v1/stories/7", "/v1/stories/{id}", "7"},
             Row{"/v1/stories/7/8", "/v1/stories/{id}", "7/8"},
             Row{"/v1/stories/", "", ""},
             Row{"/v1/storiesx", "", ""},
             Row{"/v1/uploads", "/v1/uploads", ""},
             Row{"/v1/openapi.json", "/v1/openapi.json", ""},
             Row{"/V1/stories", "", ""},
             Row{"/v1/stories/{id}", "/v1/stories/{id}", "{id}"},
             Row{"", "", ""},
             Row{"/", "", ""},
         }) {
        INFO(row.path);
        const auto found = find_route(row.path);
        CHECK(found.has_value() == (*row.pattern != '\0'));
        if (!found) continue;
        CHECK(found->pattern->path == row.pattern);
        CHECK(found->part == row.part);
    }
}

TEST_CASE("a route knows its methods by their whole name") {
    const RoutePattern route{Route::stories, "/x", "GET, HEAD"};
    CHECK(route.allows("GET"));
    CHECK(route.allows("HEAD"));
    for (const char* method : {"", "GE", "get", "POST", "GET, HEAD", ","})
        CHECK_FALSE(route.allows(method));
}

TEST_CASE("the table of routes and openapi.json name the same addresses and methods") {
    const auto document = JsonReader::parse(openapi_document());
    REQUIRE(document);
    std::set<std::string> documented, routed;
    std::size_t index = 0, count = 0;
    yyjson_val *path = nullptr, *item = nullptr;
    yyjson_obj_foreach(yyjson_obj_get(document->root(), "paths"), index, count, path, item) {
        for (const auto& [name, method] : {std::pair{"get", "GET"},
                                           {"head", "HEAD"},
                                           {"post", "POST"},
                                           {"put", "PUT"},
                                           {"patch", "PATCH"},
                                           {"delete", "DELETE"},
                                           {"options", "OPTIONS"}}) {
            const bool is_there = yyjson_obj_get(item, name) != nullptr;
            const bool is_implied = std::string_view(name) == "head" && yyjson_obj_get(item, "get") != nullptr;
            if (is_there || is_implied) documented.insert(std::string(method) + ' ' + yyjson_get_str(path));
        }
    }
    for (const RoutePattern& route : all_routes()) {
        for (const char* method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
            if (route.allows(method)) routed.insert(std::string(method) + ' ' + std::string(route.path));
        }
    }
    CHECK(documented == routed);
}
