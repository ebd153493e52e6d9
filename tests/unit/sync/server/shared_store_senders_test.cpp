// The contract of every store about who speaks: databases under one token, and what a sender is told of its own.
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include "sync/model/erasure.hpp"
#include "sync/model/tables.hpp"
#include "tests/unit/sync/server/fixture.hpp"

using namespace earshot;
using namespace earshot::sync;
using test::noon;
using test::PostgresHome;
using test::records_of;
using test::sample_story;
using test::SharedStoreFixture;
using test::SqliteHome;

TEMPLATE_TEST_CASE("the last push of each database under a token is kept, and each is told what the others wrote",
                   "[shared_store]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    EnrolledDevice first = shared.enrol(1, Role::facilitator), copy = first;
    first.turn = {test::id_of(1), 3, "a"};
    copy.turn = {test::id_of(60), 1, "b"};
    CHECK_FALSE(shared.store->standing(test::id_of(60)).value().speaker.has_value());
    shared.push(first, {sample_story(1, "x")});
    const std::vector<Record> by_the_copy{sample_story(2, "y", 10, 60)};
    REQUIRE(shared.store->push(copy, 7, by_the_copy, noon).has_value());
    CHECK(shared.store->standing(test::id_of(60)).value().speaker->turn == copy.turn);
    CHECK(records_of(shared.feed(first)) == by_the_copy);
    CHECK(records_of(shared.feed(copy)) == std::vector{sample_story(1, "x")});

    copy.turn.number = 2, copy.turn.mark = "c";
    REQUIRE(shared.store->push(copy, 4, {}, noon).has_value());
    shared.reopen();
    const auto known = shared.store->standing(test::id_of(60)).value().speaker;
    REQUIRE(known.has_value());
    CHECK(known->turn == copy.turn);
    CHECK(known->cursor == 7);
    CHECK(shared.store->standing(test::id_of(1)).value().speaker->turn == first.turn);

    // What a copy writes is held against the rights of its device, whoever passes it on, also after a restore.
    REQUIRE(shared.store->begin_new_epoch(noon).has_value());
    Record erasure = make_record(Kind::erasure, erasure_id_of_record(sample_story(1, "").id));
    erasure.fields[erasure::record] = {to_text(sample_story(1, "").id), test::stamp(50, 60)};
    CHECK(shared.push(shared.enrol(2, Role::teller), {erasure}) == std::vector<Verdict>(1));
}

// A message that arrives twice, in between two clocks, may be refused once and stored once; the device has it
// otherwise.
TEMPLATE_TEST_CASE("a sender who has less than is held under its name is told the rest", "[shared_store]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1);
    const Record later = sample_story(1, "the same words", 20);
    Record earlier = sample_story(1, "the same words", 10);
    shared.push(writer, {later});
    CHECK(shared.feed(writer).count == 0);
    SECTION("when the stamps differ") {
        shared.push(writer, {earlier});
        CHECK(records_of(shared.feed(writer)) == std::vector{later});
        const std::int64_t cursor = shared.feed(writer).cursor;
        shared.push(writer, {earlier});  // Once is enough.
        CHECK(shared.feed(writer, cursor).count == 0);
    }
    SECTION("when only a member of a set does") {
        Record tagged = make_record(Kind::story, later.id);
        tagged.fields[story::tags] = {SetValue{{{"lamp", test::stamp(30, 1), true}}}, test::stamp(30, 1)};
        shared.push(writer, {tagged});
        CHECK(shared.feed(writer).count == 0);
        tagged.fields[story::tags] = {SetValue{{{"shade", test::stamp(25, 1), true}}}, test::stamp(25, 1)};
        shared.push(writer, {tagged});
        CHECK(shared.feed(writer).count == 0);  // It has the lamp from before.
        tagged.fields[story::tags] = {SetValue{{{"lamp", test::stamp(25, 1), true}}}, test::stamp(25, 1)};
        shared.push(writer, {tagged});
        CHECK(shared.feed(writer).count == 1);
    }
    SECTION("when a field that is unknown here does") {
        Record grown = make_record(Kind::story, later.id);
        grown.unknown = {{"colour", "\"red\"", test::stamp(30, 1)}};
        shared.push(writer, {grown});
        CHECK(shared.feed(writer).count == 0);
        grown.unknown = {{"colour", "\"red\"", test::stamp(25, 1)}};
        shared.push(writer, {grown});
        CHECK(shared.feed(writer).count == 1);
    }
    SECTION("but not when it says what is held") {
        shared.push(writer, {later});
        CHECK(shared.feed(writer).count == 0);
    }
}
