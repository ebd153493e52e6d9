#include "app/commands/attachable.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "app/commands/wav_sound.hpp"
#include "tests/support/sample_media.hpp"

namespace earshot::app {
namespace {

using Catch::Matchers::ContainsSubstring;

}  // namespace

TEST_CASE("what is taken, and what is refused in words that say what works") {
    struct Row {
        const char* why;
        std::string bytes;
        const char* expected;  // the media type, or a part of the refusal
    };
    const std::string box("\0\0\0\x18", 4);
    const auto row = GENERATE_COPY(values<Row>({
        {"a photo", test::photo_with_location(test::quarters(40, 30), 1), "image/jpeg"},
        {"a screenshot", platform::write_png(test::quarters(40, 30)).value(), "image/png"},
        {"a WebP picture", platform::write_webp(test::quarters(40, 30), 85).value(), "image/webp"},
        {"a voice note", test::voice_note(100), "audio/wav"},
        {"an Opus voice note", "OggS" + std::string(24, '\0') + "OpusHead" + "...", "audio/ogg"},
        {"a browser's voice note", "\x1a\x45\xdf\xa3 webm A_OPUS", "audio/webm"},
        {"a document", "%PDF-1.7 ...", "application/pdf"},
        {"notes", "Elle a appelé quatre fois.\n", "text/plain"},
        {"a phone's picture", box + "ftypheic" + "....", "A HEIC or AVIF picture can say where it was made"},
        {"a phone's video", box + "ftypmp42" + "....", "A video or an MP4 recording can say"},
        {"a browser's video", "\x1a\x45\xdf\xa3 webm V_VP8 A_OPUS", "A video can say"},
        {"a moving picture", "GIF89a....", "A GIF can say"},
        {"a raw picture", std::string("II*\0", 4), "A TIFF or raw picture can say"},
        {"a program",
         std::string("\x7f"
                     "ELF\0\0",
                     6),
         "Files of this sort are not taken"},
        {"text that is not UTF-8", "caf\xe9", "Files of this sort are not taken"},
        {"nothing", "", "The file is empty"},
        {"a damaged photo", test::photo_with_location(test::quarters(40, 30), 1).substr(0, 400), "cut short"},
    }));
    INFO(row.why);
    const auto file = attachable_of(row.bytes);
    if (file) {
        CHECK(file->media_type == row.expected);
        CHECK(file->thumbnail.empty() != file->media_type.starts_with("image/"));
        return;
    }
    CHECK(file.error().code == Errc::invalid);
    CHECK_THAT(file.error().message, ContainsSubstring(row.expected));
    if (file.error().message.find("can say where") != std::string::npos)
        CHECK_THAT(file.error().message, ContainsSubstring("JPEG, PNG and WebP"));
}

TEST_CASE("a large file is refused, a large photo shrinks") {
    CHECK_THAT(attachable_of("%PDF-" + std::string(attached_bytes_max, ' ')).error().message,
               ContainsSubstring("larger than 25 MiB"));
    const auto photo = attachable_of(platform::write_jpeg(test::quarters(3000, 2000), 90).value());
    REQUIRE(photo);
    CHECK(photo->width == 2048);
    CHECK(photo->height == 1365);
}

TEST_CASE("a recording keeps its sound and nothing else") {
    const std::string note = test::voice_note(250);
    REQUIRE(note.find("GPS") != std::string::npos);
    const auto sound = sound_of_wav(note);
    REQUIRE(sound);
    CHECK(sound->duration_ms == 250);
    CHECK(sound->bytes.find("GPS") == std::string::npos);
    CHECK(sound->bytes.size() == 12 + 8 + 16 + 8 + 250 * 16);
    CHECK(sound_of_wav(sound->bytes)->bytes == sound->bytes);
    for (std::size_t length = 12; length < note.size(); length += note.size() / 31 + 1) {
        INFO(length);
        CHECK_FALSE(sound_of_wav(note.substr(0, length)));
    }
}

}  // namespace earshot::app
