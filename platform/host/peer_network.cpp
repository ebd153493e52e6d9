#include "platform/host/peer_network.hpp"

#include <algorithm>

#include <boost/asio/ip/address.hpp>

namespace earshot::platform {

namespace ip = boost::asio::ip;

std::string network_of(std::string_view text) {
    boost::system::error_code trouble;
    const ip::address address = ip::make_address(std::string(text), trouble);
    if (trouble) return {};
    if (address.is_v4()) return address.to_string();
    const ip::address_v6 six = address.to_v6();
    if (six.is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, six).to_string();
    if (six.is_loopback()) return "::1";
    ip::address_v6::bytes_type bytes = six.to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
    return ip::address_v6(bytes).to_string() + "/64";
}

bool is_loopback(std::string_view network) {
    return network == "::1" || network.starts_with("127.");
}

std::string_view last_forwarded(std::string_view header) {
    const std::size_t comma = header.rfind(',');
    std::string_view last = comma == std::string_view::npos ? header : header.substr(comma + 1);
    while (last.starts_with(' '))
        last.remove_prefix(1);
    while (last.ends_with(' '))
        last.remove_suffix(1);
    return last;
}

}  // namespace earshot::platform
