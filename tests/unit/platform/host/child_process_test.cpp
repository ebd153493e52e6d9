#include "platform/host/child_process.hpp"

#include <csignal>

#include <catch2/catch_test_macros.hpp>

#include "platform/host/host_files.hpp"
#include "platform/host/program_folder.hpp"
#include "platform/host/scratch_folder.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot::platform {
namespace {

constexpr Duration long_enough{60'000};

ChildProcess::Command shell(std::string script) {
    return {.program = "/bin/sh", .arguments = {"-c", std::move(script)}};
}

}  // namespace

TEST_CASE("a child's output, words and exit code reach us") {
    const test::TemporaryFolder folder;
    ChildProcess::Command command = shell("echo data; echo words >&2; exit 3");
    command.output_file = folder.file("out");
    command.error_file = folder.file("err");
    auto child = ChildProcess::start(command);
    REQUIRE(child);
    CHECK(child->wait(long_enough) == 3);
    CHECK(child->exit_code() == 3);
    const HostFiles files;
    CHECK(files.read(folder.file("out")).value() == "data\n");
    CHECK(files.read(folder.file("err")).value() == "words\n");
}

TEST_CASE("what a run before printed is gone as soon as the next has started") {
    const test::TemporaryFolder folder;
    HostFiles files;
    for (int run = 0; run < 20; ++run) {  // Emptied by the child, a few of these would still be full.
        ChildProcess::Command command = shell("exec sleep 600");
        for (std::string* file : {&command.output_file, &command.error_file}) {
            *file = folder.file(file == &command.output_file ? "out" : "err");
            REQUIRE(files.write_atomic(*file, "of the run before\n"));
        }
        auto child = ChildProcess::start(command);
        REQUIRE(child);
        CHECK(files.read(command.output_file).value().empty());
        CHECK(files.read(command.error_file).value().empty());
    }
}

TEST_CASE("a file that cannot be opened is told before anything is started") {
    const test::TemporaryFolder folder;
    ChildProcess::Command command = shell("exit 0");
    command.error_file = folder.file("no/such/folder");
    const auto child = ChildProcess::start(command);
    REQUIRE_FALSE(child);
    CHECK(child.error().code == Errc::io);
    CHECK(child.error().message.find(command.error_file) != std::string::npos);
}

TEST_CASE("what is added to the environment wins over what was there") {
    const test::TemporaryFolder folder;
    ChildProcess::Command command = shell("echo \"$HOME\"");
    command.environment = {"HOME=/elsewhere"};
    command.output_file = folder.file("out");
    auto child = ChildProcess::start(command);
    REQUIRE(child);
    CHECK(child->wait(long_enough) == 0);
    CHECK(HostFiles().read(folder.file("out")).value() == "/elsewhere\n");
}

TEST_CASE("a program that does not exist is exit code 127") {
    auto child = ChildProcess::start({.program = "/nonexistent/program"});
    REQUIRE(child);
    CHECK(child->wait(long_enough) == 127);
}

TEST_CASE("a child that runs has no exit code, and ends when it is asked to") {
    auto child = ChildProcess::start(shell("exec sleep 600"));
    REQUIRE(child);
    CHECK_FALSE(child->exit_code());
    CHECK_FALSE(child->wait(Duration{20}));
    CHECK(child->end(long_enough) == 128 + SIGTERM);
}

TEST_CASE("a child that does not listen is killed") {
    const test::TemporaryFolder folder;
    auto child =
        ChildProcess::start(shell("trap '' TERM; echo ready > " + folder.file("ready") + "; while :; do :; done"));
    REQUIRE(child);
    while (!HostFiles().exists(folder.file("ready")) && !child->exit_code()) {
    }
    CHECK(child->end(Duration{50}) == 128 + SIGKILL);
}

TEST_CASE("a child does not outlive what holds it") {
    int id = 0;
    {
        auto child = ChildProcess::start(shell("exec sleep 600"));
        REQUIRE(child);
        id = child->id();
        CHECK(::kill(id, 0) == 0);
    }
    CHECK(::kill(id, 0) == -1);
}

TEST_CASE("a scratch folder is gone with all that is in it") {
    std::string path;
    HostFiles files;
    {
        const auto folder = ScratchFolder::make("earshot-test");
        REQUIRE(folder);
        path = (*folder)->path();
        REQUIRE(files.make_folder(path + "/a/b"));
        REQUIRE(files.write_atomic(path + "/a/b/c", "x"));
    }
    CHECK_FALSE(files.exists(path));
}

TEST_CASE("the assets of the source tree are found from the program built in it") {
    const auto assets = find_assets(HostFiles());
    REQUIRE(assets);
    CHECK(HostFiles().exists(*assets + "/demo/stages.jsonl"));
}

}  // namespace earshot::platform
