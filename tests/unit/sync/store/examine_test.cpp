#include "sync/store/examine.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/unit/sync/store/store_fixture.hpp"

namespace earshot::sync {

using Catch::Matchers::ContainsSubstring;
using test_store::Device;

TEST_CASE("what is wrong is said in plain words") {
    struct Row {
        const char* why;
        std::string damage, finding;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing", "", ""},
        {"a story left without its words in the index", "DELETE FROM story WHERE words = 'second'",
         "The search index knows 2 stories, but there are 1."},
        {"a wrong count", "UPDATE state SET stories = 7", "The count of stories is 7, but there are 2."},
        {"a wrong count of what waits", "UPDATE state SET waiting = 0",
         "The count of waiting records is 0, but there are 3."},
        {"an echo of nothing", "UPDATE echo SET story = '00000000-0000-0000-0000-000000000001'",
         "1 echoes belong to a story this device has never received."},
        {"something waits that is gone", "INSERT INTO outbox VALUES (99, 'story', x'00', 1)",
         "1 stories wait to be sent but are not there."},
        {"an index without its row",
         "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT rootpage"
         " FROM sqlite_schema WHERE name = 'draft') WHERE name = 'story_kind'",
         "The database is damaged: "},
    }));
    INFO(row.why);
    Device device;
    const Id id = device.log("first");
    device.log("second");
    device.echo(id);
    device.store.reset();
    {
        const auto database = Database::open(device.file("earshot.db"), Database::Mode::read_write, "").value();
        REQUIRE(database->execute(row.damage));
    }
    device.open();
    std::string all;
    const auto findings = device.store->examine().value();
    for (const std::string& finding : findings)
        all += finding + '\n';
    if (row.finding.empty()) {
        CHECK(all.empty());
    } else {
        CHECK_THAT(all, ContainsSubstring(row.finding));
    }
}

TEST_CASE("an echo of a story that was deleted before this device came is nothing wrong") {
    Device device;
    const auto echo = test_store::record_from(Kind::echo, make_named_id("test", "echo"), test_store::stamp_at(6, 7),
                                              {{"story", to_text(make_named_id("test", "deleted long ago"))}});
    REQUIRE(device.store->start_over("epoch", 7));
    device.apply({echo}, 7);
    CHECK(device.store->examine().value().empty());
}

}  // namespace earshot::sync
