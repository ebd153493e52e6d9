#include "sync/server/sqlite/shared_erasures.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/unit/sync/server/erasure_records.hpp"

using namespace earshot;
using namespace earshot::sync;
using test::erasure_of_customer;
using test::erasure_of_story;
using test::everything;
using test::noon;
using test::sample_story;
using test::StoreFixture;
using test::story_of_customer;

TEST_CASE("restoring an older backup forgets again") {
    StoreFixture shared;
    const auto facilitator = shared.enrol(2, Role::facilitator);
    shared.push(facilitator, {story_of_customer(1)});
    const test::TemporaryFolder elsewhere;
    REQUIRE(shared.store->backup(elsewhere.file("monday.db")).has_value());
    shared.push(facilitator, {erasure_of_customer(true), erasure_of_story(test::id_of(77), false)});
    REQUIRE(shared.files.exists(shared.folder.file("erasures.jsonl")));
    shared.store.reset();
    const auto restore = [&] {
        return SqliteSharedStore::restore(shared.folder.path(), elsewhere.file("monday.db"), shared.files,
                                          shared.random, noon);
    };
    SECTION("by the log beside the store") {
        REQUIRE(restore().has_value());
        shared.store = shared.open();
        const auto stories = everything(shared, Kind::story);
        REQUIRE(stories.size() == 1);
        CHECK(stories[0].fields[story::words] == FieldState{});
        CHECK(everything(shared, Kind::erasure).size() == 3);
        CHECK(shared.files_with("zinkwhistle") == std::vector<std::string>{});
    }
    SECTION("a log that cannot be read stops it, and says where") {
        REQUIRE(shared.files.write_atomic(shared.folder.file("erasures.jsonl"), "{}\n").has_value());
        const auto outcome = restore();
        REQUIRE_FALSE(outcome.has_value());
        CHECK(outcome.error().message.find("line 1 is not an erasure") != std::string::npos);
    }
}

TEST_CASE("a small store is written anew with each erasure, a large one when its upkeep says so") {
    StoreFixture shared;
    const auto open = [&](std::int64_t rewritten_at_once) {
        shared.store.reset();
        auto store = SqliteSharedStore::open({.folder = shared.folder.path(), .rewritten_at_once = rewritten_at_once},
                                             shared.files, shared.random);
        REQUIRE(store.has_value());
        shared.store = std::move(*store);
    };
    const auto is_left = [&] {
        const auto database = Database::open(shared.folder.file("shared.db"), Database::Mode::read_only, {});
        return (*database)->number("SELECT count(*) FROM meta WHERE name = 'scrub'").value() != 0;
    };
    const auto facilitator = shared.enrol(2, Role::facilitator);
    shared.push(facilitator, {story_of_customer(1)});
    open(1 << 30);
    shared.push(facilitator, {erasure_of_customer(false)});
    CHECK_FALSE(is_left());
    open(0);
    shared.push(facilitator, {erasure_of_customer(true)});
    CHECK(is_left());
    CHECK(shared.files_with("zinkwhistle").empty());  // Where it lay, and in the log, it is gone at once.
    open(0);
    shared.push(facilitator, {sample_story(3, "x")});
    CHECK(is_left());
    REQUIRE(shared.store->overwrite_erased().has_value());
    CHECK_FALSE(is_left());
    REQUIRE(shared.store->overwrite_erased().has_value());  // Once is enough, until something else is erased.
    shared.push(facilitator, {erasure_of_story(test::id_of(77), false)});
    CHECK(is_left());
}

TEST_CASE("the erasure log reads back as it was written") {
    StoreFixture shared;
    const auto facilitator = shared.enrol(2, Role::facilitator);
    shared.push(facilitator, {erasure_of_customer(true), erasure_of_story(test::id_of(77), false)});
    const std::string text = shared.files.read(shared.folder.file("erasures.jsonl")).value();
    CHECK(read_erasure_log(text).value() ==
          std::vector{erasure_of_customer(true), erasure_of_story(test::id_of(77), false)});
    CHECK(read_erasure_log("").value().empty());
    CHECK(read_erasure_log(text + encode_record(sample_story(1, "x"))).error().message == "line 3 is not an erasure");
}
