#include "sync/protocol/tus.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace earshot::sync {

TEST_CASE("what an upload says of itself goes there and back") {
    const tus::Metadata said{"abc", "Lampe, kaputt.jpg", "image/jpeg"};
    const std::string header = tus::encode(said);
    CHECK(header == "sha256 YWJj,filename TGFtcGUsIGthcHV0dC5qcGc=,filetype aW1hZ2UvanBlZw==");
    const auto heard = tus::decode_metadata(header);
    REQUIRE(heard);
    CHECK(heard->sha256 == said.sha256);
    CHECK(heard->filename == said.filename);
    CHECK(heard->filetype == said.filetype);
}

TEST_CASE("metadata of other clients is read as the standard has it") {
    struct Row {
        const char *why, *header;
        bool is_read;
    };
    const auto row = GENERATE(values<Row>({{"none", "", true},
                                           {"a pair we do not know", "colour cmVk", true},
                                           {"a name alone", "is_confidential", true},
                                           {"spaces after the comma", "sha256 YWJj, filename YWJj", true},
                                           {"no base64", "sha256 abc!", false},
                                           {"twice the same name", "sha256 YWJj,sha256 YWJj", false},
                                           {"no name", "sha256 YWJj,,", false}}));
    INFO(row.why);
    CHECK(tus::decode_metadata(row.header).has_value() == row.is_read);
}

TEST_CASE("a count of bytes is digits alone") {
    CHECK(tus::parse_count("0") == 0);
    CHECK(tus::parse_count("26214400") == 26'214'400);
    for (const char* text : {"", "-1", "+1", "1.0", "1 ", " 1", "0x10", "99999999999999999999"}) {
        INFO(text);
        CHECK_FALSE(tus::parse_count(text));
    }
}

}  // namespace earshot::sync
