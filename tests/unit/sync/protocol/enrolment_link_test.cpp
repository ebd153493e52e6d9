#include "sync/protocol/enrolment_link.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace earshot::sync {
namespace {

TEST_CASE("a link is read back as it was made") {
    const EnrolmentLink link{"https://earshot.example:8443", "7KQM2XWD"};
    CHECK(to_text(link) == "https://earshot.example:8443/join#7KQM-2XWD");
    const auto read = parse_enrolment_link(to_text(link));
    REQUIRE(read);
    CHECK(*read == link);
}

TEST_CASE("a link is read as people paste it, or its error names what is wrong") {
    struct Row {
        const char* why;
        std::string text;
        LinkFlaw flaw;
        std::string words;  // of the error
    };
    const auto row = GENERATE(values<Row>({
        {"as it was made", "https://earshot.example/join#7KQM-2XWD", LinkFlaw::none, ""},
        {"with the ends of a line", "  https://earshot.example/join#7KQM-2XWD\r\n", LinkFlaw::none, ""},
        {"code in small letters, without its hyphen", "https://earshot.example/join#7kqm2xwd", LinkFlaw::none, ""},
        {"on this machine, behind a path", "http://127.0.0.1:8080/shop/join#7KQM-2XWD", LinkFlaw::none, ""},
        {"nothing", "", LinkFlaw::not_a_link, "is not a link"},
        {"only a code", "7KQM-2XWD", LinkFlaw::not_a_link, "is not a link"},
        {"another page", "https://earshot.example/", LinkFlaw::not_a_link, "is not a link"},
        {"another scheme", "ftp://earshot.example/join#7KQM-2XWD", LinkFlaw::not_a_link, "is not a link"},
        {"two lines of a message", "Join here: https://earshot.example/join#7KQM-2XWD", LinkFlaw::not_a_link,
         "is not a link"},
        {"the address is gone", "https:///join#7KQM-2XWD", LinkFlaw::no_address, "where the store is"},
        {"cut before the code", "https://earshot.example/join", LinkFlaw::no_code, "no code"},
        {"cut at the code", "https://earshot.example/join#", LinkFlaw::no_code, "no code"},
        {"half a code", "https://earshot.example/join#7KQM", LinkFlaw::wrong_code, "eight letters and digits"},
        {"a letter that codes do not have", "https://earshot.example/join#7KQM-2XWO", LinkFlaw::wrong_code,
         "eight letters and digits"},
    }));
    INFO(row.why);
    EnrolmentLink link;
    CHECK(read_link(row.text, link) == row.flaw);
    const auto parsed = parse_enrolment_link(row.text);
    CHECK(parsed.has_value() == (row.flaw == LinkFlaw::none));
    if (parsed) {
        CHECK(parsed->code == "7KQM2XWD");
        CHECK(parsed->server.find("/join") == std::string::npos);
    } else {
        CHECK(parsed.error().message.find(row.words) != std::string::npos);
        CHECK(parsed.error().message.find("Nothing was changed.") != std::string::npos);
        CHECK(link == EnrolmentLink{});
    }
}

TEST_CASE("an address alone and a code are not taken for a link") {
    CHECK(is_meant_as_link("https://earshot.example/join#7KQM"));
    CHECK_FALSE(is_meant_as_link("https://earshot.example"));
    CHECK_FALSE(is_meant_as_link("7KQM-2XWD"));
}

}  // namespace
}  // namespace earshot::sync
