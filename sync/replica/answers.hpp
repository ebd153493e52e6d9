// sync/replica/answers.hpp: what a device makes of answers that are not the one it hoped for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/base/time.hpp"
#include "platform/ports/http.hpp"
#include "platform/ports/random.hpp"
#include "sync/protocol/problem.hpp"

namespace earshot::sync {

// Seconds of a Retry-After header (RFC 9110, 10.2.3); dates are not looked at, because clocks here may be wrong.
std::optional<Duration> retry_after(const platform::HttpHeaders& headers);
// The server's own words, or others where it has none.
std::string words_of(const Problem& problem, std::string_view otherwise);
// Statuses a store of Earshot never answers with: a hotel's login page, a proxy, another program.
bool is_of_a_stranger(int status);
// Three quarters to five quarters of it: devices that lost the same server at once do not all come back at once.
Duration jittered(Duration delay, platform::Random& random);
// `least` doubled for every failure before this one, `most` at most.
Duration doubled(Duration least, Duration most, int failures);

}  // namespace earshot::sync
