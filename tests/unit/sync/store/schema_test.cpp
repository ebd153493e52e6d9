#include "sync/store/schema.hpp"

#include <filesystem>
#include <map>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/unit/sync/store/store_fixture.hpp"

namespace earshot::sync {
namespace {

using Catch::Matchers::ContainsSubstring;
using test_store::Device;

std::unique_ptr<Database> open(const std::string& file) {
    auto database = Database::open(file, Database::Mode::read_write, "").value();
    REQUIRE(prepare_connection(*database));
    return database;
}

}  // namespace

TEST_CASE("every field of a kind's table is a column of its type, and there are no others") {
    const auto database = open(":memory:");
    REQUIRE(bring_up_to_date(*database, nullptr, migrations()));
    for (const KindTable& table : all_tables()) {
        std::map<std::string, std::string> expected{
            {"row", "INTEGER"}, {"id", "BLOB"}, {"logged_here", "INTEGER"}, {"stamps", "BLOB"}, {"extra", "TEXT"}};
        for (const Field& field : table.fields) {
            const bool number = field.type == FieldType::number || field.type == FieldType::boolean;
            expected[std::string(field.name)] = number ? "INTEGER" : "TEXT";
        }
        std::map<std::string, std::string> columns;
        auto rows = database->statement("SELECT name, type FROM pragma_table_info(?)", table.name);
        while (rows.step().value())
            columns[std::string(rows.text(0))] = rows.text(1);
        INFO(table.name << ": a new field needs a migration");
        CHECK(columns == expected);
    }
}

TEST_CASE("all tables are strict, and the connection is as durable as promised") {
    const test::TemporaryFolder folder;
    const auto database = open(folder.file("x.db"));
    REQUIRE(bring_up_to_date(*database, nullptr, migrations()));
    CHECK(database
              ->number("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                       " AND name NOT LIKE 'sqlite_%' AND strict = 0")
              .value() == 0);
    CHECK(database->number("PRAGMA synchronous").value() == 2);
    CHECK(database->number("PRAGMA foreign_keys").value() == 1);
    CHECK(database->number("PRAGMA trusted_schema").value() == 0);
    auto mode = database->statement("PRAGMA journal_mode");
    REQUIRE(mode.step().value());
    CHECK(mode.text(0) == "wal");
}

TEST_CASE("migrations run once, in order, all or none, after a copy of what was there") {
    const test::TemporaryFolder folder;
    platform::HostFiles files;
    Backups backups(folder.path(), "", files);
    const auto database = open(folder.file("earshot.db"));
    const std::vector<std::string_view> one{"CREATE TABLE t (a); INSERT INTO t VALUES (1);"};
    REQUIRE(bring_up_to_date(*database, &backups, one));
    CHECK_FALSE(files.exists(folder.file("backups")));  // There was nothing to copy.

    std::vector<std::string_view> broken = one;
    broken.insert(broken.end(), {"UPDATE t SET a = 2;", "this is not SQL"});
    CHECK_FALSE(bring_up_to_date(*database, &backups, broken));
    CHECK(database->number("SELECT a FROM t").value() == 1);
    CHECK(database->number("PRAGMA user_version").value() == 1);

    std::vector<std::string_view> three = one;
    three.insert(three.end(), {"UPDATE t SET a = a + 10;", "UPDATE t SET a = a * 2;"});
    REQUIRE(bring_up_to_date(*database, &backups, three));
    REQUIRE(bring_up_to_date(*database, &backups, three));
    CHECK(database->number("SELECT a FROM t").value() == 22);
    const auto before = open(folder.file("backups/before-schema-2.db"));
    CHECK(before->number("SELECT a FROM t").value() == 1);

    const auto newer = bring_up_to_date(*database, &backups, one);
    REQUIRE_FALSE(newer);
    CHECK(newer.error().code == Errc::too_new);
    CHECK_THAT(newer.error().message, ContainsSubstring("newer Earshot") && ContainsSubstring("Nothing was changed"));
    CHECK(database->number("SELECT a FROM t").value() == 22);
}

TEST_CASE("a database of somebody else is left alone") {
    Device device;
    device.store.reset();
    std::filesystem::remove(device.file("earshot.db"));
    {
        const auto other = Database::open(device.file("earshot.db"), Database::Mode::read_write, "").value();
        REQUIRE(other->execute("CREATE TABLE recipe (cake)"));
    }
    const auto opened = device.try_open();
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Errc::corrupt);
    CHECK_THAT(opened.error().message, ContainsSubstring("not a database of Earshot"));
}

TEST_CASE("the schema of a newer Earshot is refused in plain words") {
    Device device;
    device.store.reset();
    {
        const auto database = Database::open(device.file("earshot.db"), Database::Mode::read_write, "").value();
        REQUIRE(database->execute("PRAGMA user_version = 99"));
    }
    const auto opened = device.try_open();
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Errc::too_new);
}

}  // namespace earshot::sync
