// Requests that two programs could read in two ways (RFC 9112, 11.2), over a real socket: what counts is what the whole
// listener makes of the bytes.
#include "platform/host/beast_request.hpp"

#include <atomic>

#include <catch2/catch_test_macros.hpp>

#include "platform/host/beast_listener.hpp"
#include "tests/support/tcp.hpp"

using namespace earshot;
using namespace earshot::platform;
using test::TcpClient;

namespace {

struct Counting {
    std::atomic<int> handled{0};
    BeastListener listener{options()};

    Counting() {
        REQUIRE(listener.start("127.0.0.1", 0, [this](const HttpRequest& request) {
            ++handled;
            return HttpResponse{200, {}, request.method + " " + request.target + " " + request.body};
        }));
    }
    static BeastListener::Options options() {
        BeastListener::Options options;
        options.threads = 2;
        options.header_bytes_max = 4096;
        return options;
    }
};

const std::string get = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

}  // namespace

TEST_CASE("a request that can be read in two ways is not read at all") {
    struct Row {
        const char* why;
        std::string head, body;
    };
    const std::string chunked = "0\r\n\r\n";
    Counting running;
    for (const Row& row : {
             Row{"a length and chunks", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked",
                 chunked + get},
             Row{"chunks and a length", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5",
                 chunked + get},
             Row{"two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6", "hello" + get},
             Row{"the same length twice", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5",
                 "hello" + get},
             Row{"a list of lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5", "hello" + get},
             Row{"a length with a sign", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5", "hello" + get},
             Row{"a negative length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5", "hello" + get},
             Row{"a length beyond all numbers", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999",
                 get},
             Row{"another coding of transfer", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip", get},
             Row{"chunked and more", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip", chunked + get},
             Row{"chunked in an odd dress", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked", chunked + get},
             Row{"chunked, said twice",
                 "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                 chunked + get},
             Row{"chunks in HTTP/1.0", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked", chunked + get},
             Row{"a space before the colon", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 5", "hello" + get},
             Row{"no host", "GET / HTTP/1.1\r\nX: y", get},
             Row{"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b", get},
             Row{"a NUL in the target", std::string("GET /\0x HTTP/1.1\r\nHost: a", 26), get},
             Row{"a NUL in a header", std::string("GET / HTTP/1.1\r\nHost: a\r\nX: \0y", 30), get},
             Row{"a line break alone in a header", "GET / HTTP/1.1\r\nHost: a\r\nX: y\nContent-Length: 5", get},
             Row{"a target that is no path", "GET v1/exchange HTTP/1.1\r\nHost: a", get},
             Row{"a target of another scheme", "GET ftp://a/ HTTP/1.1\r\nHost: a", get},
             Row{"the target of a tunnel", "CONNECT a:443 HTTP/1.1\r\nHost: a", get},
             Row{"no version", "GET /", get},
             Row{"a version of the future", "GET / HTTP/3.7\r\nHost: a", get},
         }) {
        INFO(row.why);
        TcpClient client(running.listener.port());
        client.send(row.head + "\r\n\r\n" + row.body);
        const std::string answer = client.read_to_close();
        CHECK(answer.starts_with("HTTP/1.1 400 "));
        CHECK(answer.find("200 OK") == std::string::npos);
    }
    CHECK(running.handled == 0);
}

TEST_CASE("chunks without end or beyond measure are refused") {
    const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    struct Row {
        const char* why;
        std::string body;
    };
    Counting running;
    for (const Row& row : {
             Row{"a chunk larger than numbers go", "ffffffffffffffffff\r\n"},
             Row{"a chunk larger than any body", "7fffffffffffffff\r\nx"},
             Row{"an extension without end", "1;" + std::string(1'000'000, 'x')},
             Row{"trailers without end", "0\r\nX: " + std::string(1'000'000, 'x')},
             Row{"no number", "zz\r\nhello\r\n0\r\n\r\n"},
             Row{"a chunk longer than it says", "3\r\nhello\r\n0\r\n\r\n"},
         }) {
        INFO(row.why);
        TcpClient client(running.listener.port());
        client.send(head + row.body);
        const std::string answer = client.read_answer();
        CHECK((answer.starts_with("HTTP/1.1 4") || answer.empty()));
    }
    CHECK(running.handled == 0);
}

TEST_CASE("garbage after a request costs the connection, not the answer") {
    Counting running;
    TcpClient client(running.listener.port());
    client.send("POST /first HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi" +
                std::string("\x01\x02\xff garbage\r\n\r\n") + get);
    CHECK(client.read_answer().ends_with("POST /first hi"));
    const std::string rest = client.read_to_close();
    CHECK(rest.starts_with("HTTP/1.1 400 "));
    CHECK(running.handled == 1);
}

TEST_CASE("a whole address as the target means its path") {
    struct Row {
        const char *target, *meant;
    };
    Counting running;
    for (const Row& row : {Row{"http://store.example/v1/exchange?a=b", "/v1/exchange?a=b"},
                           Row{"HTTPS://store.example:8443/healthz", "/healthz"}, Row{"http://store.example", "/"},
                           Row{"/plain", "/plain"}}) {
        INFO(row.target);
        TcpClient client(running.listener.port());
        client.send("GET " + std::string(row.target) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        CHECK(client.read_answer().ends_with("GET " + std::string(row.meant) + " "));
    }
}

TEST_CASE("many headers are one header that is too large") {
    Counting running;
    TcpClient client(running.listener.port());
    std::string request = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (int i = 0; i < 10'000; ++i)
        request += "X" + std::to_string(i) + ": y\r\n";
    client.send(request + "\r\n");
    CHECK(client.read_answer().starts_with("HTTP/1.1 431 "));
}
