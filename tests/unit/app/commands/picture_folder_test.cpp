#include "app/commands/picture_folder.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/unit/app/commands/memory_device.hpp"

namespace earshot::app {
namespace {

// A picture that changed at that time.
void put(platform::MemoryFiles& files, const std::string& path, std::int64_t when) {
    REQUIRE(files.make_folder(path.substr(0, path.rfind('/'))));
    REQUIRE(files.write_atomic(path, "x"));
    files.set_changed(path, WallTime{when});
}

std::vector<std::string> paths_of(const FoundPictures& found) {
    std::vector<std::string> paths;
    for (const FoundPicture& picture : found.pictures)
        paths.push_back(picture.path);
    return paths;
}

}  // namespace

TEST_CASE("the folder of pictures is where the machine says it is") {
    struct Row {
        const char* why;
        PictureHome home;
        std::string user_dirs;  // in config
        const char* folder;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing is said", {"/h", "", ""}, "", "/h/Pictures"},
        {"the environment says so", {"/h", "", "/pics"}, "XDG_PICTURES_DIR=\"/other\"\n", "/pics"},
        {"user-dirs.dirs says so, from home",
         {"/h", "", ""},
         "# comment\nXDG_MUSIC_DIR=\"$HOME/M\"\nXDG_PICTURES_DIR=\"$HOME/Bilder\"\n",
         "/h/Bilder"},
        {"user-dirs.dirs says so, absolutely, at its end", {"/h", "", ""}, "XDG_PICTURES_DIR=\"/pics/\"", "/pics"},
        {"a name with a quote in it", {"/h", "", ""}, "XDG_PICTURES_DIR=\"/a\\\"b\"\n", "/a\"b"},
        {"the home folder itself means none", {"/h", "", ""}, "XDG_PICTURES_DIR=\"$HOME/\"\n", "/h/Pictures"},
        {"what is neither is passed over", {"/h", "", "Pictures"}, "XDG_PICTURES_DIR=\"Bilder\"\n", "/h/Pictures"},
        {"the configuration lies elsewhere", {"/h", "/c", ""}, "XDG_PICTURES_DIR=\"/pics\"\n", "/pics"},
        {"nobody is at home", {"", "", ""}, "", ""},
    }));
    INFO(row.why);
    platform::MemoryFiles files;
    const std::string config = row.home.config_home.empty() ? "/h/.config" : row.home.config_home;
    REQUIRE(files.make_folder(config));
    if (!row.user_dirs.empty()) REQUIRE(files.write_atomic(config + "/user-dirs.dirs", row.user_dirs));
    CHECK(picture_folder_of(row.home, files) == row.folder);
}

TEST_CASE("the newest pictures come first, from the folder and those directly in it") {
    platform::MemoryFiles files;
    put(files, "/p/old.jpg", 10);
    put(files, "/p/Camera/new.JPEG", 40);
    put(files, "/p/DCIM/middle.png", 30);
    put(files, "/p/a.webp", 20);
    put(files, "/p/b.webp", 20);
    put(files, "/p/DCIM/100/too-deep.jpg", 90);
    put(files, "/p/.hidden.jpg", 90);
    put(files, "/p/.thumbnails/x.jpg", 90);
    put(files, "/p/film.mp4", 90);
    put(files, "/p/.jpg", 90);
    CHECK(paths_of(newest_pictures("/p", 10, files)) ==
          std::vector<std::string>{"/p/Camera/new.JPEG", "/p/DCIM/middle.png", "/p/a.webp", "/p/b.webp", "/p/old.jpg"});
    CHECK(paths_of(newest_pictures("/p", 2, files)) ==
          std::vector<std::string>{"/p/Camera/new.JPEG", "/p/DCIM/middle.png"});
}

TEST_CASE("a folder that is not there has no pictures, and is named") {
    const platform::MemoryFiles files;
    const FoundPictures found = newest_pictures("/nowhere", 10, files);
    CHECK(found.folder == "/nowhere");
    CHECK(found.pictures.empty());
    CHECK(newest_pictures("", 10, files).pictures.empty());
}

TEST_CASE("the setting wins over what the machine says") {
    platform::MemoryFiles files;
    put(files, "/usb/a.jpg", 1);
    put(files, "/h/Pictures/b.jpg", 1);
    MemoryDevice device;
    const PictureHome home{.home = "/h", .config_home = {}, .pictures_dir = {}};
    const auto found = [&] { return find_pictures(chosen_picture_folder(device.store()), home, 10, files); };
    CHECK(paths_of(found()) == std::vector<std::string>{"/h/Pictures/b.jpg"});
    REQUIRE(device.store().set_setting(photo_folder_setting, "/usb"));
    CHECK(found().folder == "/usb");
    CHECK(paths_of(found()) == std::vector<std::string>{"/usb/a.jpg"});
}

}  // namespace earshot::app
