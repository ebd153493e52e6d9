#include "sync/protocol/server_address.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace earshot::sync {

TEST_CASE("addresses are read as people type them") {
    struct Row {
        const char* why;
        std::string typed, expected;  // empty: no address
    };
    const auto row = GENERATE(values<Row>({
        {"a name is spoken to encrypted", "earshot.example", "https://earshot.example"},
        {"slashes and spaces at the ends are habit", "  earshot.example:8443// ", "https://earshot.example:8443"},
        {"this machine is spoken to plainly", "127.0.0.1:8000", "http://127.0.0.1:8000"},
        {"so is localhost", "localhost:8000", "http://localhost:8000"},
        {"a scheme is kept", "http://192.0.2.1:80", "http://192.0.2.1:80"},
        {"nothing is no address", "", ""},
        {"another scheme is none", "ftp://earshot.example", ""},
        {"a name and password do not belong there", "https://me:secret@earshot.example", ""},
        {"two words are no address", "our store", ""},
    }));
    INFO(row.why);
    const auto tidy = tidy_server(row.typed);
    CHECK(tidy.has_value() == !row.expected.empty());
    if (tidy) CHECK(*tidy == row.expected);
}

}  // namespace earshot::sync
