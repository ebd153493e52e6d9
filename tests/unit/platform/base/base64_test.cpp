#include "platform/base/base64.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace earshot {

TEST_CASE("base64 of the examples of RFC 4648") {
    struct Row {
        const char *bytes, *text;
    };
    const auto row = GENERATE(values<Row>({{"", ""},
                                           {"f", "Zg=="},
                                           {"fo", "Zm8="},
                                           {"foo", "Zm9v"},
                                           {"foob", "Zm9vYg=="},
                                           {"fooba", "Zm9vYmE="},
                                           {"foobar", "Zm9vYmFy"}}));
    CHECK(to_base64(row.bytes) == row.text);
    CHECK(from_base64(row.text) == row.bytes);
}

TEST_CASE("every byte goes there and back") {
    std::string all;
    for (int i = 0; i < 256; ++i)
        all += static_cast<char>(i);
    CHECK(from_base64(to_base64(all)) == all);
}

TEST_CASE("what is no base64 is not guessed at") {
    struct Row {
        const char *why, *text;
    };
    const auto row = GENERATE(values<Row>({{"a space", "Zm9v Zg=="},
                                           {"padding is missing", "Zg"},
                                           {"too much padding", "Zm9v===="},
                                           {"padding alone", "="},
                                           {"bits left over that are not zero", "Zh=="},
                                           {"the alphabet of URLs", "_-8="}}));
    INFO(row.why);
    CHECK_FALSE(from_base64(row.text));
}

}  // namespace earshot
