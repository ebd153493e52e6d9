// The device's end of TLS against the listener's: what is trusted, what is not, and the words for it.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "platform/curl/curl_transport.hpp"
#include "platform/host/beast_listener.hpp"
#include "platform/host/host_files.hpp"
#include "tests/support/certificates.hpp"
#include "tests/support/tcp.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace earshot;
using namespace earshot::platform;
using Catch::Matchers::ContainsSubstring;
using test::Certificate;

namespace {

constexpr Duration patience{60'000};

struct Encrypted {
    test::TemporaryFolder folder;
    test::TestAuthority authority{folder.path(), "company"};
    TlsFiles files;
    BeastListener listener;

    explicit Encrypted(const Certificate& certificate = {})
        : files(authority.issue(certificate)), listener(options(files)) {
        REQUIRE(listener.start("127.0.0.1", 0, [](const HttpRequest& request) {
            return HttpResponse{200, {}, request.body + request.target};
        }));
    }
    static BeastListener::Options options(const TlsFiles& files) {
        BeastListener::Options options;
        options.threads = 2;
        options.tls = files;
        options.refusal = [](int status) { return HttpResponse{status, {}, "refused " + std::to_string(status)}; };
        return options;
    }
    std::string url(const std::string& scheme = "https", const std::string& host = "127.0.0.1") const {
        return scheme + "://" + host + ":" + std::to_string(listener.port()) + "/here";
    }
};

Result<HttpResponse> ask(CurlTransport& transport, const std::string& url, const std::string& authorities,
                         const std::string& body = "") {
    HttpRequest request{"POST", url, {}, body, {}, authorities};
    const auto handle = transport.start(std::move(request), patience);
    for (;;) {
        if (auto answer = transport.poll(handle)) return std::move(*answer);
        transport.wait(patience);
    }
}

}  // namespace

TEST_CASE("a company's own authority is trusted where the request names it") {
    const Encrypted running;
    CurlTransport transport;
    const std::string large(2'000'000, 'x');
    for (const std::string& body : {std::string("hello"), large}) {
        const auto answer = ask(transport, running.url(), running.authority.pem(), body);
        INFO((answer ? "" : answer.error().message));
        REQUIRE(answer.has_value());
        CHECK(answer->body == body + "/here");
    }
}

TEST_CASE("a certificate that proves nothing is refused with the reason") {
    struct Row {
        const char* why;
        Certificate certificate;
        bool other_authority;
        const char* says;
    };
    for (const Row& row : {
             Row{"of another authority", {}, true, "is not trusted here. If the company has an authority of its own"},
             Row{"for another name", {.address = "DNS:store.example"}, false, "is for another name"},
             Row{"expired", {.valid_from_days = -20, .valid_for_days = -10}, false, "has expired, or the clock"},
             Row{"of tomorrow", {.valid_from_days = 2, .valid_for_days = 10}, false, "is not valid yet"},
         }) {
        INFO(row.why);
        const Encrypted running(row.certificate);
        const test::TestAuthority other(running.folder.path(), "other");
        CurlTransport transport;
        const auto answer = ask(transport, running.url(), row.other_authority ? other.pem() : running.authority.pem());
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().code == Errc::denied);
        CHECK_THAT(answer.error().message, ContainsSubstring(row.says) && ContainsSubstring("Nothing was sent to it."));
    }
}

TEST_CASE("authorities that are no certificate are told apart from certificates that prove nothing") {
    const Encrypted running;
    CurlTransport transport;
    const auto answer = ask(transport, running.url(), "hello");
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().code == Errc::denied);
}

TEST_CASE("plain HTTP where TLS is spoken is answered plainly") {
    const Encrypted running;
    test::TcpClient client(running.listener.port());
    client.send("POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
    const std::string answer = client.read_answer();
    CHECK(answer.starts_with("HTTP/1.1 421 "));
    CHECK(answer.ends_with("refused 421"));
}

TEST_CASE("TLS where plain HTTP is spoken is told in plain words") {
    BeastListener listener{BeastListener::Options{}};
    REQUIRE(listener.start("127.0.0.1", 0, [](const HttpRequest&) { return HttpResponse{}; }));
    CurlTransport transport;
    const auto answer = ask(transport, "https://127.0.0.1:" + std::to_string(listener.port()) + "/", "");
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().code == Errc::unavailable);
    CHECK_THAT(answer.error().message, ContainsSubstring("Does it speak TLS?"));
}

TEST_CASE("a handshake that never ends is ended") {
    const test::TemporaryFolder folder;
    const test::TestAuthority authority(folder.path(), "company");
    auto options = Encrypted::options(authority.issue({}));
    options.handshake_time = Duration{30};
    BeastListener listener(options);
    REQUIRE(listener.start("127.0.0.1", 0, [](const HttpRequest&) { return HttpResponse{}; }));
    const std::string said = GENERATE(as<std::string>(), "", "\x16\x03\x01\x02");
    test::TcpClient client(listener.port());
    client.send(said);
    CHECK(client.read_to_close().empty());
}

TEST_CASE("a new certificate is for new connections, a broken one for nobody") {
    Encrypted running;
    CurlTransport kept;
    REQUIRE(ask(kept, running.url(), running.authority.pem()).has_value());

    const test::TestAuthority next(running.folder.path(), "next");
    next.issue({});  // Over the files in use.
    REQUIRE(running.listener.reload_certificate());
    CHECK(ask(kept, running.url(), running.authority.pem()).has_value());  // Its connection is the old one.
    CurlTransport fresh;
    CHECK_FALSE(ask(fresh, running.url(), running.authority.pem()).has_value());
    CHECK(ask(fresh, running.url(), next.pem()).has_value());

    HostFiles files;
    REQUIRE(files.write_atomic(running.files.certificate, "-----BEGIN CERTIFICATE-----\nhalf of"));
    const auto reloaded = running.listener.reload_certificate();
    REQUIRE_FALSE(reloaded.has_value());
    CHECK_THAT(reloaded.error().message, ContainsSubstring(running.files.certificate));
    CurlTransport after;
    CHECK(ask(after, running.url(), next.pem()).has_value());
}

TEST_CASE("a listener without a usable certificate does not start") {
    BeastListener listener(Encrypted::options({"/nowhere/a.pem", "/nowhere/a.key"}));
    const auto started = listener.start("127.0.0.1", 0, [](const HttpRequest&) { return HttpResponse{}; });
    REQUIRE_FALSE(started.has_value());
    CHECK(started.error().code == Errc::not_found);
}
