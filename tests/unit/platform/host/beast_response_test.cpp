#include "platform/host/beast_response.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace earshot;
using namespace earshot::platform;

TEST_CASE("an answer begins with its status, its lines and how long it is") {
    struct Row {
        const char* why;
        HttpResponse response;
        bool keep_alive;
        const char* head;
    };
    const Row rows[] = {
        {"a body that is counted",
         {200, {{{"ETag", "\"a\""}}}, "four"},
         true,
         "HTTP/1.1 200 OK\r\nETag: \"a\"\r\nContent-Length: 4\r\n\r\n"},
        {"nothing is a body too", {404, {}, {}}, true, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"},
        {"the connection ends",
         {503, {}, "no"},
         false,
         "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 2\r\n\r\n"},
        {"its length was said by who made it: the answer to HEAD",
         {200, {{{"content-length", "7"}}}, {}},
         true,
         "HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n"},
        {"a status that never has a body", {204, {}, {}}, true, "HTTP/1.1 204 No Content\r\n\r\n"},
        {"and the other one",
         {304, {{{"ETag", "\"a\""}}}, {}},
         true,
         "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        CHECK(head_of(row.response, row.keep_alive) == row.head);
    }
}
