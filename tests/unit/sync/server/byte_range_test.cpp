#include "sync/server/byte_range.hpp"

#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace earshot::sync {

TEST_CASE("a range header asks for one part, for everything, or for what is not there") {
    struct Row {
        const char *why, *header;
        std::uint64_t length;
        std::string expected;  // "first-last", "all" or "outside"
    };
    const auto row = GENERATE(values<Row>({
        {"no header", "", 10, "all"},
        {"the first bytes", "bytes=0-3", 10, "0-3"},
        {"one byte", "bytes=9-9", 10, "9-9"},
        {"from there to the end", "bytes=4-", 10, "4-9"},
        {"longer than the file", "bytes=4-99", 10, "4-9"},
        {"the last bytes", "bytes=-3", 10, "7-9"},
        {"more last bytes than there are", "bytes=-30", 10, "0-9"},
        {"no last bytes at all", "bytes=-0", 10, "outside"},
        {"past the end", "bytes=10-", 10, "outside"},
        {"of an empty file", "bytes=0-", 0, "outside"},
        {"the last bytes of an empty file", "bytes=-1", 0, "outside"},
        {"backwards is invalid and passed over", "bytes=5-4", 10, "all"},
        {"several ranges are answered with everything", "bytes=0-1,3-4", 10, "all"},
        {"other units are passed over", "pages=1-2", 10, "all"},
        {"not a number", "bytes=a-b", 10, "all"},
        {"nothing said", "bytes=-", 10, "all"},
        {"no dash", "bytes=5", 10, "all"},
        {"larger than any number", "bytes=99999999999999999999-", 10, "all"},
    }));
    INFO(row.why);
    const auto range = parse_range(row.header, row.length);
    const std::string found = !range                ? "all"
                              : range->is_outside() ? "outside"
                                                    : std::to_string(range->first) + "-" + std::to_string(range->last);
    CHECK(found == row.expected);
}

}  // namespace earshot::sync
