// Bad weather: each says in plain words what happened and what is safe; nothing is lost; the next sync heals.
#include <csignal>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <sys/mount.h>
#include <unistd.h>

#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "sync/store/device_store.hpp"
#include "tests/e2e/company.hpp"
#include "tests/e2e/weather_proxy.hpp"
#include "tests/support/tcp.hpp"

namespace earshot::test {
namespace {

using Catch::Matchers::ContainsSubstring;

void set_setting(const std::string& data, const std::string& name, const std::string& value) {
    platform::HostFiles files;
    platform::HostClock clock;
    platform::HostRandom random;
    const auto store = sync::DeviceStore::open({.folder = data, .in_memory = false, .vfs = {}}, files, clock, random);
    REQUIRE(store);
    REQUIRE((*store)->set_setting(name, value));
}

std::string log_one(const std::string& data, const std::string& words) {
    return output_of(data, {"log", "--kind", "pain", "--words", words});
}

// Sync fails with these words, and says that what was written is safe.
void check_sync_fails(const std::string& data, const char* says) {
    const Outcome outcome = run_earshot(data, {"sync", "--once"});
    CHECK(outcome.code == 1);
    CHECK_THAT(outcome.out, ContainsSubstring("waiting "));
    CHECK_THAT(outcome.err, ContainsSubstring(says) && ContainsSubstring("safe on this device"));
    CHECK(outcome.err.find("again by itself") == std::string::npos);  // A command that has ended does not.
    CHECK(lines_of(outcome.err).size() == 1);
}

// A folder with little room: a small tmpfs, or files that may not grow, where this process may not mount one.
class SmallDisk {
public:
    enum class Made { by_mounting, by_limit };

