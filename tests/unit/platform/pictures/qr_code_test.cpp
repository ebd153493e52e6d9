#include "platform/pictures/qr_code.hpp"

#include <algorithm>
#include <functional>
#include <regex>
#include <vector>

#include <ZXing/ReadBarcode.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/pictures/codecs.hpp"

namespace earshot::platform {
namespace {

const std::string link = "https://earshot.example:8443/join#7KQM-2XWD";

// What a camera would read, out of grey values, one byte a pixel.
std::string read_back(const std::vector<std::uint8_t>& grey, int width, int height) {
    const auto found = ZXing::ReadBarcode({grey.data(), width, height, ZXing::ImageFormat::Lum});
    if (!found.isValid()) return "nothing to read";
    return {found.bytes().begin(), found.bytes().end()};
}

// A picture of these modules, some pixels each.
std::string read_back(int columns, int rows, const std::function<bool(int, int)>& is_dark) {
    constexpr int scale = 4;
    std::vector<std::uint8_t> grey;
    for (int y = 0; y < rows * scale; ++y)
        for (int x = 0; x < columns * scale; ++x)
            grey.push_back(is_dark(x / scale, y / scale) ? 0 : 255);
    return read_back(grey, columns * scale, rows * scale);
}

// The modules of a text of half blocks, row by row; escape codes are passed over.
std::vector<std::vector<bool>> inked(std::string text) {
    text = std::regex_replace(text, std::regex("\x1b\\[[0-9;]*m"), "");
    std::vector<std::vector<bool>> rows(2);
    for (std::size_t i = 0; i < text.size();) {
        const auto is = [&](std::string_view block) { return text.compare(i, block.size(), block) == 0; };
        if (text[i] == '\n') {
            rows.resize(rows.size() + 2);
            i += 1;
            continue;
        }
        rows[rows.size() - 2].push_back(is("█") || is("▀"));
        rows[rows.size() - 1].push_back(is("█") || is("▄"));
        i += text[i] == ' ' ? std::size_t{1} : std::size_t{3};
    }
    rows.resize(rows.size() - 2);
    return rows;
}

TEST_CASE("a PNG of a code is read back as the text") {
    const auto code = QrCode::of(link);
    REQUIRE(code);
    const auto png = to_png(*code);
    REQUIRE(png);
    const auto pixels = read_png(*png);
    REQUIRE(pixels);
    std::vector<std::uint8_t> grey;
    for (std::size_t i = 0; i < pixels->rgba.size(); i += 4)
        grey.push_back(pixels->rgba[i]);
    CHECK(read_back(grey, pixels->width, pixels->height) == link);
}

TEST_CASE("what a terminal shows is read back as the text, on light and on dark") {
    const bool coloured = GENERATE(true, false);
    INFO("coloured: " << coloured);
    const auto code = QrCode::of(link);
    REQUIRE(code);
    const auto rows = inked(to_blocks(*code, coloured));
    const auto columns = static_cast<int>(rows.front().size());
    CHECK(columns == code->side());
    // Black ink where it brings its colours; light blocks on a dark terminal where it does not.
    CHECK(read_back(columns, static_cast<int>(rows.size()), [&](int x, int y) {
              const auto& row = rows[static_cast<std::size_t>(y)];
              return row[static_cast<std::size_t>(x)] == coloured;
          }) == link);
}

TEST_CASE("an SVG of a code is read back as the text") {
    const auto code = QrCode::of(link);
    REQUIRE(code);
    const std::string svg = to_svg(*code);
    CHECK(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    std::vector<std::pair<int, int>> dark;
    const std::regex module("M([0-9]+) ([0-9]+)h1v1h-1z");
    for (auto it = std::sregex_iterator(svg.begin(), svg.end(), module); it != std::sregex_iterator(); ++it)
        dark.emplace_back(std::stoi((*it)[1]), std::stoi((*it)[2]));
    CHECK(read_back(code->side(), code->side(), [&](int x, int y) {
              return std::find(dark.begin(), dark.end(), std::pair(x, y)) != dark.end();
          }) == link);
}

TEST_CASE("four light modules stand around the code, as the standard asks for") {
    const auto code = QrCode::of(link);
    REQUIRE(code);
    const int last = code->side() - 1;
    for (int rim = 0; rim < 4; ++rim) {
        for (int i = 0; i <= last; ++i) {
            const bool dark = code->is_dark(i, rim) || code->is_dark(i, last - rim) || code->is_dark(rim, i) ||
                              code->is_dark(last - rim, i);
            CHECK_FALSE(dark);
        }
    }
    CHECK(code->is_dark(4, 4));  // The corner of a finder pattern.
    CHECK(code->is_dark(last - 4, 4));
    CHECK(code->is_dark(4, last - 4));
}

TEST_CASE("what does not fit is said, not cut") {
    const auto code = QrCode::of(std::string(5'000, 'x'));
    REQUIRE_FALSE(code);
    CHECK(code.error().code == Errc::invalid);
}

}  // namespace
}  // namespace earshot::platform
