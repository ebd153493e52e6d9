#include "platform/curl/curl_transport.hpp"

#include <atomic>
#include <future>

#include <catch2/catch_test_macros.hpp>

#include "platform/host/beast_listener.hpp"
#include "tests/support/tcp.hpp"

using namespace earshot;
using namespace earshot::platform;

namespace {

constexpr Duration patience{10'000};

Result<HttpResponse> finish(CurlTransport& transport, HttpTransport::Handle handle) {
    for (int waits = 0; waits < 10'000; ++waits) {
        if (auto answer = transport.poll(handle)) return std::move(*answer);
        transport.wait(patience);
    }
    FAIL("the request never came to an end");
    return Error{};
}

std::string url(std::uint16_t port, const std::string& path = "/") {
    return "http://127.0.0.1:" + std::to_string(port) + path;
}

// A port on which nobody listens: it was free a moment ago.
std::uint16_t quiet_port() {
    const test::OneShotServer gone("", "");
    return gone.port();
}

}  // namespace

TEST_CASE("a request reaches the listener and its answer comes back") {
    BeastListener listener{BeastListener::Options{}};
    const auto handler = [](const HttpRequest& request) {
        HttpResponse response{201, {}, request.method + " " + request.target + " " + request.body};
        response.headers.add("X-Token", std::string(request.headers.find("authorization")));
        return response;
    };
    REQUIRE(listener.start("127.0.0.1", 0, handler).has_value());
    CurlTransport transport;
    HttpRequest request{"POST", url(listener.port(), "/v1/exchange"), {}, "body"};
    request.headers.add("Authorization", "Bearer x");
    for (int round = 0; round < 3; ++round) {
        const auto answer = finish(transport, transport.start(request, patience));
        REQUIRE(answer.has_value());
        CHECK(answer->status == 201);
        CHECK(answer->body == "POST /v1/exchange body");
        CHECK(answer->headers.find("x-token") == "Bearer x");
    }
    const std::string large(3'000'000, 'x');
    const auto answer = finish(transport, transport.start({"POST", url(listener.port()), {}, large}, patience));
    REQUIRE(answer.has_value());
    CHECK(answer->body.size() == large.size() + 7);
}

TEST_CASE("an answer is handed over once") {
    const test::OneShotServer server("\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n");
    CurlTransport transport;
    const auto handle = transport.start({"GET", url(server.port()), {}, ""}, patience);
    CHECK(finish(transport, handle).has_value());
    CHECK_FALSE(transport.poll(handle).has_value());
    transport.cancel(handle);
}

TEST_CASE("every status is an answer, a redirect too") {
    const test::OneShotServer server(
        "\r\n\r\n", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
    CurlTransport transport;
    const auto answer = finish(transport, transport.start({"GET", url(server.port()), {}, ""}, patience));
    REQUIRE(answer.has_value());
    CHECK(answer->status == 302);
}

TEST_CASE("trouble of the network is told in plain words") {
    CurlTransport transport;
    SECTION("nobody answers") {
        const auto answer = finish(transport, transport.start({"GET", url(quiet_port()), {}, ""}, patience));
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().code == Errc::unavailable);
        CHECK(answer.error().message.starts_with("Nobody answers at http://127.0.0.1:"));
    }
    SECTION("half an answer") {
        const test::OneShotServer server("\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        const auto answer = finish(transport, transport.start({"GET", url(server.port()), {}, ""}, patience));
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().code == Errc::unavailable);
        CHECK(answer.error().message.ends_with("broke off before the answer was complete."));
    }
    SECTION("no answer at all") {
        const test::OneShotServer server("\r\n\r\n", "");
        const auto answer = finish(transport, transport.start({"GET", url(server.port()), {}, ""}, patience));
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().message.ends_with("broke off before the answer was complete."));
    }
    SECTION("an address that is none") {
        const auto answer = finish(transport, transport.start({"GET", "ftp://somewhere/x", {}, ""}, patience));
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().message.starts_with("ftp://somewhere is not an address"));
    }
    SECTION("an answer beyond all measure") {
        CurlTransport::Options options;
        options.body_bytes_max = 10;
        CurlTransport modest(options);
        const test::OneShotServer server("\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n01234567890");
        const auto answer = finish(modest, modest.start({"GET", url(server.port()), {}, ""}, patience));
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().message.ends_with("is larger than can be taken."));
    }
}

TEST_CASE("silence ends with the time-out") {
    std::promise<void> released;
    BeastListener listener{BeastListener::Options{}};
    const auto handler = [&](const HttpRequest&) {
        released.get_future().wait();
        return HttpResponse{};
    };
    REQUIRE(listener.start("127.0.0.1", 0, handler).has_value());
    CurlTransport transport;
    const auto answer = finish(transport, transport.start({"GET", url(listener.port()), {}, ""}, Duration{100}));
    released.set_value();
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().message.ends_with("did not answer in time."));
}

TEST_CASE("waking ends a wait") {
    CurlTransport transport;
    std::promise<void> woken;
    std::thread sleeper([&] {
        transport.wait(Duration{600'000});
        woken.set_value();
    });
    transport.wake();
    CHECK(woken.get_future().wait_for(patience) == std::future_status::ready);
    sleeper.join();
}

TEST_CASE("a cancelled request has no answer") {
    std::promise<void> released;
    BeastListener listener{BeastListener::Options{}};
    const auto handler = [&](const HttpRequest&) {
        released.get_future().wait();
        return HttpResponse{};
    };
    REQUIRE(listener.start("127.0.0.1", 0, handler).has_value());
    CurlTransport transport;
    const auto handle = transport.start({"GET", url(listener.port()), {}, ""}, patience);
    transport.cancel(handle);
    CHECK_FALSE(transport.poll(handle).has_value());
    released.set_value();
}
