#include "sync/store/database.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "platform/host/host_files.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot::sync {
namespace {

using Catch::Matchers::ContainsSubstring;

std::unique_ptr<Database> open(const std::string& file = ":memory:") {
    auto database = Database::open(file, Database::Mode::read_write, "");
    REQUIRE(database);
    return std::move(*database);
}

}  // namespace

TEST_CASE("values come back as they were bound") {
    const auto database = open();
    REQUIRE(database->execute("CREATE TABLE t (a, b, c, d, e)"));
    const Id id = make_named_id("test", "x");
    auto insert = database->statement("INSERT INTO t VALUES (?, ?, ?, ?, ?)");
    REQUIRE(insert.bind(INT64_MIN).bind(std::string_view()).bind(id).bind_blob({"a\0b", 3}).bind_null().run());
    CHECK(insert.changes() == 1);
    auto row = database->statement("SELECT a, b, c, d, e FROM t WHERE c = ?", id);
    REQUIRE(row.step().value());
    CHECK(row.number(0) == INT64_MIN);
    CHECK_FALSE(row.is_null(1));
    CHECK(row.text(1).empty());
    CHECK(row.id(2) == id);
    CHECK(row.blob(3) == std::string_view("a\0b", 3));
    CHECK(row.is_null(4));
    CHECK_FALSE(row.step().value());
}

TEST_CASE("a statement is kept, and the same text can be used while it is in use") {
    const auto database = open();
    REQUIRE(database->execute("CREATE TABLE t (n); INSERT INTO t VALUES (1), (2), (3)"));
    std::string seen;
    for (int round = 0; round < 2; ++round) {
        auto outer = database->statement("SELECT n FROM t ORDER BY n");
        while (outer.step().value()) {
            auto inner = database->statement("SELECT n FROM t ORDER BY n");
            REQUIRE(inner.step().value());
            seen += std::to_string(outer.number(0)) + std::to_string(inner.number(0)) + ' ';
        }
    }
    CHECK(seen == "11 21 31 11 21 31 ");
}

TEST_CASE("bindings of the last time are forgotten") {
    const auto database = open();
    {
        auto first = database->statement("SELECT ?, ?", 1, 2);
        REQUIRE(first.step().value());
    }
    auto second = database->statement("SELECT ?, ?", 7);
    REQUIRE(second.step().value());
    CHECK(second.number(0) == 7);
    CHECK(second.is_null(1));
}

TEST_CASE("a transaction that is not committed has not happened") {
    const auto database = open();
    REQUIRE(database->execute("CREATE TABLE t (n)"));
    {
        Transaction transaction(*database);
        REQUIRE(transaction.begin());
        REQUIRE(database->execute("INSERT INTO t VALUES (1)"));
    }
    CHECK(database->number("SELECT count(*) FROM t").value() == 0);
    Transaction transaction(*database);
    REQUIRE(transaction.begin());
    REQUIRE(database->execute("INSERT INTO t VALUES (1)"));
    REQUIRE(transaction.commit());
    CHECK(database->number("SELECT count(*) FROM t").value() == 1);
}

TEST_CASE("errors say what happened and what to do") {
    const test::TemporaryFolder folder;
    platform::HostFiles files;
    SECTION("not a database") {
        REQUIRE(files.write_atomic(folder.file("x.db"), std::string(5'000, 'x')));
        const auto database = open(folder.file("x.db"));
        database->set_rescue("Copy the backup.");
        const auto read = database->number("SELECT count(*) FROM sqlite_schema");
        REQUIRE_FALSE(read);
        CHECK(read.error().code == Errc::corrupt);
        CHECK_THAT(read.error().message, ContainsSubstring("damaged") && ContainsSubstring("Copy the backup."));
    }
    SECTION("no folder") {
        const auto database = Database::open(folder.file("no/such/x.db"), Database::Mode::read_write, "");
        REQUIRE_FALSE(database);
        CHECK(database.error().code == Errc::denied);
        CHECK_THAT(database.error().message, ContainsSubstring(folder.file("no/such/x.db")));
    }
    SECTION("no room") {
        const auto database = open(folder.file("x.db"));
        REQUIRE(database->execute("CREATE TABLE t (n); PRAGMA max_page_count = 10"));
        const auto written = database->statement("INSERT INTO t VALUES (randomblob(100000))").run();
        REQUIRE_FALSE(written);
        CHECK(written.error().code == Errc::full);
        CHECK_THAT(written.error().message,
                   ContainsSubstring("The disk is full. Nothing that was saved before is lost"));
    }
    SECTION("somebody else writes") {
        const auto first = open(folder.file("x.db")), second = open(folder.file("x.db"));
        Transaction transaction(*first);
        REQUIRE(transaction.begin());
        Transaction other(*second);
        const auto began = other.begin();
        REQUIRE_FALSE(began);
        CHECK(began.error().code == Errc::busy);
    }
    SECTION("another shape than ours") {
        const auto database = open(folder.file("x.db"));
        const auto read = database->number("SELECT count(*) FROM story");
        REQUIRE_FALSE(read);
        CHECK(read.error().code == Errc::corrupt);
        CHECK_THAT(read.error().message, ContainsSubstring("no such table"));
    }
}

}  // namespace earshot::sync
