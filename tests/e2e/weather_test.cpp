// Ten devices at once, through a network that turns away, breaks off, cuts, delays, holds back and falls apart. When it
// is whole again everybody goes on by itself and all agree, soon.
#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <sqlite3.h>

#include "platform/base/prng.hpp"
#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/pause.hpp"
#include "tests/e2e/company.hpp"
#include "tests/e2e/weather_proxy.hpp"
#include "tests/support/seed.hpp"

namespace earshot::test {
namespace {

using Passage = WeatherProxy::Passage;

constexpr int devices_count = 10;
constexpr int walls_count = 2;  // `earshot kiosk`, which keeps running and syncs by itself; the others sync when told
constexpr int rounds = 4;
// What is promised on a machine that has nothing else to do, and what a quiet round of syncing takes on such a one.
constexpr Duration agreed_within{10'000};
constexpr Duration quiet_round{1'500};
// A wall that was turned away so often in a row waits as long as it ever does.
constexpr int turned_away_in_a_row = 6;

struct Device {
    std::string data, name;
    int way = 0;
    std::optional<platform::ChildProcess> wall{};  // while it runs
    int written = 0;
};

// A copy of what another process writes to, as it is at this moment (sqlite.org/backup.html).
std::string copy_of(const Device& device) {
    std::string folder = device.data + "-copy";
    REQUIRE(platform::HostFiles().make_folder(folder));
    sqlite3 *from = nullptr, *to = nullptr;
    REQUIRE(sqlite3_open_v2((device.data + "/earshot.db").c_str(), &from, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_open((folder + "/earshot.db").c_str(), &to) == SQLITE_OK);
    sqlite3_busy_timeout(from, static_cast<int>(patience.count()));
    sqlite3_backup* backup = sqlite3_backup_init(to, "main", from, "main");
    REQUIRE(backup != nullptr);
    CHECK(sqlite3_backup_step(backup, -1) == SQLITE_DONE);
    CHECK(sqlite3_backup_finish(backup) == SQLITE_OK);
    sqlite3_close(to);
    sqlite3_close(from);
    return folder;
}

// Ten devices of one company, and the weather between them and their shared store.
class Crowd {
public:
    explicit Crowd(std::uint64_t seed) : chance_(seed), proxy_(company_.server.port(), devices_count, chance_.next()) {
        for (int i = 0; i < devices_count; ++i) {
            const std::string name = "D" + std::to_string(i), data = company_.folder() + "/" + name;
            output_of(data, {"enrol", "--server", proxy_.url(i), "--code", company_.server.new_code(), "--name", name});
            devices_.push_back({data, name, i});
        }
    }

    WeatherProxy& proxy() { return proxy_; }
    std::vector<Device>& devices() { return devices_; }
    bool is_wall(const Device& device) const { return device.way < walls_count; }

    // Stories and echoes on every device, without a network. A wall is closed meanwhile: one program at a time.
    void write() {
        std::vector<platform::ChildProcess> imports;
        for (Device& device : devices_) {
            close(device);
            const int stories = 1 + static_cast<int>(chance_.below(12));
            const std::string table = device.data + ".csv";
            REQUIRE(platform::HostFiles().write_atomic(table, table_of(device.name, device.written, stories)));
            device.written += stories;
            imports.push_back(
                start_earshot(device.data, {"import", table, "--map", "words=words,mood=mood,echoes=others"}));
        }
        for (auto& import : imports)
            REQUIRE(import.wait(patience) == 0);
        for (Device& device : devices_) {
            if (is_wall(device)) open(device);
        }
    }

    // Everybody but the walls, at once. `meanwhile` runs when those have ended whose way is not silent.
    std::vector<int> sync(const std::set<int>& silent = {}, const std::function<void()>& meanwhile = {}) {
        std::vector<platform::ChildProcess> syncs;
        for (Device& device : devices_) {
            if (!is_wall(device)) syncs.push_back(start_earshot(device.data, {"sync", "--once"}));
        }
        for (const bool late : {false, true}) {
            for (std::size_t i = 0; i < syncs.size(); ++i) {
                if (silent.contains(walls_count + static_cast<int>(i)) == late) REQUIRE(syncs[i].wait(patience));
            }
            if (!late && meanwhile) meanwhile();
        }
        std::vector<int> codes;
        for (auto& sync : syncs)
            codes.push_back(*sync.exit_code());
        return codes;
    }

    // Some ways shut, some silent; which of them are silent.
    std::set<int> cut_off(std::size_t count) {
        std::vector<int> ways(devices_count);
        std::iota(ways.begin(), ways.end(), 0);
        std::set<int> silent;
        for (std::size_t i = 0; i < count; ++i) {
            std::swap(ways[i], ways[i + chance_.below(ways.size() - i)]);
            const bool is_silent = chance_.chance(0.5);
            proxy_.set_passage(ways[i], is_silent ? Passage::silent : Passage::shut);
            if (is_silent) silent.insert(ways[i]);
        }
        return silent;
    }

    void brew() {
        const auto up_to = [&](double most) { return most * chance_.unit(); };
        proxy_.set_weather({.turns_away = up_to(0.25),
                            .breaks_off = up_to(0.1),
                            .cuts_answer = up_to(0.25),
                            .holds_back = up_to(0.3),
                            .delay_most = Duration{static_cast<std::int64_t>(chance_.below(80))},
                            .hold_most = Duration{static_cast<std::int64_t>(chance_.below(900))},
                            .pieces_most = 1 + static_cast<int>(chance_.below(6))});
    }

    std::string exported_by(Device& device) { return exported(device.wall ? copy_of(device) : device.data); }
    bool all_agree() {
        const std::string first = exported_by(devices_.front());
        return lines_of(first).size() == stories() &&
               std::all_of(devices_.begin() + 1, devices_.end(),
                           [&](Device& device) { return exported_by(device) == first; });
    }
    std::size_t stories() const {
        return std::accumulate(
            devices_.begin(), devices_.end(), std::size_t{0},
            [](std::size_t sum, const Device& one) { return sum + static_cast<std::size_t>(one.written); });
    }
    std::size_t stories_of_the_server() {
        return lines_of(company_.server.run({"export", "--kind", "story"}).out).size();
    }

    void open(Device& device) {
        device.wall = platform::ChildProcess::start({.program = program_path("earshot"),
                                                     .arguments = {"--data", device.data, "kiosk", "--size", "640x480"},
                                                     .environment = {"SDL_VIDEODRIVER=dummy"},
                                                     .output_file = device.data + ".out",
                                                     .error_file = device.data + ".err"})
                          .value();
    }
    void close(Device& device) {
        if (device.wall) device.wall->end(patience);
        device.wall.reset();
    }

private:
    Prng chance_;
    Company company_;
    WeatherProxy proxy_;
    std::vector<Device> devices_;
};

void check_words(Crowd& crowd, const std::string& everything) {
    std::set<std::string> words;
    std::int64_t echoes = 0, expected_echoes = 0;
    for (const std::string& line : lines_of(everything)) {
        CHECK(words.insert(text_in(line, "words")).second);  // Nothing doubled.
        echoes += number_in(line, "echoes");
    }
    for (const Device& device : crowd.devices()) {
        for (int i = 0; i < device.written; ++i) {
            INFO(device.name << " " << i);
            CHECK(words.contains(device.name + " " + std::to_string(i) + ": they said eight, it was ten."));
            expected_echoes += i % 3;
        }
    }
    CHECK(echoes == expected_echoes);
}

}  // namespace

TEST_CASE("ten devices go through bad weather and agree soon after its end") {
    const std::uint64_t seed = test::seed();
    INFO("replay with TEST_SEED=" << seed);
    const platform::HostClock clock;
    Crowd crowd(seed);
    WeatherProxy& proxy = crowd.proxy();
    // How slow this machine is just now: everything below waits in proportion.
    const auto time_of_a_quiet_round = [&] {
        const Instant start = clock.monotonic();
        crowd.sync();
        crowd.all_agree();
        return clock.monotonic() - start;
    };
    const Duration before = time_of_a_quiet_round();

    for (int round = 0; round < rounds; ++round) {
        crowd.brew();
        crowd.write();
        const std::set<int> silent = crowd.cut_off(3);
        // What is silent speaks again, or is shut: then the connections that waited end.
        for (const int code : crowd.sync(silent, [&] {
                 for (const int way : silent)
                     proxy.set_passage(way, way % 2 == 0 ? Passage::open : Passage::shut);
             }))
            CHECK((code == 0 || code == 1));
        for (int way = 0; way < devices_count; ++way)
            proxy.set_passage(way, Passage::open);
    }

    // Then the network falls apart altogether, for as long as it takes until the walls have given up hurrying.
    crowd.write();
    std::vector<int> turned_away;
    for (int way = 0; way < devices_count; ++way) {
        proxy.set_passage(way, Passage::shut);
        turned_away.push_back(proxy.turned_away(way));
    }
    for (const int code : crowd.sync())
        CHECK(code == 1);
    const Instant patience_end = clock.monotonic() + patience;
    for (int way = 0; way < walls_count; ++way) {
        while (proxy.turned_away(way) < turned_away[static_cast<std::size_t>(way)] + turned_away_in_a_row &&
               clock.monotonic() < patience_end)
            platform::pause(Duration{5});
        CHECK(proxy.turned_away(way) >= turned_away[static_cast<std::size_t>(way)] + turned_away_in_a_row);
    }

    proxy.heal();
    const Instant healed = clock.monotonic();
    for (const int code : crowd.sync())
        CHECK(code == 0);
    Instant agreed = Instant::never();
    while (agreed == Instant::never() && clock.monotonic() < healed + patience) {
        crowd.sync();
        const Instant looked = clock.monotonic();
        if (crowd.all_agree()) agreed = looked;
    }
    const Duration after = time_of_a_quiet_round();
    const double slowness =
        std::max(1.0, static_cast<double>(std::max(before, after).count()) / static_cast<double>(quiet_round.count()));
    const WeatherProxy::Counts counts = proxy.counts();
    INFO("quiet rounds took " << before.count() << " and " << after.count() << " ms; agreed "
                              << (agreed - healed).count() << " ms after the end");
    INFO(counts.connections << " connections, " << counts.turned_away << " turned away, " << counts.broken_off
                            << " broken off, " << counts.answers_cut << " answers cut, " << counts.held_back
                            << " pieces held back, " << counts.overtaken << " overtaken");
    CHECK(static_cast<double>((agreed - healed).count()) <= slowness * static_cast<double>(agreed_within.count()));
    // A storm that never came proves nothing.
    CHECK(counts.broken_off + counts.answers_cut > 0);
    CHECK(counts.held_back > 0);
    CHECK(counts.overtaken > 0);

    for (Device& device : crowd.devices())
        crowd.close(device);
    const std::string everything = exported(crowd.devices().front().data);
    for (const Device& device : crowd.devices()) {
        INFO(device.name);
        CHECK(exported(device.data) == everything);
        CHECK(number_in(output_of(device.data, {"status", "--json"}), "waiting") == 0);
        CHECK(run_earshot(device.data, {"doctor"}).out.find("wrong") == std::string::npos);
    }
    check_words(crowd, everything);
    CHECK(crowd.stories_of_the_server() == crowd.stories());
}

}  // namespace earshot::test
