#include "tests/support/certificates.hpp"

#include <cstdio>
#include <fstream>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include "platform/base/assert.hpp"

namespace earshot::test {
namespace {

template <auto release>
struct Release {
    template <class T>
    void operator()(T* object) const {
        release(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Paper = std::unique_ptr<X509, Release<X509_free>>;

void add_extension(X509* paper, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, paper, nullptr, nullptr, 0);
    X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    EARSHOT_ASSERT(extension != nullptr);
    X509_add_ext(paper, extension, -1);
    X509_EXTENSION_free(extension);
}

Paper make_paper(const std::string& name, EVP_PKEY* key, int from_days, int for_days, X509* issuer, EVP_PKEY* signer,
                 const std::string& address) {
    static long serial = 0;
    Paper paper(X509_new());
    X509_set_version(paper.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(paper.get()), ++serial);
    constexpr long day = 86'400;
    X509_gmtime_adj(X509_getm_notBefore(paper.get()), from_days * day);
    X509_gmtime_adj(X509_getm_notAfter(paper.get()), for_days * day);
    X509_NAME* const subject = X509_get_subject_name(paper.get());
    const auto* const text = reinterpret_cast<const unsigned char*>(name.c_str());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, text, -1, -1, 0);
    X509* const above = issuer ? issuer : paper.get();
    X509_set_issuer_name(paper.get(), X509_get_subject_name(above));
    X509_set_pubkey(paper.get(), key);
    if (issuer) {
        add_extension(paper.get(), above, NID_subject_alt_name, address);
    } else {
        add_extension(paper.get(), above, NID_basic_constraints, "critical,CA:TRUE");
        add_extension(paper.get(), above, NID_key_usage, "critical,keyCertSign");
    }
    EARSHOT_ASSERT(X509_sign(paper.get(), signer, EVP_sha256()) > 0);
    return paper;
}

template <class Write>
void write_file(const std::string& file, Write write) {
    std::FILE* const out = std::fopen(file.c_str(), "w");
    EARSHOT_ASSERT(out != nullptr && write(out) == 1);
    EARSHOT_ASSERT(std::fclose(out) == 0);
}

void write_paper(const std::string& file, X509* paper) {
    write_file(file, [&](std::FILE* out) { return PEM_write_X509(out, paper); });
}

}  // namespace

struct TestAuthority::Keys {
    Key key;
    Paper paper;
};

TestAuthority::TestAuthority(std::string folder, const std::string& name)
    : folder_(std::move(folder)), file_(folder_ + "/" + name + "-ca.pem"), keys_(std::make_unique<Keys>()) {
    keys_->key = Key(EVP_EC_gen("P-256"));
    keys_->paper = make_paper(name, keys_->key.get(), -1, 30, nullptr, keys_->key.get(), {});
    write_paper(file_, keys_->paper.get());
    std::ifstream in(file_);
    pem_.assign(std::istreambuf_iterator<char>(in), {});
}

TestAuthority::~TestAuthority() = default;

platform::TlsFiles TestAuthority::issue(const Certificate& wanted) const {
    const platform::TlsFiles files{folder_ + "/" + wanted.name + ".pem", folder_ + "/" + wanted.name + ".key"};
    const Key key(EVP_EC_gen("P-256"));
    const Paper paper = make_paper(wanted.name, key.get(), wanted.valid_from_days, wanted.valid_for_days,
                                   keys_->paper.get(), keys_->key.get(), wanted.address);
    write_paper(files.certificate, paper.get());
    write_file(files.key, [&](std::FILE* out) {
        return PEM_write_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    ::chmod(files.key.c_str(), 0600);
    return files;
}

}  // namespace earshot::test
