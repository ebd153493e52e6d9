#include "sync/server/postgres/connection_string.hpp"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

using namespace earshot;
using earshot::sync::postgres::ConnectionString;

namespace {

std::string setting(const ConnectionString& address, const std::string& keyword) {
    for (const auto& [name, value] : address.settings()) {
        if (name == keyword) return value;
    }
    return {};
}

}  // namespace

TEST_CASE("an address is shown without its password") {
    struct Row {
        const char *address, *shown, *why;
    };
    const Row rows[] = {
        {"postgres://earshot@db1:5433/store", "postgres://earshot@db1:5433/store", "as it was written"},
        {"postgresql://earshot:s%40cret@db1/store?sslmode=require", "postgres://earshot@db1/store", "no secrets"},
        {"postgres://e@a:1,b:2/s", "postgres://e@a:1,b:2/s", "two hosts, two ports"},
        {"postgres://e@a,b/s?port=7", "postgres://e@a:7,b:7/s", "one port for both"},
        {"postgres:///s", "postgres:///s", "the machine's own socket"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const auto address = ConnectionString::parse(row.address);
        REQUIRE(address);
        CHECK(address->shown() == row.shown);
    }
}

TEST_CASE("the host that takes writes is looked for, unless the address says otherwise") {
    const auto plain = ConnectionString::parse("postgres://e@a,b/s").value();
    CHECK(setting(plain, "target_session_attrs") == "read-write");
    CHECK_FALSE(setting(plain, "connect_timeout").empty());
    CHECK(setting(plain, "client_encoding") == "UTF8");
    const auto said =
        ConnectionString::parse("postgres://e@a,b/s?target_session_attrs=any&connect_timeout=60&client_encoding=LATIN1")
            .value();
    CHECK(setting(said, "target_session_attrs") == "any");
    CHECK(setting(said, "connect_timeout") == "60");
    CHECK(setting(said, "client_encoding") == "UTF8");
    CHECK(std::count_if(said.settings().begin(), said.settings().end(),
                        [](const auto& entry) { return entry.first == "client_encoding"; }) == 1);
}

TEST_CASE("what is no address is refused") {
    struct Row {
        const char *address, *why;
    };
    const Row rows[] = {
        {"", "nothing"},
        {"/srv/earshot", "a folder"},
        {"host=db1 dbname=store", "libpq's other form: one is enough"},
        {"mysql://db1/store", "another database"},
        {"postgres://e@[::1/s", "a bracket that is not closed"},
        {"postgres://e@a/s?colour=red", "a setting that is none"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const auto address = ConnectionString::parse(row.address);
        REQUIRE_FALSE(address);
        CHECK(address.error().code == Errc::invalid);
        CHECK(address.error().message.find("postgres://USER@HOST") != std::string::npos);
    }
}
