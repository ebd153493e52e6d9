#include "platform/fake/memory_files.hpp"

#include <catch2/catch_test_macros.hpp>

namespace earshot::platform {

TEST_CASE("files in memory behave as on a disk") {
    MemoryFiles files;
    CHECK(files.write_atomic("/data/a", "x").error().code == Errc::not_found);
    REQUIRE(files.make_folder("/data/backups"));
    REQUIRE(files.write_atomic("/data/b", "2"));
    REQUIRE(files.write_atomic("/data/a", "1"));
    REQUIRE(files.write_atomic("/data/backups/c", "3"));
    CHECK(files.list("/data").value() == std::vector<std::string>{"a", "b"});
    CHECK(files.read("/data/a").value() == "1");
    REQUIRE(files.rename("/data/a", "/data/b"));
    CHECK(files.read("/data/b").value() == "1");
    REQUIRE(files.rename("/data/b", "/data/a"));
    CHECK(files.rename("/data/b", "/data/a").error().code == Errc::not_found);
    REQUIRE(files.remove("/data/a"));
    CHECK_FALSE(files.exists("/data/a"));
    CHECK(files.read("/data/a").error().code == Errc::not_found);
    CHECK(files.remove("/data/a").error().code == Errc::not_found);
    CHECK(files.list("/nowhere").error().code == Errc::not_found);
}

TEST_CASE("a folder in memory tells its files and folders, and when they changed") {
    MemoryFiles files;
    REQUIRE(files.make_folder("/data/a/deep"));
    REQUIRE(files.write_atomic("/data/b", "2"));
    files.set_changed("/data/b", WallTime{5});
    const auto entries = files.entries("/data");
    REQUIRE(entries);
    REQUIRE(entries->size() == 2);
    CHECK(entries->at(0).name == "a");
    CHECK(entries->at(0).is_folder);
    CHECK(entries->at(1).name == "b");
    CHECK(entries->at(1).changed == WallTime{5});
    CHECK(files.entries("/nowhere").error().code == Errc::not_found);
}

TEST_CASE("a full disk in memory keeps the former content") {
    MemoryFiles files;
    REQUIRE(files.make_folder("/data"));
    files.set_capacity(10);
    REQUIRE(files.write_atomic("/data/a", "12345"));
    CHECK(files.write_atomic("/data/a", "123456").error().code == Errc::full);
    CHECK(files.read("/data/a").value() == "12345");
    CHECK(files.free_space("/data").value() == 5);
}

TEST_CASE("a file in memory grows from any place on, and is read in parts") {
    MemoryFiles files;
    REQUIRE(files.make_folder("/data"));
    REQUIRE(files.write_end("/data/a", 0, "hello world"));
    REQUIRE(files.write_end("/data/a", 5, ", you"));
    CHECK(files.read("/data/a").value() == "hello, you");
    CHECK(files.size("/data/a").value() == 10);
    CHECK(files.read_part("/data/a", 7, 100).value() == "you");
    CHECK(files.read_part("/data/a", 11, 1).value().empty());
    CHECK_FALSE(files.write_end("/data/a", 11, "a gap"));
}

TEST_CASE("a lock in memory is held once") {
    MemoryFiles files;
    {
        const auto held = files.lock("/data/lock");
        REQUIRE(held);
        CHECK(files.lock("/data/lock").error().code == Errc::busy);
        CHECK(files.lock("/data/other"));
    }
    CHECK(files.lock("/data/lock"));
}

}  // namespace earshot::platform
