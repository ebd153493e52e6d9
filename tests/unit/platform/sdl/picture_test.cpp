#include "platform/sdl/picture.hpp"

#include <fstream>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/temporary_folder.hpp"

namespace earshot::platform {
namespace {

Picture sample() {
    Picture picture(3, 2);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        picture.pixels[i] = {static_cast<std::uint8_t>(i * 40), 7, static_cast<std::uint8_t>(255 - i), 255};
    return picture;
}

TEST_CASE("a picture survives its PNG", "[picture]") {
    const Picture before = sample();
    const Picture after = read_picture(to_png(before)).value();
    CHECK(after.width == 3);
    CHECK(after.height == 2);
    CHECK(after.pixels == before.pixels);
}

TEST_CASE("a PNG file holds the same bytes", "[picture]") {
    const test::TemporaryFolder folder;
    REQUIRE(write_png(sample(), folder.file("a.png")));
    std::ifstream file(folder.file("a.png"), std::ios::binary);
    std::stringstream content;
    content << file.rdbuf();
    CHECK(content.str() == to_png(sample()));
    CHECK_FALSE(write_png(sample(), folder.file("no/such/folder.png")));
}

TEST_CASE("what is no picture, or too large, is refused", "[picture]") {
    CHECK_FALSE(read_picture(""));
    CHECK_FALSE(read_picture("not a picture"));
    const std::string png = to_png(sample());
    CHECK_FALSE(read_picture(png.substr(0, png.size() / 2)));
    CHECK_FALSE(read_picture(png, 2));
}

TEST_CASE("outside a picture there is nothing", "[picture]") {
    const Picture picture = sample();
    CHECK(picture.at(1, 0) == Pixel{40, 7, 254, 255});
    CHECK(picture.at(-1, 0).a == 0);
    CHECK(picture.at(3, 0).a == 0);
    CHECK(picture.at(0, 2).a == 0);
}

}  // namespace
}  // namespace earshot::platform
