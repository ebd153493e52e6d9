#include "platform/host/sha256.hpp"

#include <array>

#include <openssl/evp.h>

#include "platform/base/assert.hpp"

namespace earshot::platform {

std::string sha256_hex(std::string_view bytes) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::array<unsigned char, 32> digest{};
    unsigned int length = 0;
    EARSHOT_ASSERT(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) == 1);
    EARSHOT_ASSERT(length == digest.size());
    std::string text;
    for (const unsigned char byte : digest) {
        text += hex[byte >> 4];
        text += hex[byte & 15];
    }
    return text;
}

}  // namespace earshot::platform
