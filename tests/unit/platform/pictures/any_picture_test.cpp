#include "platform/pictures/any_picture.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "platform/pictures/codecs.hpp"
#include "tests/support/sample_media.hpp"

namespace earshot::platform {

TEST_CASE("a picture of any format is shown no larger than wanted, and never larger than it is") {
    struct Row {
        const char* why;
        std::string bytes;
    };
    const Pixels pixels = test::quarters(60, 40);
    const auto row = GENERATE_COPY(values<Row>({{"JPEG", write_jpeg(pixels, 90).value()},
                                                {"PNG", write_png(pixels).value()},
                                                {"WebP", write_webp(pixels, 90).value()}}));
    INFO(row.why);
    const auto small = picture_to_show(row.bytes, 30);
    REQUIRE(small);
    CHECK(small->width == 30);
    CHECK(small->height == 20);
    const auto whole = picture_to_show(row.bytes, 1'000);
    REQUIRE(whole);
    CHECK(whole->width == 60);
    CHECK(whole->height == 40);
}

TEST_CASE("a photo that was held upright is shown upright") {
    const auto shown = picture_to_show(test::photo_with_location(test::quarters(64, 32), 6), 1'000);
    REQUIRE(shown);
    CHECK(shown->width == 32);
    CHECK(shown->height == 64);
    CHECK(shown->at(24, 8)[0] > 200);  // Red was the upper left of the file, and is the upper right of the scene.
    CHECK(shown->at(24, 8)[1] < 60);
}

TEST_CASE("what is no picture, or more than a screen can need, is said in words") {
    CHECK(picture_to_show("Dear diary", 100).error().code == Errc::invalid);
    const std::string photo = write_jpeg(test::quarters(64, 32), 90).value();
    CHECK(picture_to_show(photo.substr(0, photo.size() / 2), 100).error().code == Errc::invalid);
    const auto large = read_any_picture(PictureFormat::jpeg, photo, 100, 1'000);
    CHECK_THAT(large.error().message, Catch::Matchers::ContainsSubstring("64 by 32 pixels"));
}

}  // namespace earshot::platform
