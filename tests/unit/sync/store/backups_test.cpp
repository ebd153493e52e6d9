#include "sync/store/backups.hpp"

#include <filesystem>
#include <fstream>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/support/faulty_disk.hpp"
#include "tests/unit/sync/store/store_fixture.hpp"

namespace earshot::sync {
namespace {

using Catch::Matchers::ContainsSubstring;
using test_store::Device;

std::vector<std::string> names_in(Device& device, const std::string& folder) {
    return device.files.list(device.file(folder)).value();
}

}  // namespace

TEST_CASE("a backup is one file with everything, and opens as a store") {
    Device device;
    const Id id = device.log("kept");
    device.echo(id);
    REQUIRE(device.store->backup(device.file("copy.db")));
    device.log("later");
    CHECK(names_in(device, "") ==
          std::vector<std::string>{"copy.db", "earshot.db", "earshot.db-shm", "earshot.db-wal", "earshot.lock"});

    REQUIRE(device.files.make_folder(device.file("restored")));
    std::filesystem::copy_file(device.file("copy.db"), device.file("restored/earshot.db"));
    const auto restored =
        DeviceStore::open({.folder = device.file("restored")}, device.files, device.clock, device.random);
    REQUIRE(restored);
    const auto rows = (*restored)->list({})->rows;
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].words == "kept");
    CHECK(rows[0].echoes == 1);
    CHECK((*restored)->device() != device.store->device());  // It goes on as a device of its own.
    CHECK((*restored)->examine()->empty());
}

TEST_CASE("a backup takes nobody's place") {
    Device device;
    device.log("words");
    REQUIRE(device.files.write_atomic(device.file("copy.db"), "somebody's"));
    const auto copied = device.store->backup(device.file("copy.db"));
    REQUIRE_FALSE(copied);
    CHECK(copied.error().code == Errc::invalid);
    CHECK(device.files.read(device.file("copy.db")).value() == "somebody's");
    CHECK_FALSE(device.store->backup(device.file("no/such/folder/copy.db")));
}

TEST_CASE("one backup a day, the last seven kept") {
    Device device;
    for (int day = 0; day < 10; ++day) {
        device.log("day " + std::to_string(day));
        REQUIRE(device.store->roll_backup());
        device.log("later that day");
        REQUIRE(device.store->roll_backup());
        device.clock.advance(std::chrono::hours{24});
    }
    REQUIRE(device.files.write_atomic(device.file("backups/notes.txt"), "mine"));
    REQUIRE(device.store->roll_backup());
    const auto names = names_in(device, "backups");
    REQUIRE(names.size() == 8);
    CHECK(names.front() == "earshot-2026-11-07.db");
    CHECK(names[6] == "earshot-2026-11-13.db");
    CHECK(names.back() == "notes.txt");
}

TEST_CASE("a damaged database does not push good backups out") {
    Device device;
    for (int i = 0; i < 600; ++i)
        device.log("words " + std::to_string(i));
    REQUIRE(device.store->roll_backup());
    device.store.reset();
    {
        // Beyond what every opening reads.
        std::fstream file(device.file("earshot.db"), std::ios::in | std::ios::out | std::ios::binary);
        const auto size = std::filesystem::file_size(device.file("earshot.db"));
        for (std::uintmax_t at = 80 * 4'096; at < size; at += 4'096) {
            file.seekp(static_cast<std::streamoff>(at));
            file.write("\0\0\0\0\0\0\0\0", 8);
        }
    }
    device.open();  // The end was clean, so nobody looked.
    device.clock.advance(std::chrono::hours{24});
    const auto rolled = device.store->roll_backup();
    REQUIRE_FALSE(rolled);
    CHECK(rolled.error().code == Errc::corrupt);
    CHECK_THAT(rolled.error().message, ContainsSubstring("earshot-2026-11-03.db"));
    CHECK(names_in(device, "backups") == std::vector<std::string>{"earshot-2026-11-03.db"});
}

TEST_CASE("a backup that fails leaves nothing behind, and the next one works") {
    test::FaultyDisk disk;
    Device device(1, disk.name());
    device.log("words");
    disk.fail_after(3, 13 /* SQLITE_FULL */);
    const auto copied = device.store->backup(device.file("copy.db"));
    REQUIRE_FALSE(copied);
    CHECK(copied.error().code == Errc::full);
    CHECK_FALSE(device.files.exists(device.file("copy.db")));
    CHECK_FALSE(device.files.exists(device.file("copy.db.part")));
    disk.heal();
    REQUIRE(device.store->backup(device.file("copy.db")));
    CHECK(device.found({}) == "words");
}

}  // namespace earshot::sync
