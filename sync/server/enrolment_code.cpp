#include "sync/server/enrolment_code.hpp"

#include <array>

#include "platform/host/sha256.hpp"
#include "sync/protocol/enrolment.hpp"

namespace earshot::sync {

EnrolmentCode make_enrolment_code(Role role, std::string site, WallTime now, platform::Random& random) {
    EnrolmentCode code{{}, role, std::move(site), now + code_life};
    while (code.code.size() < code_length)
        code.code += code_letters[random.number() % code_letters.size()];
    return code;
}

std::string make_token(platform::Random& random) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::array<std::uint8_t, 32> bytes{};
    random.fill(bytes);
    std::string token;
    for (const std::uint8_t byte : bytes) {
        token += hex[byte >> 4];
        token += hex[byte & 15];
    }
    return token;
}

std::string hash_of_token(std::string_view token) {
    return platform::sha256_hex(token);
}

}  // namespace earshot::sync
