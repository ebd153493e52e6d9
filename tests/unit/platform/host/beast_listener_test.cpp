#include "platform/host/beast_listener.hpp"

#include <future>
#include <stdexcept>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/support/tcp.hpp"

using namespace earshot;
using namespace earshot::platform;
using test::TcpClient;

namespace {

HttpResponse echo(const HttpRequest& request) {
    HttpResponse response;
    response.headers.add("X-Seen", request.method + " " + request.target);
    response.body = request.body;
    return response;
}

// A listener on any free port; small limits, so that tests reach them.
struct Running {
    explicit Running(HttpHandler handler = echo, BeastListener::Options options = small())
        : listener(std::move(options)) {
        REQUIRE(listener.start("127.0.0.1", 0, std::move(handler)).has_value());
    }
    static BeastListener::Options small() {
        BeastListener::Options options;
        options.header_bytes_max = 1024;
        options.body_bytes_max = 1000;
        options.refusal = [](int status) {
            return HttpResponse{status, {{{"X-Refused", "yes"}}}, "refused " + std::to_string(status)};
        };
        return options;
    }
    BeastListener listener;
};

std::string post(std::string_view body, std::string_view rest = "") {
    return "POST /v1/x?y=1 HTTP/1.1\r\nHost: a\r\n" + std::string(rest) +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

}  // namespace

TEST_CASE("requests of one connection are answered one after the other") {
    const Running running;
    TcpClient client(running.listener.port());
    client.send(post("one") + post("two"));
    const std::string first = client.read_answer(), second = client.read_answer();
    CHECK(first.starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(first.find("X-Seen: POST /v1/x?y=1") != std::string::npos);
    CHECK(first.ends_with("\r\n\r\none"));
    CHECK(second.ends_with("\r\n\r\ntwo"));
    client.send("GET /bye HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    CHECK(client.read_to_close().find("X-Seen: GET /bye") != std::string::npos);
}

TEST_CASE("HEAD says how long the answer would be and sends none of it") {
    const Running running([](const HttpRequest&) { return HttpResponse{200, {}, "healthy"}; });
    TcpClient client(running.listener.port());
    client.send("HEAD /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    const std::string answer = client.read_to_close();
    CHECK(answer.find("Content-Length: 7\r\n") != std::string::npos);
    CHECK(answer.ends_with("\r\n\r\n"));
}

TEST_CASE("who asks first whether a body may come is told to go on") {
    const Running running;
    TcpClient client(running.listener.port());
    client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    CHECK(client.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("yes");
    CHECK(client.read_answer().ends_with("\r\n\r\nyes"));
}

TEST_CASE("what breaks a limit is refused and the connection ends") {
    struct Row {
        const char* why;
        std::string request;
        int status;
    };
    const auto row = GENERATE(values<Row>({
        {"no HTTP at all", "hello there\r\n\r\n", 400},
        {"a header without end", "GET / HTTP/1.1\r\nX: " + std::string(2'000, 'x'), 431},
        {"a body that says it is too long", "POST / HTTP/1.1\r\nContent-Length: 1001\r\n\r\n", 413},
        {"chunks that add up to too much",
         "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1'001, 'x') + "\r\n0\r\n\r\n",
         413},
    }));
    INFO(row.why);
    const Running running;
    TcpClient client(running.listener.port());
    client.send(row.request);
    const std::string answer = client.read_answer();
    CHECK(answer.starts_with("HTTP/1.1 " + std::to_string(row.status) + " "));
    CHECK(answer.find("X-Refused: yes") != std::string::npos);
    CHECK(answer.find("Connection: close") != std::string::npos);
    CHECK(client.read_to_close().empty());
}

TEST_CASE("a handler that throws costs one answer") {
    const Running running([](const HttpRequest& request) -> HttpResponse {
        if (request.target == "/bad") throw std::runtime_error("unforeseen");
        return {200, {}, "fine"};
    });
    TcpClient client(running.listener.port());
    client.send("GET /bad HTTP/1.1\r\nHost: a\r\n\r\nGET /good HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.read_answer().starts_with("HTTP/1.1 500 "));
    CHECK(client.read_answer().ends_with("fine"));
}

TEST_CASE("time to speak is limited") {
    auto options = Running::small();
    options.header_time = Duration{30};
    options.body_time = Duration{30};
    options.idle_time = Duration{30};
    const Running running(echo, options);
    const std::string said =
        GENERATE(as<std::string>(), "", "GET / HT", "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab");
    INFO(said);
    TcpClient client(running.listener.port());
    client.send(said);
    CHECK(client.read_to_close().find("200 OK") == std::string::npos);
}

TEST_CASE("one connection too many is told to come again") {
    auto options = Running::small();
    options.connections_max = 1;
    const Running running(echo, options);
    TcpClient first(running.listener.port());
    first.send(post("a"));
    CHECK(first.read_answer().ends_with("a"));
    TcpClient second(running.listener.port());
    CHECK(second.read_answer().starts_with("HTTP/1.1 503 "));
    first.send(post("b"));
    CHECK(first.read_answer().ends_with("b"));
}

TEST_CASE("bodies under way share a limit") {
    auto options = Running::small();
    options.bodies_bytes_max = 1'500;
    const Running running(echo, options);
    TcpClient first(running.listener.port()), second(running.listener.port());
    const std::string body(900, 'x');
    // The go-ahead proves that the first body is being received.
    first.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 900\r\n\r\n");
    first.read_until("\r\n\r\n");
    second.send(post(body));
    CHECK(second.read_answer().starts_with("HTTP/1.1 503 "));
    first.send(body);
    CHECK(first.read_answer().ends_with(body));
    TcpClient third(running.listener.port());
    third.send(post(body));
    CHECK(third.read_answer().ends_with(body));
}

TEST_CASE("a port can be taken once") {
    const Running running;
    BeastListener second{BeastListener::Options{}};
    const auto started = second.start("127.0.0.1", running.listener.port(), echo);
    REQUIRE_FALSE(started.has_value());
    CHECK(started.error().code == Errc::busy);
    CHECK(started.error().message.find("Another program already listens on 127.0.0.1:") == 0);
}

TEST_CASE("an address that is none is said to be none") {
    BeastListener listener{BeastListener::Options{}};
    const auto started = listener.start("not an address", 0, echo);
    REQUIRE_FALSE(started.has_value());
    CHECK(started.error().code == Errc::invalid);
}

TEST_CASE("stopping answers what has arrived and lets go of those who wait") {
    std::promise<void> arrived, released;
    BeastListener listener(Running::small());
    const auto handler = [&](const HttpRequest&) {
        arrived.set_value();
        released.get_future().wait();
        return HttpResponse{200, {}, "finished"};
    };
    REQUIRE(listener.start("127.0.0.1", 0, handler).has_value());
    const std::uint16_t port = listener.port();
    TcpClient busy(port), idle(port);
    busy.send(post(""));
    arrived.get_future().wait();
    std::thread stopping([&] { listener.stop(); });
    CHECK(idle.read_to_close().empty());  // Closed while the other request is still being handled.
    released.set_value();
    const std::string answer = busy.read_to_close();
    CHECK(answer.find("Connection: close") != std::string::npos);
    CHECK(answer.ends_with("finished"));
    stopping.join();
}
