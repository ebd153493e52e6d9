#include "platform/sdl/picture.hpp"

#include <fstream>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

#include "platform/pictures/any_picture.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot::platform {
namespace {

Picture sample() {
    Picture picture(3, 2);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        picture.pixels[i] = {static_cast<std::uint8_t>(i * 40), 7, static_cast<std::uint8_t>(255 - i), 255};
    return picture;
}

TEST_CASE("a PNG holds the picture, for whoever reads it", "[picture]") {
    const Picture before = sample();
    const Pixels after = read_any_picture(PictureFormat::png, to_png(before), 8, 100).value();
    REQUIRE(after.width == 3);
    REQUIRE(after.height == 2);
    for (int y = 0; y < 2; ++y) {
        for (int x = 0; x < 3; ++x) {
            const std::uint8_t* pixel = after.at(x, y);
            CHECK(Pixel{pixel[0], pixel[1], pixel[2], pixel[3]} == before.at(x, y));
        }
    }
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

TEST_CASE("outside a picture there is nothing", "[picture]") {
    const Picture picture = sample();
    CHECK(picture.at(1, 0) == Pixel{40, 7, 254, 255});
    CHECK(picture.at(-1, 0).a == 0);
    CHECK(picture.at(3, 0).a == 0);
    CHECK(picture.at(0, 2).a == 0);
}

}  // namespace
}  // namespace earshot::platform
