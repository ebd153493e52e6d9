#include "platform/pictures/clean_picture.hpp"

#include <cstdlib>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "platform/pictures/exif_orientation.hpp"
#include "tests/support/sample_media.hpp"

namespace earshot::platform {
namespace {

using Catch::Matchers::ContainsSubstring;

// "red", "green", "blue", "white" or "?", as near as JPEG keeps them.
std::string colour_at(const Pixels& pixels, int x, int y) {
    const std::uint8_t* pixel = pixels.at(x, y);
    const auto is = [&](int r, int g, int b) {
        return std::abs(pixel[0] - r) < 40 && std::abs(pixel[1] - g) < 40 && std::abs(pixel[2] - b) < 40;
    };
    return is(255, 0, 0) ? "red" : is(0, 255, 0) ? "green" : is(0, 0, 255) ? "blue" : is(255, 255, 255) ? "white" : "?";
}

// The colours of the four quarters: upper left, upper right, lower left, lower right.
std::string quarters_of(const Pixels& pixels) {
    const int w = pixels.width, h = pixels.height;
    return colour_at(pixels, w / 4, h / 4) + " " + colour_at(pixels, w - 1 - w / 4, h / 4) + " " +
           colour_at(pixels, w / 4, h - 1 - h / 4) + " " + colour_at(pixels, w - 1 - w / 4, h - 1 - h / 4);
}

}  // namespace

TEST_CASE("where a photo was taken does not stay in it") {
    const std::string photo = test::photo_with_location(test::quarters(64, 32), 1);
    REQUIRE(photo.find("Exif") != std::string::npos);
    REQUIRE(photo.find("GPSLatitude") != std::string::npos);
    const auto clean = clean_picture(photo);
    REQUIRE(clean);
    for (const std::string& bytes : {clean->bytes, clean->thumbnail}) {
        CHECK(bytes.find("Exif") == std::string::npos);
        CHECK(bytes.find("GPS") == std::string::npos);
        CHECK(bytes.find("xmp") == std::string::npos);
        CHECK(bytes.find("\xff\xe1") == std::string::npos);  // No APP1 segment of any kind.
        CHECK(quarters_of(read_jpeg(bytes, 1'000).value()) == "red green blue white");
    }
}

TEST_CASE("a photo comes out as it was seen, however the camera was held") {
    struct Row {
        int orientation;
        const char* expected;
        bool is_turned;
    };
    // Exif 2.32, 4.6.4: which corner of the scene the first row and column of the file show.
    const auto row = GENERATE(values<Row>({{0, "red green blue white", false},
                                           {1, "red green blue white", false},
                                           {2, "green red white blue", false},
                                           {3, "white blue green red", false},
                                           {4, "blue white red green", false},
                                           {5, "red blue green white", true},
                                           {6, "blue red white green", true},
                                           {7, "white green blue red", true},
                                           {8, "green white red blue", true},
                                           {9, "red green blue white", false}}));
    INFO(row.orientation);
    const auto clean =
        clean_picture(test::photo_with_location(test::quarters(64, 32), static_cast<std::uint8_t>(row.orientation)));
    REQUIRE(clean);
    CHECK(clean->width == (row.is_turned ? 32 : 64));
    CHECK(clean->height == (row.is_turned ? 64 : 32));
    CHECK(quarters_of(read_jpeg(clean->bytes, 1'000).value()) == row.expected);
}

TEST_CASE("large pictures shrink, small ones stay, and all of them get a thumbnail") {
    struct Row {
        const char* why;
        int width, height, expected_width, expected_height, thumbnail_width;
    };
    const auto row = GENERATE(values<Row>({{"a phone's photo", 4000, 3000, 2048, 1536, 320},
                                           {"upright", 1500, 3000, 1024, 2048, 160},
                                           {"just large enough", 2048, 100, 2048, 100, 320},
                                           {"small", 40, 30, 40, 30, 40},
                                           {"very flat", 5000, 2, 2048, 1, 320}}));
    INFO(row.why);
    const auto clean = clean_picture(write_jpeg(test::quarters(row.width, row.height), 80).value());
    REQUIRE(clean);
    CHECK(clean->width == row.expected_width);
    CHECK(clean->height == row.expected_height);
    const Pixels thumbnail = read_jpeg(clean->thumbnail, 1'000).value();
    CHECK(thumbnail.width == row.thumbnail_width);
    CHECK(clean->thumbnail.size() < 30'000);
}

TEST_CASE("every format stays what it is, unless it is a photo in the wrong one") {
    Pixels clear = test::quarters(64, 64);
    for (int y = 0; y < 32; ++y) {
        for (int x = 0; x < 64; ++x)
            clear.at(x, y)[3] = 0;
    }
    CHECK(clean_picture(write_webp(test::quarters(64, 64), 85).value())->media_type == "image/webp");
    const auto png = clean_picture(write_png(clear).value());
    REQUIRE(png);
    CHECK(png->media_type == "image/png");
    CHECK(read_png(png->bytes)->at(1, 1)[3] == 0);
    CHECK(colour_at(read_jpeg(png->thumbnail, 1'000).value(), 8, 8) == "white");  // What is clear shows white.
    PictureRules strict;
    strict.png_bytes_max = 50;
    CHECK(clean_picture(write_png(test::quarters(64, 64)).value(), strict)->media_type == "image/jpeg");
    CHECK(clean_picture(write_png(clear).value(), strict)->media_type == "image/png");
}

TEST_CASE("a WebP that says how it was held is turned too") {
    const std::string plain = write_webp(test::quarters(64, 32), 90).value();
    // Extended form (RFC 9649, 2.7): VP8X with the Exif flag, the picture, the Exif.
    const std::string header("\x08\0\0\0\x3f\0\0\x1f\0\0", 10);
    const std::string webp = test::riff_chunk("RIFF", "WEBP" + test::riff_chunk("VP8X", header) + plain.substr(12) +
                                                          test::riff_chunk("EXIF", test::exif_with_location(6)));
    CHECK(orientation_of_webp(webp) == 6);
    const auto clean = clean_picture(webp);
    REQUIRE(clean);
    CHECK(clean->width == 32);
    CHECK(clean->bytes.find("EXIF") == std::string::npos);
    CHECK(quarters_of(read_webp(clean->bytes).value()) == "blue red white green");
}

TEST_CASE("a picture cut short anywhere is refused, not half shown") {
    const std::string jpeg = write_jpeg(test::quarters(200, 200), 85).value();
    const std::string png = write_png(test::quarters(200, 200)).value();
    const std::string webp = write_webp(test::quarters(200, 200), 85).value();
    for (const std::string& whole : {jpeg, png, webp}) {
        REQUIRE(clean_picture(whole));
        for (std::size_t length = 12; length + 12 < whole.size(); length += whole.size() / 23 + 1) {
            INFO(length << " of " << whole.size());
            const auto cut = clean_picture(whole.substr(0, length));
            REQUIRE_FALSE(cut);
            CHECK(cut.error().code == Errc::invalid);
            CHECK_THAT(cut.error().message, ContainsSubstring("cut short") || ContainsSubstring("can be taken"));
        }
    }
}

TEST_CASE("a byte changed in a PNG is found") {
    std::string png = write_png(test::quarters(50, 50)).value();
    png[png.size() / 2] = static_cast<char>(png[png.size() / 2] ^ 1);
    CHECK_FALSE(clean_picture(png));
}

TEST_CASE("a small file cannot ask for all the memory") {
    PictureRules rules;
    rules.pixels_max = 10'000;
    for (const std::string& bytes :
         {write_jpeg(test::quarters(200, 100), 85).value(), write_png(test::quarters(200, 100)).value(),
          write_webp(test::quarters(200, 100), 85).value()}) {
        const auto refused = clean_picture(bytes, rules);
        REQUIRE_FALSE(refused);
        CHECK_THAT(refused.error().message, ContainsSubstring("200 by 100 pixels"));
    }
}

TEST_CASE("what is no picture is said to be none") {
    for (const char* bytes : {"", "RIFF", "GIF89a", "hello", "\x89PNG", "%PDF-1.7"}) {
        INFO(bytes);
        const auto refused = clean_picture(bytes);
        REQUIRE_FALSE(refused);
        CHECK_THAT(refused.error().message, ContainsSubstring("JPEG, PNG or WebP"));
    }
}

}  // namespace earshot::platform
