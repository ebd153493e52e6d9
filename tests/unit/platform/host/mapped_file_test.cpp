#include "platform/host/mapped_file.hpp"

#include <cstring>
#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/temporary_folder.hpp"

namespace earshot::platform {
namespace {

TEST_CASE("a mapped file shows its content", "[files]") {
    const test::TemporaryFolder folder;
    std::ofstream(folder.file("a")) << "content";
    const auto file = MappedFile::open(folder.file("a")).value();
    REQUIRE(file->bytes().size() == 7);
    CHECK(std::memcmp(file->bytes().data(), "content", 7) == 0);
}

TEST_CASE("a file that cannot be mapped says why", "[files]") {
    const test::TemporaryFolder folder;
    CHECK(MappedFile::open(folder.file("none")).error().code == Errc::not_found);
    std::ofstream(folder.file("empty")) << "";
    CHECK(MappedFile::open(folder.file("empty")).error().code == Errc::io);
    CHECK(MappedFile::open(folder.path()).error().code == Errc::io);
}

}  // namespace
}  // namespace earshot::platform