    SmallDisk(std::string folder, Made made) : folder_(std::move(folder)) {
        REQUIRE(platform::HostFiles().make_folder(folder_));
        if (made == Made::by_mounting) mounted_ = ::mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=3m") == 0;
        limited_ = made == Made::by_limit;
    }
    ~SmallDisk() {
        if (mounted_) ::umount2(folder_.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    bool is_small() const { return mounted_ || limited_; }
    const std::string& folder() const { return folder_; }
    // Runs earshot on it.
    Outcome run(Arguments arguments) const {
        if (!limited_) return run_earshot(folder_, std::move(arguments));
        arguments.insert(arguments.begin(), {"-c", "ulimit -f 4096; exec \"$0\" \"$@\"", program_path("earshot"),
                                             "--data", folder_});  // 4096 blocks of 512 bytes
        return run_program("/bin/sh", arguments);
    }
    void make_room() {
        limited_ = false;
        if (mounted_) REQUIRE(::mount("tmpfs", folder_.c_str(), "tmpfs", MS_REMOUNT, "size=64m") == 0);
    }

private:
    std::string folder_;
    bool mounted_ = false, limited_ = false;
};

}  // namespace

TEST_CASE("the server is down") {
    Company company;
    const std::string a = company.enrol("A"), b = company.enrol("B");
    CHECK(company.server.stop() == 0);
    log_one(a, "Nobody rang me back.");  // The counter does not notice.
    check_sync_fails(a, "Nobody answers at http://127.0.0.1:");
    log_one(a, "Nor the week after.");
    company.server.start();
    CHECK(synced(a).sent == 2);
    synced(b);
    CHECK(exported(a) == exported(b));
    CHECK(lines_of(exported(b)).size() == 2);
}

TEST_CASE("the token is not accepted") {
    Company company;
    const std::string a = company.enrol("A"), b = company.enrol("B");
    log_one(a, "Nobody rang me back.");
    set_setting(a, "token", "not-the-token");
    check_sync_fails(a, "Join again with a new code");
    CHECK(number_in(output_of(a, {"status", "--json"}), "waiting") == 1);
    // A new code heals it.
    output_of(a, {"enrol", "--server", company.server.url(), "--code", company.server.new_code()});
    CHECK(synced(a).sent == 1);
    synced(b);
    CHECK(exported(a) == exported(b));
}

TEST_CASE("a device that was revoked is told so and keeps what it has") {
    Company company;
    const std::string a = company.enrol("A");
    log_one(a, "Nobody rang me back.");
    CHECK(company.server.run({"revoke", "A"}).code == 0);
    check_sync_fails(a, "revoked");
    CHECK(lines_of(exported(a)).size() == 1);
}

TEST_CASE("a code works once") {
    Company company;
    const std::string code = company.server.new_code();
    const std::string a = company.folder() + "/a", b = company.folder() + "/b";
    output_of(a, {"enrol", "--server", company.server.url(), "--code", code});
    const Outcome second = run_earshot(b, {"enrol", "--server", company.server.url(), "--code", code});
    CHECK(second.code == 1);
    CHECK_FALSE(second.err.empty());
    CHECK(text_in(output_of(b, {"status", "--json"}), "server").empty());
}

TEST_CASE("half an answer") {
    Company company;
    const std::string a = company.enrol("A"), b = company.enrol("B");
    synced(a);
    for (int i = 0; i < 30; ++i)
        log_one(a, "Told at the counter, number " + std::to_string(i));
    {
        WeatherProxy proxy(company.server.port(), 1);
        proxy.cut_answers(0, 1);
        set_setting(a, "server", proxy.url(0));
        check_sync_fails(a, "broke off before the answer was complete");
        CHECK(proxy.counts().answers_cut == 1);
        // The store took the stories, and this device does not know it. They wait, and go again.
        CHECK(number_in(output_of(a, {"status", "--json"}), "waiting") == 30);
        CHECK(synced(a).sent == 30);
    }
    set_setting(a, "server", company.server.url());
    CHECK(synced(a).sent == 0);
    synced(b);
    CHECK(exported(a) == exported(b));
    CHECK(lines_of(exported(b)).size() == 30);
}

TEST_CASE("somebody answers who is no store") {
    Company company;
    const std::string a = company.enrol("A");
    log_one(a, "Nobody rang me back.");
    {
        const OneShotServer stranger("\r\n\r\n",
                                     "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
        set_setting(a, "server", "http://127.0.0.1:" + std::to_string(stranger.port()));
        check_sync_fails(a, "incomplete or damaged");
    }
    set_setting(a, "server", company.server.url());
    CHECK(synced(a).sent == 1);
}

TEST_CASE("the disk is full") {
    Company company;
    const std::string b = company.enrol("B");
    const auto made = GENERATE(SmallDisk::Made::by_mounting, SmallDisk::Made::by_limit);
    SmallDisk disk(company.folder() + "/small", made);
    if (!disk.is_small()) SKIP("this process may not mount a tmpfs; the limit on file sizes is tried on its own");
    INFO((made == SmallDisk::Made::by_mounting ? "a tmpfs of 3 MB" : "files of at most 2 MB"));
    const std::string enrolled =
        disk.run({"enrol", "--server", company.server.url(), "--code", company.server.new_code()}).err;
    INFO(enrolled);

    // Fill it: stories of 30 KB until one does not fit.
    std::vector<std::string> ids;
    Outcome outcome;
    for (int i = 0; i < 200; ++i) {
        outcome = disk.run({"log", "--kind", "pain", "--words", std::string(30'000, 'w') + std::to_string(i)});
        if (outcome.code != 0) break;
        ids.push_back(outcome.out.substr(0, 36));
    }
    CHECK(outcome.code == 1);
    CHECK(outcome.out.empty());
    CHECK_THAT(outcome.err, ContainsSubstring("this last change is not saved"));
    REQUIRE(ids.size() > 5);

    disk.make_room();
    for (const std::string& id : ids)
        CHECK(disk.run({"show", id}).code == 0);
    CHECK(disk.run({"log", "--kind", "pain", "--words", "There is room again."}).code == 0);
    const Outcome sync = disk.run({"sync", "--once", "--json"});
    INFO(sync.err);
    CHECK(sync.code == 0);
    CHECK(number_in(sync.out, "waiting") == 0);
    synced(b);
    CHECK(lines_of(exported(b)).size() == ids.size() + 1);
    CHECK(exported(b) == exported(disk.folder()));
}

}  // namespace earshot::test
