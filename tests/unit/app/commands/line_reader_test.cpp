#include "app/commands/line_reader.hpp"

#include <algorithm>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace earshot::app {
namespace {

constexpr std::size_t bytes_max = 8;

// "3:text", or "3!" for a line that is too long.
std::vector<std::string> lines_of(std::string_view text, std::size_t piece_bytes) {
    std::vector<std::string> lines;
    LineReader reader(bytes_max, [&](const TextLine& line) -> Result<void> {
        lines.push_back(std::to_string(line.number) + (line.too_long ? "!" : ":") + std::string(line.text));
        return {};
    });
    for (; !text.empty(); text.remove_prefix(std::min(piece_bytes, text.size())))
        REQUIRE(reader.take(text.substr(0, piece_bytes)));
    REQUIRE(reader.finish());
    return lines;
}

}  // namespace

TEST_CASE("lines are the same wherever the text is cut") {
    struct Row {
        const char* why;
        std::string text;
        std::vector<std::string> expected;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing", "", {}},
        {"two lines", "one\ntwo\n", {"1:one", "2:two"}},
        {"the last may lack its end", "one\ntwo", {"1:one", "2:two"}},
        {"blank lines count", "\n\none\n\n", {"1:", "2:", "3:one", "4:"}},
        {"as long as a line may be", "12345678\nnext", {"1:12345678", "2:next"}},
        {"too long", "123456789\nnext\n", {"1!", "2:next"}},
        {"much too long, at the end", "one\n1234567890123456789012345", {"1:one", "2!"}},
    }));
    const std::size_t piece_bytes = GENERATE(as<std::size_t>{}, 1, 2, 3, 5, 100);
    INFO(row.why << ", in pieces of " << piece_bytes);
    CHECK(lines_of(row.text, piece_bytes) == row.expected);
}

TEST_CASE("an error of whoever takes the lines ends the reading") {
    int lines = 0;
    LineReader reader(bytes_max, [&](const TextLine&) -> Result<void> {
        return ++lines == 2 ? Result<void>(Error{Errc::full, "no room"}) : Result<void>{};
    });
    const auto read = reader.take("a\nb\nc\n");
    REQUIRE_FALSE(read);
    CHECK(read.error().message == "no room");
    CHECK(lines == 2);
}

}  // namespace earshot::app
