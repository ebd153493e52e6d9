#include "platform/host/sha1.hpp"

#include <array>

#include <openssl/evp.h>

#include "platform/base/assert.hpp"

namespace earshot::platform {

std::string sha1_hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<unsigned char, 20> digest{};
    unsigned int length = 0;
    EARSHOT_ASSERT(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha1(), nullptr) == 1);
    EARSHOT_ASSERT(length == digest.size());
    std::string text;
    for (const unsigned char byte : digest) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

}  // namespace earshot::platform
