#include "platform/host/sha256.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <openssl/evp.h>

#include "platform/base/assert.hpp"

namespace earshot::platform {
namespace {

constexpr std::size_t digest_bytes = 32;
constexpr std::size_t piece_bytes = 1024 * 1024;

class Hash {
public:
    Hash() { EARSHOT_ASSERT(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1); }

    void add(std::string_view bytes) {
        EARSHOT_ASSERT(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
    }
    std::string hex() {
        constexpr std::string_view digits = "0123456789abcdef";
        std::array<unsigned char, digest_bytes> digest{};
        unsigned int length = 0;
        EARSHOT_ASSERT(EVP_DigestFinal_ex(context_.get(), digest.data(), &length) == 1 && length == digest.size());
        std::string text;
        for (const unsigned char byte : digest) {
            text += digits[byte >> 4];
            text += digits[byte & 15];
        }
        return text;
    }

private:
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> context_{EVP_MD_CTX_new()};
};

}  // namespace

std::string sha256_hex(std::string_view bytes) {
    Hash hash;
    hash.add(bytes);
    return hash.hex();
}

Result<std::string> sha256_of_file(const Files& files, const std::string& path) {
    Hash hash;
    for (std::uint64_t at = 0;;) {
        EARSHOT_TRY(const std::string piece, files.read_part(path, at, piece_bytes));
        if (piece.empty()) return hash.hex();
        hash.add(piece);
        at += piece.size();
    }
}

bool is_sha256_hex(std::string_view text) {
    return text.size() == 2 * digest_bytes && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

}  // namespace earshot::platform
