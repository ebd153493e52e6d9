#include "sync/server/postgres/errors.hpp"

#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace earshot;
using namespace earshot::sync::postgres;

TEST_CASE("PostgreSQL's states as what a caller may branch on") {
    struct Row {
        const char* state;
        Errc code;
        bool ends;
        const char* why;
    };
    const Row rows[] = {
        {"53100", Errc::full, false, "the disk is full"},
        {"53200", Errc::busy, false, "out of memory"},
        {"53300", Errc::unavailable, false, "too many connections"},
        {"57014", Errc::busy, false, "the statement was cancelled"},
        {"57P01", Errc::unavailable, true, "it is being stopped"},
        {"57P02", Errc::unavailable, true, "another process of it crashed"},
        {"57P03", Errc::unavailable, true, "it is starting"},
        {"25006", Errc::unavailable, true, "a standby takes no writes"},
        {"25P03", Errc::busy, true, "we were idle inside a transaction"},
        {"08006", Errc::unavailable, true, "the connection failed"},
        {"40001", Errc::busy, false, "serialisation failure"},
        {"40P01", Errc::busy, false, "deadlock"},
        {"55P03", Errc::busy, false, "waited too long for a lock"},
        {"28P01", Errc::denied, false, "wrong password"},
        {"42501", Errc::denied, false, "not the owner of the table"},
        {"22021", Errc::invalid, false, "not UTF-8"},
        {"XX001", Errc::corrupt, false, "a damaged page"},
        {"58030", Errc::io, false, "the disk does not answer"},
        {"XX000", Errc::io, false, "anything else"},
    };
    for (const Row& row : rows) {
        INFO(row.state << ": " << row.why);
        CHECK(code_of_state(row.state) == row.code);
        CHECK(ends_session(row.state) == row.ends);
        const Error error = error_of(row.state, "db1:5432", "reason\nover lines.\n");
        CHECK(error.code == row.code);
        CHECK(error.message.starts_with("PostgreSQL at db1:5432: reason over lines ("));
        CHECK(error.message.find("Nothing was stored") != std::string::npos);
    }
}
