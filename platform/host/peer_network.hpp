// platform/host/peer_network.hpp: by what a stranger is known: an IPv4 address, or the /64 network of an IPv6 address,
// for one person has at least all of that (RFC 6177).
#pragma once

#include <string>
#include <string_view>

namespace earshot::platform {

// An IPv4 address in an IPv6 one is the IPv4 address; ::1 stays itself. Empty for what is no address.
std::string network_of(std::string_view address);
bool is_loopback(std::string_view network);
// The address that a proxy saw: the last of its X-Forwarded-For, for those before it are what the stranger claims.
std::string_view last_forwarded(std::string_view header);

}  // namespace earshot::platform
