// attach, log --attach, media get: what a script can do with files.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "platform/host/host_files.hpp"
#include "sync/portable/json.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/sample_media.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot {
namespace {

using Catch::Matchers::ContainsSubstring;
using test::output_of;
using test::run_earshot;

struct Desk {
    test::TemporaryFolder folder;
    platform::HostFiles files;
    std::string data = folder.file("data");

    std::string file(const std::string& name, const std::string& bytes) {
        REQUIRE(files.write_atomic(folder.file(name), bytes));
        return folder.file(name);
    }
    std::string log(test::Arguments more = {}) {
        test::Arguments arguments{"log", "--kind", "pain", "--words", "The lamp is out."};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return output_of(data, arguments);
    }
};

}  // namespace

TEST_CASE("a file is attached, shown, and written out again") {
    Desk desk;
    const std::string story = desk.log(),
                      photo = desk.file("lamp.jpg", test::photo_with_location(test::quarters(400, 300), 1));
    const std::string id = output_of(desk.data, {"attach", story.substr(0, 13), photo});
    output_of(desk.data, {"attach", story, desk.file("note.wav", test::voice_note(1'500)), "--name", "What she said"});
    const std::string shown = output_of(desk.data, {"show", story});
    CHECK_THAT(shown, ContainsSubstring("lamp.jpg, image/jpeg"));
    CHECK_THAT(shown, ContainsSubstring("here, waits to be sent"));
    CHECK_THAT(shown, ContainsSubstring("What she said, audio/wav"));
    CHECK_THAT(output_of(desk.data, {"show", story, "--json"}),
               ContainsSubstring("\"duration_ms\":1500") && ContainsSubstring("\"place\":\"waits\""));
    const std::string out = desk.folder.file("out.jpg");
    output_of(desk.data, {"media", "get", id, "--out", out});
    const std::string kept = desk.files.read(out).value();
    CHECK(platform::size_of_jpeg(kept)->width == 400);
    CHECK(kept.find("Exif") == std::string::npos);
    CHECK_THAT(output_of(desk.data, {"export", "--format", "jsonl"}), ContainsSubstring("\"name\":\"lamp.jpg\""));
    CHECK_THAT(run_earshot(desk.data, {"doctor"}).out, ContainsSubstring("every file is what it should be; 3 to send"));
}

TEST_CASE("a story is logged with its files, or not at all") {
    Desk desk;
    const std::string photo = desk.file("a.png", platform::write_png(test::quarters(10, 10)).value());
    const std::string text = desk.file("b.txt", "Four times.\n");
    const std::string story = desk.log({"--attach", photo, "--attach", text});
    CHECK_THAT(output_of(desk.data, {"show", story}), ContainsSubstring("a.png") && ContainsSubstring("b.txt"));
    const std::string video = desk.file("c.mp4", std::string("\0\0\0\x18"
                                                             "ftypmp42....",
                                                             16));
    const auto refused = run_earshot(desk.data, {"log", "--kind", "pain", "--words", "x", "--attach", video});
    CHECK(refused.code == 2);
    CHECK_THAT(refused.err, ContainsSubstring("c.mp4") && ContainsSubstring("Nothing was attached") &&
                                ContainsSubstring("JPEG, PNG and WebP"));
    CHECK(output_of(desk.data, {"list", "--json"}).find("\"x\"") == std::string::npos);
}

TEST_CASE("what cannot be attached or had is said plainly") {
    Desk desk;
    const std::string story = desk.log();
    const auto missing = run_earshot(desk.data, {"attach", story, desk.folder.file("nothing.jpg")});
    CHECK(missing.code == 1);
    CHECK_THAT(missing.err, ContainsSubstring("nothing.jpg"));
    const auto nobody = run_earshot(desk.data, {"attach", "ffffffff", desk.file("a.txt", "x")});
    CHECK(nobody.code == 1);
    CHECK_THAT(nobody.err, ContainsSubstring("No story"));
    const auto unknown = run_earshot(
        desk.data, {"media", "get", "0198f0a1-b2c3-7d4e-8f00-0123456789ab", "--out", desk.folder.file("o")});
    CHECK(unknown.code == 1);
    CHECK_THAT(unknown.err, ContainsSubstring("There is no attachment"));
    CHECK(run_earshot(desk.data, {"media", "get", "lamp", "--out", desk.folder.file("o")}).code == 2);
    CHECK(run_earshot(desk.data, {"media"}).code == 2);
}

TEST_CASE("doctor finds a file that is not what it was") {
    Desk desk;
    const std::string story = desk.log();
    output_of(desk.data, {"attach", story, desk.file("b.txt", "Four times.\n")});
    for (const char a : std::string("0123456789abcdef")) {
        for (const char b : std::string("0123456789abcdef")) {
            const std::string folder = desk.data + "/media/" + a + b;
            if (!desk.files.exists(folder)) continue;
            const auto names = desk.files.list(folder).value();
            for (const std::string& name : names)
                REQUIRE(desk.files.write_atomic(folder + "/" + name, "Five times.\n"));
        }
    }
    const auto examined = run_earshot(desk.data, {"doctor"});
    CHECK(examined.code == 1);
    CHECK_THAT(examined.out, ContainsSubstring("The file of b.txt is damaged or gone"));
}

}  // namespace earshot
