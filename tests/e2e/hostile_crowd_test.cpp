// Ten thousand strangers who hold connections, and one honest device among them.
#include <algorithm>
#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "platform/base/prng.hpp"
#include "platform/host/open_files.hpp"
#include "tests/e2e/company.hpp"
#include "tests/support/tcp.hpp"

namespace earshot::test {
namespace {

#ifdef __SANITIZE_THREAD__
constexpr double held_most = 900;  // MB; what the sanitizer notes of each piece of memory counts
#else
constexpr double held_most = 300;
#endif
constexpr std::size_t crowd_most = 10'500;  // more than the server has places for

double memory_mb(int process) {
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    for (std::string name; status >> name;) {
        if (name != "VmRSS:") continue;
        double kb = 0;
        status >> kb;
        return kb / 1024;
    }
    return 0;
}

}  // namespace

TEST_CASE("ten thousand strangers who only hold connections keep nobody out") {
    const std::uint64_t files = platform::raise_open_files_limit();
    const std::size_t crowd = std::min<std::size_t>(crowd_most, files > 500 ? files - 300 : 100);
    Company company;
    const std::string device = company.enrol("A");
    const double before = memory_mb(company.server.process_id());

    std::vector<std::unique_ptr<TcpClient>> strangers;
    int logged = 0;
    for (std::size_t i = 0; i < crowd; ++i) {
        strangers.push_back(std::make_unique<TcpClient>(company.server.port()));
        constexpr std::string_view beginnings[] = {"", "GET / HT", "POST /v1/exchange HTTP/1.1\r\nHost: a\r\nContent-",
                                                   "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n{"};
        strangers.back()->send(beginnings[i % std::size(beginnings)]);
        if (i % 3'000 != 2'999) continue;
        output_of(device, {"log", "--kind", "pain", "--words", "Nobody rang me back."});
        CHECK(synced(device).sent == 1);
        ++logged;
    }
    output_of(device, {"log", "--kind", "pain", "--words", "Nor the week after."});
    CHECK(synced(device).sent == 1);
    const double held = memory_mb(company.server.process_id()) - before;
    INFO(crowd << " connections, " << logged << " exchanges in between, " << held << " MB more");
    CHECK(held < held_most);
    strangers.clear();
    CHECK(synced(device).waiting == 0);
    CHECK(company.server.stop() == 0);
    WARN(crowd << " connections held " << held << " MB");
}

}  // namespace earshot::test
