#include "platform/host/beast_listener.hpp"

#include <atomic>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

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
         "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1'001, 'x') +
             "\r\n0\r\n\r\n",
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
        GENERATE(as<std::string>(), "", "GET / HT", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
    INFO(said);
    TcpClient client(running.listener.port());
    client.send(said);
    // Who has said nothing has not asked for an answer.
    CHECK(client.read_to_close().substr(0, 13) == (said.empty() ? "" : "HTTP/1.1 408 "));
}

TEST_CASE("requests that come all at once are answered in their order, however many") {
    const Running running;
    TcpClient client(running.listener.port());
    constexpr int many = 1'000;
    std::string requests;
    for (int i = 0; i < many; ++i)
        requests += post(std::to_string(i));
    std::thread sending([&] { client.send(requests); });
    for (int i = 0; i < many; ++i)
        REQUIRE(client.read_answer().ends_with("\r\n\r\n" + std::to_string(i)));
    sending.join();
}

TEST_CASE("a dribble does not buy more time") {
    auto options = Running::small();
    options.header_time = Duration{100};
    options.body_time = Duration{100};
    options.body_bytes_max = 100'000;
    const Running running(echo, options);
    const std::string endless(1'000, 'x');
    const std::string said =
        GENERATE_COPY("GET / HTTP/1.1\r\nHost: a\r\nX: " + endless,
                      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50000\r\n\r\n" + endless,
                      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;" + endless);
    INFO(said.substr(0, 60));
    TcpClient client(running.listener.port());
    const std::size_t quick = said.size() - endless.size();
    client.send(said.substr(0, quick));
    CHECK(client.dribble(said.substr(quick), 10).find("200 OK") == std::string::npos);  // Ten seconds of it.
    while (running.listener.load().connections > 0)
        std::this_thread::yield();
}

TEST_CASE("who never reads the answer is let go of, and what it held is free again") {
    auto options = Running::small();
    options.body_time = Duration{50};
    options.bytes_under_way_max = 64 * 1024 * 1024;
    const Running running(
        [](const HttpRequest&) {
            return HttpResponse{200, {}, std::string(40'000'000, 'x')};
        },
        options);
    for (int round = 0; round < 3; ++round) {
        TcpClient client(running.listener.port());
        client.send(post(""));
        while (running.listener.load().bytes_under_way == 0)
            std::this_thread::yield();
        while (running.listener.load().connections > 0)
            std::this_thread::yield();
        CHECK(running.listener.load().bytes_under_way == 0);
    }
}

TEST_CASE("answers that nobody takes share a limit with bodies") {
    auto options = Running::small();
    options.bytes_under_way_max = 50'000'000;
    const Running running(
        [](const HttpRequest&) {
            return HttpResponse{200, {}, std::string(40'000'000, 'x')};
        },
        options);
    TcpClient deaf(running.listener.port()), second(running.listener.port());
    deaf.send(post(""));
    while (running.listener.load().bytes_under_way < 40'000'000)
        std::this_thread::yield();
    second.send(post(""));
    CHECK(second.read_answer().starts_with("HTTP/1.1 503 "));
}

TEST_CASE("when every place is taken, who has been quiet for longest makes room") {
    auto options = Running::small();
    options.connections_max = 2;
    const Running running(echo, options);
    TcpClient quiet(running.listener.port());
    quiet.send(post("a"));
    CHECK(quiet.read_answer().ends_with("a"));
    TcpClient halfway(running.listener.port());
    halfway.send("GET / HT");
    while (running.listener.load().connections < 2)
        std::this_thread::yield();
    TcpClient third(running.listener.port());
    third.send(post("b"));
    CHECK(third.read_answer().ends_with("b"));
    CHECK(quiet.read_to_close().empty());
    TcpClient fourth(running.listener.port());
    fourth.send(post("c"));
    CHECK(fourth.read_answer().ends_with("c"));
    CHECK(halfway.read_to_close().empty());
    third.send(post("d"));
    CHECK(third.read_answer().ends_with("d"));
}

// A handler that waits until it is let go, and says when it is at work.
struct Held {
    std::promise<void> arrived, released;
    std::shared_future<void> release = released.get_future().share();
    std::atomic<int> handled{0};

    HttpHandler handler() {
        return [this](const HttpRequest&) {
            if (handled++ == 0) arrived.set_value();
            release.wait();
            return HttpResponse{200, {}, "finished"};
        };
    }
};

TEST_CASE("nobody makes room whose request is under way; one too many is told to come again") {
    auto options = Running::small();
    options.connections_max = 1;
    Held held;
    const Running running(held.handler(), options);
    TcpClient first(running.listener.port());
    first.send(post("a"));
    held.arrived.get_future().wait();
    TcpClient second(running.listener.port());
    CHECK(second.read_answer().starts_with("HTTP/1.1 503 "));
    held.released.set_value();
    CHECK(first.read_answer().ends_with("finished"));
}

TEST_CASE("who would wait too long for a handler is told to come again") {
    auto options = Running::small();
    options.threads = 1;
    options.waiting_max = 1;
    Held held;
    const Running running(held.handler(), options);
    TcpClient first(running.listener.port()), second(running.listener.port()), third(running.listener.port());
    first.send(post("a"));
    held.arrived.get_future().wait();
    second.send(post("b"));
    while (running.listener.load().waiting < 1)
        std::this_thread::yield();
    third.send(post("c"));
    CHECK(third.read_answer().starts_with("HTTP/1.1 503 "));
    held.released.set_value();
    CHECK(first.read_answer().ends_with("finished"));
    CHECK(second.read_answer().ends_with("finished"));
    CHECK(held.handled == 2);
}

TEST_CASE("as many requests are handled at once as was said, and while they wait others still come and go") {
    auto options = Running::small();
    options.threads = 5;
    options.handler_waits = GENERATE(true, false);
    std::atomic<int> inside{0};
    std::promise<void> released;
    const std::shared_future<void> is_released = released.get_future().share();
    const Running running(
        [&, is_released](const HttpRequest&) {
            inside += 1;
            is_released.wait();
            return HttpResponse{200, {}, "finished"};
        },
        options);
    std::vector<std::unique_ptr<TcpClient>> clients;
    for (int i = 0; i < 6; ++i) {
        clients.push_back(std::make_unique<TcpClient>(running.listener.port()));
        clients.back()->send(post("a"));
    }
    while (running.listener.load().waiting < 1 || inside < 5)
        std::this_thread::yield();
    CHECK(inside == 5);
    TcpClient stranger(running.listener.port());
    stranger.send("nonsense\r\n\r\n");
    CHECK(stranger.read_answer().starts_with("HTTP/1.1 400 "));
    released.set_value();
    for (const auto& client : clients)
        CHECK(client->read_answer().ends_with("finished"));
}

// Answers what asks for more than "/" when it is told to.
struct Owing {
    std::mutex mutex;
    std::map<std::string, HttpAnswer::Give> owed;

    HttpHandler handler() {
        return [this](const HttpRequest& request) -> HttpAnswer {
            if (request.target == "/") return HttpResponse{200, {}, "at once"};
            return HttpAnswer::later([this, target = request.target](HttpAnswer::Give give) {
                const std::lock_guard lock(mutex);
                owed.emplace(target, std::move(give));
            });
        };
    }
    void wait_for(std::size_t count) {
        for (;; std::this_thread::yield()) {
            const std::lock_guard lock(mutex);
            if (owed.size() == count) return;
        }
    }
    void give(const std::string& target, const std::string& body) {
        const std::lock_guard lock(mutex);
        owed.at(target)([body] { return HttpResponse{200, {}, body}; });
    }
};

TEST_CASE("an answer may come later, and holds up nobody meanwhile") {
    auto options = Running::small();
    options.threads = 2;
    options.handler_waits = GENERATE(true, false);
    Owing owing;
    const Running running(owing.handler(), options);
    std::vector<std::unique_ptr<TcpClient>> clients;
    for (std::size_t i = 0; i < 20; ++i) {
        clients.push_back(std::make_unique<TcpClient>(running.listener.port()));
        clients.back()->send("GET /" + std::to_string(i) +
                             " HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    owing.wait_for(20);
    TcpClient other(running.listener.port());
    other.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(other.read_answer().ends_with("at once"));
    for (std::size_t i = 20; i-- > 0;)
        owing.give("/" + std::to_string(i), "answer " + std::to_string(i));
    for (std::size_t i = 0; i < 20; ++i) {
        CHECK(clients[i]->read_answer().ends_with("\r\n\r\nanswer " + std::to_string(i)));
        CHECK(clients[i]->read_answer().ends_with("at once"));
    }
}

TEST_CASE("an answer that comes later may fail, be asked by HEAD, or come at once all the same") {
    const Running running([](const HttpRequest& request) {
        const bool bad = request.target == "/bad";
        return HttpAnswer::later([bad](const HttpAnswer::Give& give) {
            give([bad] {
                if (bad) throw std::runtime_error("unforeseen");
                return HttpResponse{200, {}, "healthy"};
            });
        });
    });
    TcpClient client(running.listener.port());
    client.send("GET /bad HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.read_answer().starts_with("HTTP/1.1 500 "));
    client.send("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    const std::string answer = client.read_to_close();
    CHECK(answer.find("Content-Length: 7\r\n") != std::string::npos);
    CHECK(answer.ends_with("\r\n\r\n"));
}

TEST_CASE("stopping waits for the answers that are owed") {
    Owing owing;
    BeastListener listener(Running::small());
    REQUIRE(listener.start("127.0.0.1", 0, owing.handler()).has_value());
    TcpClient client(listener.port()), idle(listener.port());
    client.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n");
    owing.wait_for(1);
    std::thread stopping([&] { listener.stop(); });
    CHECK(idle.read_to_close().empty());
    owing.give("/later", "finished");
    CHECK(client.read_to_close().ends_with("finished"));
    stopping.join();
}

TEST_CASE("who has gone before the answer came is let go of when it comes") {
    Owing owing;
    const Running running(owing.handler());
    {
        TcpClient client(running.listener.port());
        client.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n");
        owing.wait_for(1);
    }
    owing.give("/later", "too late");
    while (running.listener.load().connections > 0)
        std::this_thread::yield();
    CHECK(running.listener.load().bytes_under_way == 0);
}

TEST_CASE("the handler is told where a request comes from") {
    const Running running([](const HttpRequest& request) { return HttpResponse{200, {}, request.peer}; });
    TcpClient client(running.listener.port());
    client.send(post(""));
    CHECK(client.read_answer().ends_with("\r\n\r\n127.0.0.1"));
}

TEST_CASE("bodies under way share a limit") {
    auto options = Running::small();
    options.bytes_under_way_max = 1'500;
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
    // The answer can be here before the listener has noted that it is sent.
    while (running.listener.load().bytes_under_way > 0)
        std::this_thread::yield();
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
