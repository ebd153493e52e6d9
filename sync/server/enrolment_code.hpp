// sync/server/enrolment_code.hpp: codes for people to type and tokens for devices to keep.
#pragma once

#include "platform/ports/random.hpp"
#include "sync/server/shared_store.hpp"

namespace earshot::sync {

inline constexpr Duration code_life{10 * 60'000};

EnrolmentCode make_enrolment_code(Role role, std::string site, WallTime now, platform::Random& random);
// 256 bits of chance as 64 hex digits.
std::string make_token(platform::Random& random);
// What the shared store keeps instead of the token. Tokens are pure chance, so a plain hash cannot be guessed
// backwards.
std::string hash_of_token(std::string_view token);

}  // namespace earshot::sync
