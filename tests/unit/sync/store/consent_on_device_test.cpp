// What consent keeps from people is kept from them by every reading call of the store, from the day on, without a sync.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/unit/sync/store/store_fixture.hpp"

namespace earshot::sync {
namespace {

using test_store::Device;

// What the calls of the store tell of the one story there is.
std::string told_by(Device& device, const Id& story) {
    std::string told;
    told += device.found({}).empty() ? "" : "list ";
    told += device.store->find_row(story)->words.empty() ? "" : "row ";
    told += device.store->find(Kind::story, story)->text(story::words).empty() ? "" : "record ";
    told += device.search("lamp").empty() ? "" : "search ";
    told += device.store->count({.search = "lamp"}).value() == 0 ? "" : "count ";
    const auto earlier = device.store->earlier_values(story).value();
    told += earlier.empty() ? "" : "earlier ";
    REQUIRE(device.store->visit_stories({}, [&](const Record& visited, int) -> Result<void> {
        told += visited.text(story::words).empty() ? "" : "export ";
        return {};
    }));
    return told;
}

const std::string everything = "list row record search count earlier export ";

}  // namespace

TEST_CASE("who is told a story on a device") {
    struct Row {
        const char *why, *role, *site, *consent, *until;
        bool told;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing was said about consent", "teller", "york", "", "", true},
        {"consent lasts", "teller", "york", "company", "2030-01-01", true},
        {"today is the last day", "leader", "york", "company", "2026-11-03", true},
        {"it ended yesterday: the wall", "leader", "york", "company", "2026-11-02", false},
        {"it ended: the site's own counter", "teller", "leeds", "company", "2026-11-02", false},
        {"it ended: the facilitator", "facilitator", "", "public", "2026-11-02", false},
        {"it ended: a device without a company", "", "", "", "2026-11-02", false},
        {"none stays with the site", "teller", "york", "none", "", false},
        {"none, at the site", "teller", "leeds", "none", "", true},
        {"none, a leader", "leader", "york", "none", "", true},
        {"none, a teller who stands nowhere", "teller", "", "none", "", false},
    }));
    INFO(row.why);
    Device device;
    const Id story = device.log("The lantern went out", {{"site", "leeds"}, {"consent", row.consent}});
    device.write(Kind::story, story, {{"words", "The lamp went out"}});
    if (*row.until) device.write(Kind::story, story, {{"consent_until", row.until}});
    REQUIRE(device.store->set_setting("role", row.role));
    REQUIRE(device.store->set_setting("site", row.site));
    CHECK(told_by(device, story) == (row.told ? everything : ""));
    CHECK(device.store->find_row(story)->words_withheld == !row.told);
    // A person is counted all the same.
    CHECK(device.store->status()->stories == 1);
    CHECK(device.store->count({}).value() == 1);
    CHECK(device.store->find(Kind::story, story)->text(story::kind) == "pain");
}

TEST_CASE("consent ends overnight, without a sync") {
    Device device;
    const Id story = device.log("The lantern went out", {{"consent_until", "2026-11-03"}});
    device.write(Kind::story, story, {{"words", "The lamp went out"}});
    CHECK(told_by(device, story) == everything);
    device.clock.advance(std::chrono::hours{24});
    CHECK(told_by(device, story).empty());
    // What travels is the record itself: another device decides for itself, and so does the shared store.
    CHECK(device.store->outgoing(10, 10'000)->at(0).record.text(story::words) == "The lamp went out");
}

}  // namespace earshot::sync
