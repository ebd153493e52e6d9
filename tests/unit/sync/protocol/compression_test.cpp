#include "sync/protocol/compression.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/base/prng.hpp"

using namespace earshot;
using namespace earshot::sync;

namespace {

std::string sample(std::size_t length) {
    Prng chance(5);
    std::string text;
    while (text.size() < length)
        text += chance.chance(0.6) ? "the lamp went out again " : std::to_string(chance.next());
    text.resize(length);
    return text;
}

}  // namespace

TEST_CASE("a body comes back as it went") {
    const Coding coding = GENERATE(Coding::identity, Coding::gzip, Coding::zstd);
    const std::size_t length = GENERATE(std::size_t{0}, 1U, 1'000U, 262'143U, 262'144U, 262'145U, 3'000'000U);
    const std::string body = sample(length);
    const std::string packed = pack(coding, body);
    const auto back = unpack(coding, packed, length);
    INFO(name_of(coding) << ' ' << length);
    REQUIRE(back.has_value());
    CHECK(*back == body);
}

TEST_CASE("half a body is an error, wherever it was cut") {
    const Coding coding = GENERATE(Coding::gzip, Coding::zstd);
    const std::string packed = pack(coding, sample(20'000));
    for (std::size_t length = 0; length < packed.size(); length += 1 + packed.size() / 97) {
        INFO(name_of(coding) << ' ' << length);
        const auto body = unpack(coding, std::string_view(packed).substr(0, length), 1'000'000);
        REQUIRE_FALSE(body.has_value());
        CHECK(body.error().code == Errc::invalid);
    }
    CHECK_FALSE(unpack(coding, packed + "x", 1'000'000).has_value());
}

TEST_CASE("a changed byte is noticed") {
    const Coding coding = GENERATE(Coding::gzip, Coding::zstd);
    const std::string packed = pack(coding, sample(20'000));
    for (std::size_t at = packed.size() / 2; at < packed.size() / 2 + 40; ++at) {
        std::string damaged = packed;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        CHECK_FALSE(unpack(coding, damaged, 1'000'000).has_value());
    }
}

TEST_CASE("unpacking stops at the limit") {
    const Coding coding = GENERATE(Coding::identity, Coding::gzip, Coding::zstd);
    const std::string packed = pack(coding, std::string(1'000'001, 'a'));
    INFO(name_of(coding));
    const auto body = unpack(coding, packed, 1'000'000);
    REQUIRE_FALSE(body.has_value());
    CHECK(body.error().code == Errc::full);
    CHECK(unpack(coding, packed, 1'000'001).has_value());
}

TEST_CASE("the best coding both sides speak") {
    struct Row {
        const char* why;
        const char* accept;
        Coding expected;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing is said", "", Coding::identity},
        {"the best wins, not the first", "gzip, deflate, br, zstd", Coding::zstd},
        {"gzip alone", "gzip", Coding::gzip},
        {"capitals", "GZIP", Coding::gzip},
        {"weights", "zstd;q=0.5, gzip;q=1", Coding::zstd},
        {"a weight of nothing is a no", "zstd;q=0, gzip", Coding::gzip},
        {"a no with decimals", "zstd; q=0.000, identity", Coding::identity},
        {"nothing spoken here", "br, deflate", Coding::identity},
        {"torn", ",,;q=1,", Coding::identity},
    }));
    INFO(row.why);
    CHECK(coding_accepted(row.accept) == row.expected);
}

TEST_CASE("names of codings") {
    CHECK(coding_named("") == Coding::identity);
    CHECK(coding_named("identity") == Coding::identity);
    CHECK(coding_named(" zstd ") == Coding::zstd);
    CHECK(coding_named("x-gzip") == Coding::gzip);
    CHECK_FALSE(coding_named("br").has_value());
}
