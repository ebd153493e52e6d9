#include "platform/host/tls_identity.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <sys/stat.h>

#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "tests/support/certificates.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace earshot;
using namespace earshot::platform;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("a certificate with its key says until when it is valid") {
    const test::TemporaryFolder folder;
    const test::TestAuthority authority(folder.path(), "company");
    const auto identity = TlsIdentity::load(authority.issue({.valid_for_days = 30}));
    REQUIRE(identity.has_value());
    const Duration left = (*identity)->valid_until() - HostClock().wall();
    CHECK(left > Duration{29 * 86'400'000LL});
    CHECK(left < Duration{31 * 86'400'000LL});
}

TEST_CASE("files that are no certificate and key are named") {
    const test::TemporaryFolder folder;
    const test::TestAuthority authority(folder.path(), "company");
    const TlsFiles one = authority.issue({.name = "one"}), two = authority.issue({.name = "two"});
    HostFiles files;
    REQUIRE(files.write_atomic(folder.file("text"), "hello"));
    struct Row {
        const char* why;
        TlsFiles files;
        Errc code;
        std::string says;
    };
    for (const Row& row : {
             Row{"no certificate",
                 {folder.file("none"), one.key},
                 Errc::not_found,
                 "no certificate at " + folder.file("none")},
             Row{"no key", {one.certificate, folder.file("none")}, Errc::not_found, "no private key at"},
             Row{"not a certificate", {folder.file("text"), one.key}, Errc::invalid, "not a certificate in PEM form"},
             Row{"not a key", {one.certificate, folder.file("text")}, Errc::invalid, "not a private key in PEM form"},
             Row{"a key of another", {one.certificate, two.key}, Errc::invalid, "belongs to the certificate"},
         }) {
        INFO(row.why);
        const auto identity = TlsIdentity::load(row.files);
        REQUIRE_FALSE(identity.has_value());
        CHECK(identity.error().code == row.code);
        CHECK_THAT(identity.error().message, ContainsSubstring(row.says));
    }
}

TEST_CASE("a key that everybody can read is noticed") {
    const test::TemporaryFolder folder;
    const test::TestAuthority authority(folder.path(), "company");
    const TlsFiles files = authority.issue({});
    CHECK_FALSE(TlsIdentity::load(files).value()->key_is_open());
    REQUIRE(::chmod(files.key.c_str(), 0644) == 0);
    CHECK(TlsIdentity::load(files).value()->key_is_open());
}
