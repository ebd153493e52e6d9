// tests/support/certificates.hpp: authorities and certificates made on the spot, for tests of TLS.
//
//   const TestAuthority authority(folder.path(), "company");
//   const platform::TlsFiles files = authority.issue({.name = "store"});
#pragma once

#include <string>

#include "platform/host/tls_identity.hpp"

namespace earshot::test {

struct Certificate {
    std::string name = "server";                    // of its files
    std::string address = "IP:127.0.0.1";           // what it is for: "IP:127.0.0.1", "DNS:store.example"
    int valid_from_days = -1, valid_for_days = 30;  // from today on; the second may be in the past
};

class TestAuthority {
public:
    // Writes <name>-ca.pem into the folder.
    TestAuthority(std::string folder, const std::string& name);
    ~TestAuthority();
    TestAuthority(const TestAuthority&) = delete;
    TestAuthority& operator=(const TestAuthority&) = delete;

    const std::string& file() const { return file_; }
    // As a device is given it.
    const std::string& pem() const { return pem_; }
    // Writes <name>.pem and <name>.key over what was there.
    platform::TlsFiles issue(const Certificate& wanted) const;

private:
    struct Keys;
    std::string folder_, file_, pem_;
    std::unique_ptr<Keys> keys_;
};

}  // namespace earshot::test
