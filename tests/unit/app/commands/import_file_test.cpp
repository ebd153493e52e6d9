#include "app/commands/import_file.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "platform/fake/memory_files.hpp"

namespace earshot::app {
namespace {

using platform::MemoryFiles;

constexpr std::size_t piece_bytes = 262'144;

Result<std::string> text_of(ImportFile& file) {
    std::string text;
    EARSHOT_CHECK(file.each_piece([&](std::string_view piece) -> Result<void> {
        CHECK(piece.size() <= piece_bytes);
        text += piece;
        return {};
    }));
    return text;
}

std::string text_with(std::size_t bytes) {
    std::string text;
    for (int i = 0; text.size() < bytes; ++i)
        text += std::to_string(i) + '\n';
    text.resize(bytes);
    return text;
}

// As a pipe is: without a size, and what was read is gone.
class PipeFiles : public MemoryFiles {
public:
    Result<std::uint64_t> size(const std::string&) const override { return 0; }
    Result<std::string> read_part(const std::string&, std::uint64_t, std::size_t) const override {
        return Error{Errc::io, "a pipe has no parts"};
    }
    Result<std::string> read(const std::string&) const override { return ++reads_ == 1 ? text_with(1'000'000) : ""; }

private:
    mutable int reads_ = 0;
};

}  // namespace

TEST_CASE("a file is read in pieces, as often as one likes") {
    const std::size_t bytes =
        GENERATE(as<std::size_t>{}, 0, 1, piece_bytes - 1, piece_bytes, piece_bytes + 1, 3 * piece_bytes);
    MemoryFiles files;
    const std::string content = text_with(bytes);
    REQUIRE(files.write_atomic("file", content));
    auto file = ImportFile::open(files, "file");
    REQUIRE(file);
    CHECK(file->bytes() == bytes);
    CHECK(file->beginning() == content.substr(0, 1'000));
    for (int i = 0; i < 3; ++i)
        CHECK(text_of(*file).value() == content);
}

TEST_CASE("what comes through a pipe is read once and kept") {
    const PipeFiles files;
    auto file = ImportFile::open(files, "/dev/stdin");
    REQUIRE(file);
    CHECK(file->bytes() == 1'000'000);
    CHECK(text_of(*file).value() == text_with(1'000'000));
    CHECK(text_of(*file).value() == text_with(1'000'000));
}

TEST_CASE("a file that is not there is named") {
    const MemoryFiles files;
    const auto file = ImportFile::open(files, "missing.csv");
    REQUIRE_FALSE(file);
    CHECK(file.error() == files.read("missing.csv").error());
}

TEST_CASE("a file that changed between two readings is an error before anybody sees the change") {
    const std::string content = text_with(2 * piece_bytes + 1'000);
    struct Row {
        const char* why;
        std::string after;
        std::size_t pieces;  // that are the same
    };
    std::string other_byte = content;
    other_byte[piece_bytes + 7] = 'x';
    const auto row = GENERATE_COPY(values<Row>({
        {"a byte in the second piece", other_byte, 1},
        {"longer", content + "x", 2},
        {"cut short", content.substr(0, content.size() - 1), 2},
        {"cut short between two pieces", content.substr(0, 2 * piece_bytes), 2},
        {"empty", "", 0},
        {"longer by a piece", content + text_with(piece_bytes), 2},
    }));
    INFO(row.why);
    MemoryFiles files;
    REQUIRE(files.write_atomic("file", content));
    auto file = ImportFile::open(files, "file");
    REQUIRE(text_of(*file));
    REQUIRE(files.write_atomic("file", row.after));
    std::string seen;
    const auto read = file->each_piece([&](std::string_view piece) -> Result<void> {
        seen += piece;
        return {};
    });
    REQUIRE_FALSE(read);
    CHECK(read.error().message == "the file changed while it was read");
    CHECK(seen == content.substr(0, row.pieces * piece_bytes));
}

TEST_CASE("a file that is gone the second time is named") {
    MemoryFiles files;
    REQUIRE(files.write_atomic("file", "content"));
    auto file = ImportFile::open(files, "file");
    REQUIRE(text_of(*file));
    REQUIRE(files.remove("file"));
    CHECK_THAT(text_of(*file).error().message, Catch::Matchers::ContainsSubstring("file"));
}

}  // namespace earshot::app
