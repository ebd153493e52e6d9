// platform/host/tls_identity.hpp: with what a listener proves who it is: a certificate and its private key, PEM files.
//
// TLS 1.2 is the least; with it only suites with forward secrecy and authenticated encryption (RFC 9325). Sessions are
// not resumed: devices keep their connections, and a ticket key that lives for months would undo forward secrecy.
//
// Threads  any
// Errors   not_found, denied and invalid, naming the file and what to do.
#pragma once

#include <memory>
#include <string>

#include "platform/base/result.hpp"
#include "platform/base/time.hpp"

namespace boost::asio::ssl {
class context;
}  // namespace boost::asio::ssl

namespace earshot::platform {

struct TlsFiles {
    std::string certificate;  // the listener's own first, then those between it and the authority
    std::string key;          // without a passphrase
};

class TlsIdentity {
public:
    static Result<std::shared_ptr<TlsIdentity>> load(const TlsFiles& files);
    ~TlsIdentity();
    TlsIdentity(const TlsIdentity&) = delete;
    TlsIdentity& operator=(const TlsIdentity&) = delete;

    WallTime valid_until() const { return valid_until_; }
    // Every user of this machine can read the key.
    bool key_is_open() const { return key_is_open_; }
    boost::asio::ssl::context& context() { return *context_; }

private:
    TlsIdentity();

    std::unique_ptr<boost::asio::ssl::context> context_;
    WallTime valid_until_;
    bool key_is_open_ = false;
};

}  // namespace earshot::platform
