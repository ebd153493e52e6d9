// kill -9 of any of the three at any moment.
#include <csignal>
#include <cstdlib>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "platform/base/prng.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/pause.hpp"
#include "tests/e2e/company.hpp"
#include "tests/support/seed.hpp"

namespace earshot::test {
namespace {

int rounds() {
    const char* wanted = std::getenv("E2E_ROUNDS");
    return wanted ? std::atoi(wanted) : 15;
}

struct Device {
    std::string data, name;
    int written = 0;                       // rows of its tables so far
    std::set<std::string> acknowledged{};  // words that a command said are kept
    std::set<std::string> attempted{};     // words that may be kept: the command was killed before it could say
};

std::string words_of(const Device& device, int number) {
    return device.name + " " + std::to_string(number) + ": they said eight, it was ten.";
}

// Writes some stories in a process that may be killed. Whether it was, before it had ended.
bool write(Device& device, Prng& prng, bool kill_it) {
    const int stories = 1 + static_cast<int>(prng.below(20));
    const std::string table = device.data + ".csv";
    REQUIRE(platform::HostFiles().write_atomic(table, table_of(device.name, device.written, stories)));
    auto import = start_earshot(device.data, {"import", table, "--map", "words=words,mood=mood,echoes=others"});
    if (kill_it) {
        platform::pause(Duration{static_cast<std::int64_t>(prng.below(20))});
        import.kill();
    }
    const auto code = import.wait(patience);
    for (int i = 0; i < stories; ++i)
        (code == 0 ? device.acknowledged : device.attempted).insert(words_of(device, device.written + i));
    device.written += stories;
    return code == 128 + SIGKILL;
}

std::set<std::string> words_in(const std::string& export_text, std::size_t& stories) {
    std::set<std::string> words;
    for (const std::string& line : lines_of(export_text)) {
        words.insert(text_in(line, "words"));
        stories += 1;
    }
    return words;
}

void check_device(const Device& device, const std::set<std::string>& everywhere) {
    for (const std::string& words : device.acknowledged) {
        INFO(words);
        CHECK(everywhere.contains(words));
    }
}

}  // namespace

TEST_CASE("a kill at any moment loses nothing") {
    const std::uint64_t seed = test::seed();
    INFO("replay with TEST_SEED=" << seed);
    Prng prng(seed);
    Company company;
    std::vector<Device> devices{{company.enrol("A"), "A"}, {company.enrol("B"), "B"}};
    int servers = 0, in_the_middle = 0;  // Killed; of the devices' programs those that had not ended yet.

    const int count = rounds();
    for (int round = 0; round < count; ++round) {
        enum class Victim { server, first, second, writer };
        const auto victim = static_cast<Victim>(prng.below(4));
        for (Device& device : devices)
            in_the_middle += write(device, prng, victim == Victim::writer && prng.chance(0.5)) ? 1 : 0;
        auto first = start_earshot(devices[0].data, {"sync", "--once"});
        auto second = start_earshot(devices[1].data, {"sync", "--once"});
        platform::pause(Duration{static_cast<std::int64_t>(prng.below(35))});
        if (victim == Victim::server) {
            company.server.kill();
            servers += 1;
        } else if (victim != Victim::writer) {
            (victim == Victim::first ? first : second).kill();
        }
        for (platform::ChildProcess* sync : {&first, &second}) {
            REQUIRE(sync->wait(patience));
            in_the_middle += sync->exit_code() == 128 + SIGKILL ? 1 : 0;
        }
        if (!company.server.is_running()) company.server.start();
    }
    INFO(servers << " times the server was killed, " << in_the_middle << " times a device in the middle of its work");

    // Then the weather clears.
    for (int i = 0; i < 2; ++i) {
        for (Device& device : devices)
            CHECK(synced(device.data).waiting == 0);
    }
    const std::string here = exported(devices[0].data), there = exported(devices[1].data);
    CHECK(here == there);
    std::size_t stories = 0;
    const std::set<std::string> everywhere = words_in(here, stories);
    CHECK(everywhere.size() == stories);  // Nothing doubled.
    for (const Device& device : devices)
        check_device(device, everywhere);
    std::size_t most = 0;
    for (const Device& device : devices)
        most += device.acknowledged.size() + device.attempted.size();
    CHECK(stories <= most);
    // The server holds them too, and finds itself sound.
    CHECK(lines_of(company.server.run({"export", "--kind", "story"}).out).size() == stories);
    const Outcome examined = company.server.run({"doctor"});
    CHECK((examined.code == 0 || examined.err.find("The data itself is sound.") != std::string::npos));
    for (const Device& device : devices)
        CHECK(run_earshot(device.data, {"doctor"}).out.find("wrong") == std::string::npos);
    // Echoes came along, each once: the tables say how many.
    std::int64_t echoes = 0;
    for (const std::string& line : lines_of(here))
        echoes += number_in(line, "echoes");
    std::int64_t expected = 0;
    for (const std::string& words : everywhere)
        expected += std::stoi(words.substr(2)) % 3;
    CHECK(echoes == expected);
}

}  // namespace earshot::test
