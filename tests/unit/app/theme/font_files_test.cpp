#include "app/theme/font_files.hpp"

#include <filesystem>
#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/temporary_folder.hpp"

namespace earshot::app {
namespace {

constexpr std::string_view names[] = {"Best.otf", "Other.ttf"};
constexpr FontFile wanted{"Best", names, "fonts-best"};

void make_file(const std::string& path) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path) << "font";
}

TEST_CASE("a font is found below its folders", "[theme]") {
    const test::TemporaryFolder folder;
    const std::string first = folder.path() + "/first";
    const std::string second = folder.path() + "/second";
    make_file(first + "/deep/down/Other.ttf");
    make_file(second + "/Other.ttf");
    CHECK(FontCatalogue({first, second}).find(wanted).value() == first + "/deep/down/Other.ttf");
    make_file(second + "/Best.otf");
    CHECK(FontCatalogue({first, second}).find(wanted).value() == second + "/Best.otf");
}

TEST_CASE("a missing font names the package to install", "[theme]") {
    const test::TemporaryFolder folder;
    const auto found = FontCatalogue({folder.path(), folder.path() + "/nowhere"}).find(wanted);
    REQUIRE_FALSE(found);
    CHECK(found.error().code == Errc::not_found);
    CHECK(found.error().message.find("fonts-best") != std::string::npos);
    CHECK(found.error().message.find("EARSHOT_FONT_DIR") != std::string::npos);
}

TEST_CASE("the folder of the person comes first", "[theme]") {
    CHECK(font_folders("mine").front() == "mine");
    CHECK(font_folders("").front() != "");
}

}  // namespace
}  // namespace earshot::app
