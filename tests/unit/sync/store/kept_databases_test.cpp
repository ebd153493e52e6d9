// Databases of every schema that was ever released are kept in tests/data/databases and must open for ever.
#include <algorithm>
#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "sync/store/schema.hpp"
#include "tests/unit/sync/store/store_fixture.hpp"

namespace earshot::sync {
namespace {

using test_store::Device;
using test_store::record_from;
using test_store::stamp_at;

const std::string kept_folder = "tests/data/databases";  // Tests run from the root of the repository.

std::string kept_name(std::size_t schema) {
    const std::string number = std::to_string(schema);
    return "schema-" + std::string(4 - number.size(), '0') + number + ".db";
}

}  // namespace

// Not run with the others: unit_tests "[.keep]" after a new migration, then commit the file.
TEST_CASE("keep a database of today's schema", "[.keep]") {
    Device device(2026);
    const Id lamp = device.log("The lamp in the café went out again.",
                               {{"mood", std::int64_t{2}}, {"stage", "use"}, {"tags", make_set({"lamp", "light"})}});
    device.log("電池がすぐになくなる", {{"kind", "issue"}, {"language", "ja"}, {"happened", "2026-10-05"}});
    device.echo(lamp, "Heard it in York too");
    device.settle_all();
    device.write(Kind::story, lamp, {{"words", "The lamp in the café went out twice."}});
    const Id gone = device.log("deleted");
    device.write(Kind::story, gone, {{"deleted", std::int64_t{1}}});
    Record foreign = make_record(Kind::unknown, make_named_id("test", "hologram"));
    foreign.unknown_kind = "hologram";
    foreign.unknown.push_back({"depth", "3", stamp_at(5, 7)});
    Record theirs = record_from(Kind::story, make_named_id("test", "theirs"), stamp_at(6, 7),
                                {{"kind", "idea"}, {"words", "Open on Sundays"}, {"happened", "2026-09-01"}});
    theirs.unknown.push_back({"aura", "\"blue\"", stamp_at(6, 7)});
    device.apply({foreign, theirs}, 42);
    REQUIRE(device.store->set_setting("site", "leeds"));
    REQUIRE(device.store->save_draft("{\"words\":\"half\"}"));
    std::filesystem::create_directories(kept_folder);
    REQUIRE(device.store->backup(kept_folder + "/" + kept_name(migrations().size())));
}

TEST_CASE("a database of every released schema is kept") {
    for (std::size_t schema = 1; schema <= migrations().size(); ++schema)
        CHECK(std::filesystem::exists(kept_folder + "/" + kept_name(schema)));
}

TEST_CASE("databases of all former schemas open, and nothing in them is lost") {
    for (std::size_t schema = 1; schema <= migrations().size(); ++schema) {
        INFO("schema " << schema);
        Device device;
        device.store.reset();
        std::filesystem::remove(device.file("earshot.db"));
        std::filesystem::copy_file(kept_folder + "/" + kept_name(schema), device.file("earshot.db"));
        device.open();
        CHECK(device.store->examine()->empty());
        CHECK(device.found({}) == "The lamp in the café went out twice. | 電池がすぐになくなる | Open on Sundays");
        CHECK(device.search("cafe twi") == "The lamp in the café went out twice.");
        CHECK(device.search("電池") == "電池がすぐになくなる");
        CHECK(device.search("again").empty());
        const StoryRow lamp = device.store->list({})->rows[0];
        CHECK(lamp.echoes == 1);
        CHECK(lamp.delivery == Delivery::waiting);
        CHECK(lamp.delivered_at);
        const auto earlier = device.store->earlier_values(lamp.id).value();
        REQUIRE(earlier.size() == 1);
        CHECK(text_of(earlier[0].value) == "The lamp in the café went out again.");
        const Record theirs = device.store->find(Kind::story, make_named_id("test", "theirs")).value();
        REQUIRE(theirs.unknown.size() == 1);
        CHECK(theirs.unknown[0].json == "\"blue\"");
        const auto status = device.store->status().value();
        CHECK(status.stories == 3);
        CHECK(status.waiting == 2);
        CHECK(status.cursor == 42);
        CHECK(device.store->setting("site").value() == "leeds");
        CHECK(device.store->draft().value()->json == "{\"words\":\"half\"}");
        // What neither this build nor the one that wrote it knows is passed on.
        REQUIRE(device.store->start_over("e"));
        const auto outgoing = device.store->outgoing(100, 1'000'000).value();
        const bool passed_on = std::any_of(outgoing.begin(), outgoing.end(), [](const OutgoingRecord& one) {
            return one.record.unknown_kind == "hologram" && one.record.unknown.size() == 1;
        });
        CHECK(passed_on);
    }
}

}  // namespace earshot::sync
