#include "sync/server/sqlite/shared_records.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/unit/sync/server/fixture.hpp"

using namespace earshot;
using namespace earshot::sync;
using test::noon;
using test::records_of;
using test::StoreFixture;

namespace {

Record story_with(std::uint8_t number, const std::string& consent, const std::string& until) {
    Record story = test::sample_story(number, "The lamp went out.", 10, 9);
    story.fields[story::customer_reference] = {std::string("C-1017"), test::stamp(10, 9)};
    story.fields[story::site] = {std::string("leeds"), test::stamp(10, 9)};
    if (!consent.empty()) story.fields[story::consent] = {consent, test::stamp(10, 9)};
    if (!until.empty()) story.fields[story::consent_until] = {until, test::stamp(10, 9)};
    return story;
}

std::vector<Record> feed_on(StoreFixture& shared, const EnrolledDevice& reader, WallTime day) {
    const auto page = shared.store->feed(reader, {.cursor = 0, .bytes = 1'000'000, .now = day});
    REQUIRE(page.has_value());
    return records_of(*page);
}

}  // namespace

TEST_CASE("a store of an earlier schema tells no more than today's") {
    StoreFixture shared;
    const auto writer = shared.enrol(9, Role::teller), leader = shared.enrol(3),
               york = shared.enrol(2, Role::teller, "york");
    const Record ended = story_with(1, "company", "2020-01-01"), narrow = story_with(2, "none", "");
    shared.push(writer, {ended, narrow});
    shared.store.reset();
    {
        // As schema 2 had written it.
        const auto database = Database::open(shared.folder.file("shared.db"), Database::Mode::read_write, {});
        REQUIRE((*database)
                    ->execute("UPDATE record SET ends = NULL, withheld = NULL, redacted = body;"
                              "INSERT INTO meta (name, value) VALUES ('rows', 'written before schema 3')")
                    .has_value());
    }
    shared.store = shared.open();
    CHECK(feed_on(shared, leader, noon).at(0).fields[story::words] == FieldState{});
    CHECK(feed_on(shared, york, noon).at(1).fields[story::words] == FieldState{});
    CHECK(feed_on(shared, leader, noon).at(1) == narrow);
}
