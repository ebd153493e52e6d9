#include "platform/host/host_random.hpp"

#include <set>

#include <catch2/catch_test_macros.hpp>

namespace earshot::platform {

TEST_CASE("ids made in the same millisecond differ and keep their time") {
    HostRandom random;
    std::set<Id> ids;
    for (int i = 0; i < 1'000; ++i)
        ids.insert(random.uuid7({1'793'701'200'000}));
    CHECK(ids.size() == 1'000);
    CHECK(time_of(*ids.begin()) == 1'793'701'200'000);
    CHECK(time_of(*ids.rbegin()) == 1'793'701'200'000);
}

TEST_CASE("large requests for chance are filled to the end") {
    HostRandom random;
    std::vector<std::uint8_t> bytes(100'000, 0);
    random.fill(bytes);
    // 1,000 zero bytes in a row at the end have a chance of 1 in 256^1000.
    CHECK(std::set<std::uint8_t>(bytes.end() - 1'000, bytes.end()).size() > 1);
}

}  // namespace earshot::platform
