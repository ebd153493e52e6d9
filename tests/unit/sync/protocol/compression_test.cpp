#include "sync/protocol/compression.hpp"

#include <thread>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <zdict.h>
#include <zstd.h>

#include "platform/base/prng.hpp"
#include "platform/host/sha256.hpp"
#include "sync/protocol/exchange_codec.hpp"
#include "sync/protocol/small_dictionary.hpp"
#include "tests/support/seed.hpp"
#include "tests/unit/sync/protocol/random_record.hpp"

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

// Messages that push up to three records of chance.
std::string random_message(Prng& chance) {
    ExchangeRequest request;
    request.device = test::random_id(chance);
    request.epoch = "0198e1d2c3b47a5f8e9d0a1b2c3d4e5f";
    for (std::uint64_t left = chance.below(4); left > 0; --left)
        request.push.push_back(test::random_record(chance));
    return encode(request);
}

// As ez1 packs, with a dictionary that only this test has.
std::string packed_against(std::string_view dictionary, std::string_view body) {
    ZSTD_CCtx* const context = ZSTD_createCCtx();
    std::string packed(ZSTD_compressBound(body.size()), '\0');
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    ZSTD_CCtx_loadDictionary(context, dictionary.data(), dictionary.size());
    const std::size_t length = ZSTD_compress2(context, packed.data(), packed.size(), body.data(), body.size());
    REQUIRE_FALSE(ZSTD_isError(length));
    ZSTD_freeCCtx(context);
    packed.resize(length);
    return packed;
}

}  // namespace

TEST_CASE("a body comes back as it went") {
    const Coding coding = GENERATE(Coding::identity, Coding::gzip, Coding::zstd, Coding::small_zstd);
    const std::size_t length = GENERATE(std::size_t{0}, 1U, 1'000U, 262'143U, 262'144U, 262'145U, 3'000'000U);
    const std::string body = sample(length);
    const std::string packed = pack(coding, body);
    const auto back = unpack(coding, packed, length);
    INFO(name_of(coding) << ' ' << length);
    REQUIRE(back.has_value());
    CHECK(*back == body);
}

TEST_CASE("half a body is an error, wherever it was cut") {
    const Coding coding = GENERATE(Coding::gzip, Coding::zstd, Coding::small_zstd);
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
    const Coding coding = GENERATE(Coding::gzip, Coding::zstd, Coding::small_zstd);
    const std::string packed = pack(coding, sample(20'000));
    for (std::size_t at = packed.size() / 2; at < packed.size() / 2 + 40; ++at) {
        std::string damaged = packed;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        CHECK_FALSE(unpack(coding, damaged, 1'000'000).has_value());
    }
}

TEST_CASE("unpacking stops at the limit") {
    const Coding coding = GENERATE(Coding::identity, Coding::gzip, Coding::zstd, Coding::small_zstd);
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
        {"a device of today", codings_spoken.data(), Coding::small_zstd},
        {"a device of before, which has no dictionary", "zstd, gzip", Coding::zstd},
        {"in any order", "gzip;q=0.1, ez1, zstd;q=1", Coding::small_zstd},
        {"the dictionary is refused", "ez1;q=0, zstd, gzip", Coding::zstd},
        {"the dictionary alone says nothing of large bodies", "ez1", Coding::identity},
        {"large bodies are refused", "ez1, zstd;q=0, gzip", Coding::gzip},
        {"another dictionary", "ez2, zstd", Coding::zstd},
        {"a dictionary as browsers have them (RFC 9842) is not this one", "dcz, gzip", Coding::gzip},
    }));
    INFO(row.why);
    CHECK(coding_accepted(row.accept) == row.expected);
}

TEST_CASE("names of codings") {
    CHECK(coding_named("") == Coding::identity);
    CHECK(coding_named("identity") == Coding::identity);
    CHECK(coding_named(" zstd ") == Coding::zstd);
    CHECK(coding_named("x-gzip") == Coding::gzip);
    CHECK(coding_named("EZ1") == Coding::small_zstd);
    CHECK_FALSE(coding_named("br").has_value());
}

