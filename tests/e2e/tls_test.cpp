// The shared store speaks TLS with a certificate of the company's own authority, and gets a new one while it serves.
#include <csignal>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <sys/stat.h>

#include "platform/host/host_files.hpp"
#include "platform/host/pause.hpp"
#include "tests/e2e/company.hpp"
#include "tests/support/certificates.hpp"

namespace earshot::test {
namespace {

using Catch::Matchers::ContainsSubstring;

std::string log_of(const Server& server) {
    return platform::HostFiles().read(server.log_file()).value();
}

// SIGHUP, and waits until the log says what became of it.
void hang_up(Server& server, const std::string& event) {
    const std::size_t before = log_of(server).size();
    REQUIRE(::kill(server.process_id(), SIGHUP) == 0);
    for (int i = 0; i < 60'000 && log_of(server).find(event, before) == std::string::npos; ++i)
        platform::pause(Duration{1});
    REQUIRE(log_of(server).find(event, before) != std::string::npos);
}

}  // namespace

TEST_CASE("a company with an authority of its own syncs by TLS, also after its certificate was renewed") {
    const TemporaryFolder folder;
    const TestAuthority authority(folder.path(), "company");
    const platform::TlsFiles files = authority.issue({});
    Server server(folder.file("server"));
    server.start({"--tls-cert", files.certificate, "--tls-key", files.key});
    CHECK(server.url().starts_with("https://"));
    const std::string a = folder.file("a"), b = folder.file("b");
    const std::string code = server.new_code();

    // Not trusted: nothing is sent, and the code is as good as before.
    const Outcome distrusted = run_earshot(a, {"enrol", "--server", server.url(), "--code", code});
    CHECK(distrusted.code == 1);
    CHECK_THAT(distrusted.err, ContainsSubstring("is not trusted here") && ContainsSubstring("--ca FILE"));
    // Without TLS at all.
    const std::string plain = "http://" + server.url().substr(std::string("https://").size());
    const Outcome unencrypted = run_earshot(a, {"enrol", "--server", plain, "--code", code});
    CHECK(unencrypted.code == 1);
    CHECK_THAT(unencrypted.err, ContainsSubstring("https://"));
    // With a file that is no certificate.
    CHECK(run_earshot(a, {"enrol", "--server", server.url(), "--code", code, "--ca", files.key}).code == 2);

    output_of(a, {"enrol", "--server", server.url(), "--code", code, "--ca", authority.file()});
    output_of(b, {"enrol", "--server", server.url(), "--code", server.new_code(), "--ca", authority.file()});
    output_of(a, {"log", "--kind", "pain", "--words", "Nobody rang me back."});
    CHECK(synced(a).sent == 1);
    CHECK(synced(b).received == 1);
    CHECK_THAT(run_earshot(a, {"doctor"}).out, ContainsSubstring(server.url() + " answers"));

    authority.issue({.valid_for_days = 60});
    hang_up(server, " certificate ");
    output_of(a, {"log", "--kind", "pain", "--words", "Nor the week after."});
    CHECK(synced(a).sent == 1);

    platform::HostFiles host;
    REQUIRE(host.write_atomic(files.certificate, "half of a cert"));
    hang_up(server, " certificate_kept ");
    CHECK(synced(b).received == 1);
    CHECK(server.stop() == 0);
}

TEST_CASE("a key that others can read is warned of") {
    const TemporaryFolder folder;
    const TestAuthority authority(folder.path(), "company");
    const platform::TlsFiles files = authority.issue({.valid_for_days = 3});
    REQUIRE(::chmod(files.key.c_str(), 0644) == 0);
    Server server(folder.file("server"));
    server.start({"--tls-cert", files.certificate, "--tls-key", files.key});
    CHECK_THAT(log_of(server),
               ContainsSubstring("warning key_is_open") && ContainsSubstring("warning certificate_ends"));
    CHECK(server.stop() == 0);
}

}  // namespace earshot::test
