#include "platform/host/sha256.hpp"

#include <catch2/catch_test_macros.hpp>

#include "platform/fake/memory_files.hpp"

namespace earshot::platform {

TEST_CASE("SHA-256 of the examples of FIPS 180-4") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("the hash of a file is that of its content, piece by piece") {
    MemoryFiles files;
    REQUIRE(files.make_folder("/d"));
    const std::string content(2'500'000, 'x');
    REQUIRE(files.write_atomic("/d/long", content));
    CHECK(sha256_of_file(files, "/d/long").value() == sha256_hex(content));
    CHECK(sha256_of_file(files, "/d/none").error().code == Errc::not_found);
}

TEST_CASE("only 64 small hex digits pass for a hash") {
    const std::string good = sha256_hex("abc");
    CHECK(is_sha256_hex(good));
    CHECK_FALSE(is_sha256_hex(good.substr(1)));
    CHECK_FALSE(is_sha256_hex(good + "0"));
    CHECK_FALSE(is_sha256_hex("../" + good.substr(3)));
    CHECK_FALSE(is_sha256_hex("A" + good.substr(1)));
}

}  // namespace earshot::platform