TEST_CASE("every message comes back from the dictionary, and no half of it does") {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    for (int i = 0; i < 200; ++i) {
        const std::string body = random_message(chance), packed = pack(Coding::small_zstd, body);
        REQUIRE(unpack(Coding::small_zstd, packed, body.size()).value() == body);
        CHECK(unpack(Coding::small_zstd, packed, body.size() - 1).error().code == Errc::full);
        const std::size_t cut = chance.below(packed.size());
        CHECK(unpack(Coding::small_zstd, packed.substr(0, cut), body.size()).error().code == Errc::invalid);
        std::string damaged = packed;
        damaged[chance.below(packed.size())] ^= static_cast<char>(1U << chance.below(8));
        const auto other = unpack(Coding::small_zstd, damaged, 1'000'000);
        CHECK((!other || *other == body));  // A bit that means nothing may change; what is said may not.
    }
}

TEST_CASE("the dictionary never changes under its name") {
    CHECK(platform::sha256_hex(small_dictionary()) ==
          "01920d0b5369b58f09610a95f922cb9b45c6c450e11210d044acc7aa3f5e64ff");
    CHECK(ZDICT_getDictID(small_dictionary().data(), small_dictionary().size()) == small_dictionary_id);
}

TEST_CASE("what was packed against another dictionary is refused, not read wrong") {
    Prng chance(3);
    const std::string body = random_message(chance);
    struct Row {
        const char* why;
        std::string packed;
        Coding as;
    };
    std::string other(small_dictionary());
    other[4] = static_cast<char>(other[4] ^ 1);  // The id follows four bytes of magic number.
    const std::vector<Row> rows{
        {"another id", packed_against(other, body), Coding::small_zstd},
        {"no id: bytes that were agreed on some other way", packed_against(std::string(4'000, 'x') + body, body),
         Coding::small_zstd},
        {"ours, read without any", pack(Coding::small_zstd, body), Coding::zstd},
        {"gzip by another name", pack(Coding::gzip, body), Coding::small_zstd},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const auto read = unpack(row.as, row.packed, 1'000'000);
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().code == Errc::invalid);
    }
}

TEST_CASE("how a body goes to whom") {
    struct Row {
        const char* why;
        Coding best;
        std::string body;
        Coding expected;
    };
    Prng chance(4);
    const std::string small = random_message(chance), nothing = "{}";
    const std::string large = sample(small_body_bytes_max + 1);
    const auto row = GENERATE_COPY(values<Row>({
        {"small, to one who has the dictionary", Coding::small_zstd, small, Coding::small_zstd},
        {"the largest small one", Coding::small_zstd, sample(small_body_bytes_max), Coding::small_zstd},
        {"large: the dictionary would only be in the way", Coding::small_zstd, large, Coding::zstd},
        {"large, to one who has no dictionary", Coding::zstd, large, Coding::zstd},
        {"large, to one who knows gzip only", Coding::gzip, large, Coding::gzip},
        {"large, to one who unpacks nothing", Coding::identity, large, Coding::identity},
        {"so small that the header costs more than is saved", Coding::small_zstd, nothing, Coding::identity},
        {"nothing at all", Coding::zstd, "", Coding::identity},
    }));
    INFO(row.why);
    const PackedBody packed = pack_for(row.best, row.body);
    CHECK(packed.coding == row.expected);
    CHECK(packed.bytes.size() <= row.body.size());
    CHECK(unpack(packed.coding, packed.bytes, row.body.size()).value() == row.body);
}

TEST_CASE("after a no the next simpler coding is tried, down to none") {
    CHECK(coding_below(Coding::small_zstd) == Coding::zstd);
    CHECK(coding_below(Coding::zstd) == Coding::gzip);
    CHECK(coding_below(Coding::gzip) == Coding::identity);
}

TEST_CASE("an answer that says nothing is a third of its size with the dictionary") {
    ExchangeAnswer answer;
    answer.epoch = "5f0c93a1d27e4b86a94d10c7e83b62f5";
    answer.now = WallTime{1'795'183'512'345};
    answer.cursor = 40'213;
    const std::string body = encode(answer);
    CHECK(pack(Coding::small_zstd, body).size() * 2 < body.size());
    CHECK(pack(Coding::zstd, body).size() * 10 > body.size() * 8);  // Which is why there is one.
}

TEST_CASE("many threads pack and unpack with one dictionary") {
    Prng chance(6);
    const std::string body = random_message(chance), packed = pack(Coding::small_zstd, body);
    std::vector<std::thread> threads;
    std::vector<int> sound(4);
    for (int& count : sound) {
        threads.emplace_back([&] {
            for (int i = 0; i < 50; ++i) {
                const auto back = unpack(Coding::small_zstd, packed, body.size());
                count += back && *back == body && pack(Coding::small_zstd, body) == packed ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    CHECK(sound == std::vector<int>(4, 50));
}
