// What is SQLite's own; the contract of every store is in shared_store_contract_test.cpp.
#include "sync/server/sqlite/sqlite_shared_store.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/unit/sync/server/fixture.hpp"

using namespace earshot;
using namespace earshot::sync;
using test::noon;
using test::sample_story;
using test::StoreFixture;

TEST_CASE("a backup can take the place of the store, under a new epoch") {
    StoreFixture shared;
    const auto writer = shared.enrol(1), reader = shared.enrol(2);
    shared.push(writer, {sample_story(1, "x")});
    const std::string epoch = shared.store->epoch().value(), backup = shared.folder.file("monday.db");
    CHECK(shared.store->backup(backup).value() == 1);
    CHECK(shared.store->backup(backup).error().code == Errc::invalid);
    shared.push(writer, {sample_story(2, "y")});
    const auto log_of_later = shared.files.read(shared.folder.file("shared.db-wal"));
    shared.store.reset();

    const auto restore = [&](const std::string& file) {
        return SqliteSharedStore::restore(shared.folder.path(), file, shared.files, shared.random, noon);
    };
    SECTION("while somebody serves it is refused") {
        const auto lock = SqliteSharedStore::serving_lock(shared.folder.path(), shared.files);
        REQUIRE(lock.has_value());
        CHECK(restore(backup).error().code == Errc::busy);
    }
    SECTION("a file that is no store is refused") {
        REQUIRE(shared.files.write_atomic(shared.folder.file("letter.txt"), "Dear all").has_value());
        CHECK(restore(shared.folder.file("letter.txt")).error().code == Errc::corrupt);
        CHECK(restore(shared.folder.file("none.db")).error().code == Errc::not_found);
    }
    SECTION("what an earlier try left behind when it was cut short is not taken for a part of it") {
        REQUIRE(log_of_later.has_value());
        REQUIRE(shared.files.write_atomic(shared.folder.file("shared.db.arriving-wal"), *log_of_later).has_value());
        REQUIRE(restore(backup).has_value());
        shared.store = shared.open();
        CHECK(shared.feed(reader).count == 1);
        return;
    }
    SECTION("otherwise it is done, and the former store is kept") {
        const auto former = restore(backup);
        REQUIRE(former.has_value());
        shared.store = shared.open();
        CHECK(shared.store->epoch().value() != epoch);
        CHECK(shared.feed(reader).count == 1);
        CHECK(shared.store->find_device("hash1").value().has_value());
        const auto kept = Database::open(shared.folder.file(*former), Database::Mode::read_only, {});
        REQUIRE(kept.has_value());
        CHECK((*kept)->number("SELECT count(*) FROM record").value() == 2);
        // A second one in the same second keeps what the first one kept.
        shared.store.reset();
        const auto again = restore(backup);
        REQUIRE(again.has_value());
        CHECK(*again != *former);
        shared.store = shared.open();
        return;
    }
    shared.store = shared.open();
    CHECK(shared.store->epoch().value() == epoch);
    CHECK(shared.feed(reader).count == 2);
}

TEST_CASE("what a restore that was cut short left goes when the store is next served") {
    StoreFixture shared;
    const std::string arriving = shared.folder.file("shared.db.arriving");
    REQUIRE(shared.files.write_atomic(arriving, "half of it").has_value());
    REQUIRE(shared.files.write_atomic(arriving + "-wal", "its log").has_value());
    shared.reopen();  // A keeper's command beside a restore touches nothing.
    CHECK(shared.files.exists(arriving));
    REQUIRE(SqliteSharedStore::serving_lock(shared.folder.path(), shared.files).has_value());
    CHECK_FALSE(shared.files.exists(arriving));
    CHECK_FALSE(shared.files.exists(arriving + "-wal"));
}

TEST_CASE("only our own stores of a known schema are opened") {
    const test::TemporaryFolder folder;
    platform::HostFiles files;
    platform::SeededRandom random(1);
    const auto open = [&](bool must_exist = false) {
        return SqliteSharedStore::open({.folder = folder.path(), .vfs = {}, .must_exist = must_exist}, files, random);
    };
    CHECK(open(true).error().code == Errc::not_found);
    SECTION("a newer schema") {
        REQUIRE(open().has_value());
        {
            const auto database = Database::open(folder.file("shared.db"), Database::Mode::read_write, {});
            REQUIRE((*database)->execute("PRAGMA user_version = 99").has_value());
        }
        CHECK(open().error().code == Errc::too_new);
    }
    SECTION("another program's database") {
        {
            const auto database = Database::open(folder.file("shared.db"), Database::Mode::read_write, {});
            REQUIRE((*database)->execute("CREATE TABLE recipe (name TEXT)").has_value());
        }
        CHECK(open().error().code == Errc::corrupt);
    }
}
