#include "platform/host/tls_identity.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>

#include <boost/asio/ssl/context.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <unistd.h>

#include "platform/base/assert.hpp"
#include "platform/host/permissions.hpp"

namespace earshot::platform {
namespace {

constexpr const char* suites_of_tls_1_2 = "ECDHE+AESGCM:ECDHE+CHACHA20";

Result<void> check_readable(const std::string& file, const char* what) {
    if (::access(file.c_str(), R_OK) == 0) return {};
    if (errno == ENOENT || errno == ENOTDIR)
        return Error{Errc::not_found, "There is no " + std::string(what) + " at " + file + "."};
    return Error{Errc::denied, "The " + std::string(what) + " " + file + " cannot be read: " + std::strerror(errno) +
                                   ". Let the user that the server runs as read it."};
}

Error not_usable(const std::string& file, const char* what, const char* advice) {
    std::array<char, 256> reason{};
    ERR_error_string_n(ERR_get_error(), reason.data(), reason.size());
    ERR_clear_error();
    return {Errc::invalid, "The " + std::string(what) + " " + file + " cannot be used: " + advice + " (OpenSSL says " +
                               reason.data() + ")."};
}

WallTime end_of(SSL_CTX* context) {
    const X509* const certificate = SSL_CTX_get0_certificate(context);
    EARSHOT_ASSERT(certificate != nullptr);
    std::tm end{};
    ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end);
    return WallTime{static_cast<std::int64_t>(::timegm(&end)) * 1'000};
}

}  // namespace

TlsIdentity::TlsIdentity()
    : context_(std::make_unique<boost::asio::ssl::context>(boost::asio::ssl::context::tls_server)) {}

TlsIdentity::~TlsIdentity() = default;

Result<std::shared_ptr<TlsIdentity>> TlsIdentity::load(const TlsFiles& files) {
    EARSHOT_CHECK(check_readable(files.certificate, "certificate"));
    EARSHOT_CHECK(check_readable(files.key, "private key"));
    const std::shared_ptr<TlsIdentity> identity(new TlsIdentity());
    SSL_CTX* const context = identity->context_->native_handle();
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(
        context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 0);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);  // Thousands of quiet connections hold little.
    EARSHOT_ASSERT(SSL_CTX_set_cipher_list(context, suites_of_tls_1_2) == 1);

    ERR_clear_error();
    if (SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) != 1)
        return not_usable(files.certificate, "certificate", "it is not a certificate in PEM form");
    // Without a passphrase; asking for one would hold up a server that nobody watches.
    SSL_CTX_set_default_passwd_cb(context, [](char*, int, int, void*) { return 0; });
    if (SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) != 1) {
        return not_usable(files.key, "private key",
                          "it is not a private key in PEM form without passphrase that belongs to the certificate");
    }
    if (SSL_CTX_check_private_key(context) != 1)
        return not_usable(files.key, "private key", "it does not belong to the certificate");
    identity->valid_until_ = end_of(context);
    identity->key_is_open_ = others_may_read(files.key);
    return identity;
}

}  // namespace earshot::platform
