#include "platform/host/host_files.hpp"

#include <array>
#include <chrono>
#include <filesystem>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/temporary_folder.hpp"

namespace earshot::platform {

using Catch::Matchers::ContainsSubstring;

TEST_CASE("a file is written whole, replaced whole, and leaves nothing else behind") {
    const test::TemporaryFolder folder;
    HostFiles files;
    const std::string path = folder.file("draft.json");
    REQUIRE(files.write_atomic(path, "first"));
    REQUIRE(files.write_atomic(path, std::string(200'000, 'x')));
    CHECK(files.read(path).value() == std::string(200'000, 'x'));
    CHECK(files.list(folder.path()).value() == std::vector<std::string>{"draft.json"});
}

TEST_CASE("folders are made with those above them, and making them again is fine") {
    const test::TemporaryFolder folder;
    HostFiles files;
    const std::string deep = folder.file("a/b/c");
    REQUIRE(files.make_folder(deep));
    REQUIRE(files.make_folder(deep));
    CHECK(files.exists(deep));
    REQUIRE(files.write_atomic(deep + "/z", ""));
    REQUIRE(files.write_atomic(deep + "/a", ""));
    REQUIRE(files.make_folder(deep + "/folders-are-not-files"));
    CHECK(files.list(deep).value() == std::vector<std::string>{"a", "z"});
}

TEST_CASE("a folder tells its files and folders, and when they changed") {
    const test::TemporaryFolder folder;
    HostFiles files;
    REQUIRE(files.write_atomic(folder.file("b.jpg"), "x"));
    REQUIRE(files.make_folder(folder.file("a")));
    std::filesystem::create_symlink("nowhere", folder.file("c.jpg"));
    std::filesystem::last_write_time(folder.file("b.jpg"),
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours{24});
    const auto entries = files.entries(folder.path());
    REQUIRE(entries);
    REQUIRE(entries->size() == 2);  // What points to nothing is left out.
    CHECK(entries->at(0).name == "a");
    CHECK(entries->at(0).is_folder);
    CHECK(entries->at(1).name == "b.jpg");
    CHECK_FALSE(entries->at(1).is_folder);
    const std::int64_t between = entries->at(0).changed.unix_ms - entries->at(1).changed.unix_ms;
    CHECK(between > 23 * 3'600'000);
    CHECK(between < 25 * 3'600'000);
    CHECK(files.entries(folder.file("none")).error().code == Errc::not_found);
}

TEST_CASE("a file grows from any place on, and is read in parts") {
    const test::TemporaryFolder folder;
    HostFiles files;
    const std::string path = folder.file("upload");
    REQUIRE(files.write_end(path, 0, "hello world"));
    REQUIRE(files.write_end(path, 5, ", you"));  // What came after is gone.
    CHECK(files.read(path).value() == "hello, you");
    CHECK(files.size(path).value() == 10);
    CHECK(files.read_part(path, 7, 100).value() == "you");
    CHECK(files.read_part(path, 0, 5).value() == "hello");
    CHECK(files.read_part(path, 10, 5).value().empty());
    CHECK_FALSE(files.write_end(path, 11, "a gap"));
    CHECK(files.read(path).value() == "hello, you");
    CHECK(files.size(folder.file("none")).error().code == Errc::not_found);
}

TEST_CASE("trouble names the path and what happened") {
    const test::TemporaryFolder folder;
    HostFiles files;
    const std::string missing = folder.file("missing");
    const auto read = files.read(missing);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == Errc::not_found);
    CHECK_THAT(read.error().message, ContainsSubstring(missing));
    CHECK(files.remove(missing).error().code == Errc::not_found);
    CHECK(files.write_atomic(missing + "/x", "").error().code == Errc::not_found);
    CHECK(files.list(missing).error().code == Errc::not_found);
    REQUIRE(files.write_atomic(folder.file("file"), ""));
    CHECK_FALSE(files.make_folder(folder.file("file")));
}

TEST_CASE("a file that moves takes the place of the one that had its name") {
    const test::TemporaryFolder folder;
    HostFiles files;
    REQUIRE(files.write_atomic(folder.file("new"), "new"));
    REQUIRE(files.write_atomic(folder.file("old"), "old"));
    REQUIRE(files.rename(folder.file("new"), folder.file("old")));
    CHECK(files.read(folder.file("old")).value() == "new");
    CHECK_FALSE(files.exists(folder.file("new")));
    CHECK(files.rename(folder.file("new"), folder.file("old")).error().code == Errc::not_found);
}

TEST_CASE("a removed file is gone") {
    const test::TemporaryFolder folder;
    HostFiles files;
    REQUIRE(files.write_atomic(folder.file("x"), "content"));
    REQUIRE(files.remove(folder.file("x")));
    CHECK_FALSE(files.exists(folder.file("x")));
}

TEST_CASE("a lock is held once, names its holder, and is free after it") {
    const test::TemporaryFolder folder;
    HostFiles files;
    const std::string path = folder.file("lock");
    {
        const auto held = files.lock(path);
        REQUIRE(held);
        const auto second = files.lock(path);
        REQUIRE_FALSE(second);
        CHECK(second.error().code == Errc::busy);
        CHECK_THAT(second.error().message, ContainsSubstring("process " + std::to_string(::getpid())));
    }
    CHECK(files.lock(path));
}

TEST_CASE("another process is told who holds the lock, and gets it when the holder is gone") {
    const test::TemporaryFolder folder;
    HostFiles files;
    const std::string path = folder.file("lock");
    std::array<int, 2> ready{}, leave{};
    REQUIRE(::pipe(ready.data()) == 0);
    REQUIRE(::pipe(leave.data()) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto held = HostFiles().lock(path);
        char byte = held ? 'y' : 'n';
        if (::write(ready[1], &byte, 1) != 1 || ::read(leave[0], &byte, 1) != 1) ::_exit(1);
        ::_exit(0);  // Without unlocking, as a crash would.
    }
    char byte = 0;
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    REQUIRE(byte == 'y');
    const auto refused = files.lock(path);
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().message, ContainsSubstring("process " + std::to_string(child)));
    REQUIRE(::write(leave[1], &byte, 1) == 1);
    REQUIRE(::waitpid(child, nullptr, 0) == child);
    CHECK(files.lock(path));
    for (const int end : {ready[0], ready[1], leave[0], leave[1]})
        ::close(end);
}

TEST_CASE("free space is told for files that are not there yet") {
    const test::TemporaryFolder folder;
    HostFiles files;
    CHECK(files.free_space(folder.path()).value() > 0);
    CHECK(files.free_space(folder.file("not-yet.db")).value() > 0);
    CHECK_FALSE(files.free_space(folder.file("no-folder/not-yet.db")));
}

}  // namespace earshot::platform
