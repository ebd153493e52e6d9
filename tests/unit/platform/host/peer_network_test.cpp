#include "platform/host/peer_network.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace earshot::platform;

TEST_CASE("a stranger is known by an address of the old kind or a network of the new") {
    struct Row {
        const char *why, *address, *network;
    };
    for (const Row& row : {Row{"IPv4", "192.0.2.7", "192.0.2.7"}, Row{"IPv4 in IPv6", "::ffff:192.0.2.7", "192.0.2.7"},
                           Row{"this machine", "127.0.0.1", "127.0.0.1"}, Row{"this machine by IPv6", "::1", "::1"},
                           Row{"IPv6", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"},
                           Row{"its neighbour", "2001:db8:1:2::9", "2001:db8:1:2::/64"},
                           Row{"no address", "unknown", ""}, Row{"nothing", "", ""}}) {
        INFO(row.why);
        CHECK(network_of(row.address) == row.network);
    }
    CHECK(is_loopback("127.0.0.2"));
    CHECK(is_loopback("::1"));
    CHECK_FALSE(is_loopback("192.0.2.7"));
}

TEST_CASE("of a chain of proxies the last word counts, for that is ours") {
    CHECK(last_forwarded("192.0.2.7") == "192.0.2.7");
    CHECK(last_forwarded("127.0.0.1, 192.0.2.7 ") == "192.0.2.7");
    CHECK(last_forwarded("").empty());
}
