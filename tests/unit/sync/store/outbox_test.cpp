#include "sync/store/outbox.hpp"

#include <algorithm>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "sync/model/defaults.hpp"
#include "tests/unit/sync/store/store_fixture.hpp"

namespace earshot::sync {
namespace {

using test_store::Device;
using test_store::record_from;
using test_store::stamp_at;

// The names of the fields a record speaks of.
std::string fields_of(const Record& record) {
    std::string names;
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        if (!record.fields[i].stamp.is_never()) {
            names += (names.empty() ? "" : " ") + std::string(table_of(record.kind).fields[i].name);
        }
    }
    return names;
}

}  // namespace

TEST_CASE("only the fields that were written wait, coalesced by record, oldest change first") {
    Device device;
    const Id first = device.log("first"), second = device.log("second");
    device.settle_all();
    CHECK(device.store->status()->waiting == 0);
    device.write(Kind::story, first, {{"mood", std::int64_t{2}}});
    device.write(Kind::story, second, {{"mood", std::int64_t{3}}});
    device.write(Kind::story, first, {{"stage", "use"}});
    const auto outgoing = device.store->outgoing(10, 1'000'000).value();
    REQUIRE(outgoing.size() == 2);
    CHECK(outgoing[0].record.id == second);
    CHECK(fields_of(outgoing[0].record) == "mood");
    CHECK(outgoing[1].record.id == first);
    CHECK(fields_of(outgoing[1].record) == "mood stage");
    CHECK(device.store->status()->waiting == 2);
    CHECK(device.store->examine().value().empty());
}

TEST_CASE("a batch ends at its number of records or at its weight, and is never empty") {
    Device device;
    for (int i = 0; i < 10; ++i)
        device.log(std::string(10'000, 'x'));
    CHECK(device.store->outgoing(3, 1'000'000)->size() == 3);
    CHECK(device.store->outgoing(10, 25'000)->size() == 3);
    CHECK(device.store->outgoing(10, 1)->size() == 1);
}

TEST_CASE("D2: a record that changed after it was sent keeps waiting") {
    Device device;
    const Id id = device.log("words");
    const auto sent = device.store->outgoing(10, 1'000'000).value();
    device.write(Kind::story, id, {{"mood", std::int64_t{1}}});
    const Settlement answer{id, sent[0].change, {}};
    REQUIRE(device.store->settle(std::span(&answer, 1)));
    CHECK(device.store->status()->waiting == 1);
    const auto again = device.store->outgoing(10, 1'000'000).value();
    REQUIRE(again.size() == 1);
    CHECK(again[0].record.number(story::mood) == 1);
    const Settlement second{id, again[0].change, {}};
    REQUIRE(device.store->settle(std::span(&second, 1)));
    REQUIRE(device.store->settle(std::span(&second, 1)));  // The same answer twice is fine.
    CHECK(device.store->status()->waiting == 0);
}

TEST_CASE("a refused record is set aside with its reason, and does not hold up the rest") {
    Device device;
    const Id bad = device.log("bad");
    device.settle_all("The words are too long for the shared store.");
    const Id good = device.log("good");
    auto status = device.store->status().value();
    CHECK(status.waiting == 1);
    CHECK(status.refused == 1);
    CHECK(device.store->outgoing(10, 1'000'000)->at(0).record.id == good);
    const auto refused = device.store->refused().value();
    REQUIRE(refused.size() == 1);
    CHECK(refused[0].id == bad);
    CHECK(refused[0].reason == "The words are too long for the shared store.");
    const StoryRow row = device.store->find_row(bad).value();
    CHECK(row.delivery == Delivery::refused);
    CHECK(row.refusal == refused[0].reason);

    SECTION("writing it again puts it back, with all that waited") {
        device.write(Kind::story, bad, {{"words", "better"}});
        CHECK(device.store->refused()->empty());
        const auto outgoing = device.store->outgoing(10, 1'000'000).value();
        REQUIRE(outgoing.size() == 2);
        CHECK(fields_of(outgoing[1].record) == "kind words happened");
    }
    SECTION("it can be tried again as it is") {
        REQUIRE(device.store->retry_refused());
        CHECK(device.store->refused()->empty());
        CHECK(device.store->outgoing(10, 1'000'000)->size() == 2);
    }
    status = device.store->status().value();
    CHECK(status.waiting == 2);
    CHECK(status.refused == 0);
    CHECK(device.store->examine().value().empty());
}

TEST_CASE("the receipt says when the shared store confirmed a story of this device") {
    Device device;
    const Id mine = device.log("mine");
    device.apply({record_from(Kind::story, device.random.uuid7(device.clock.wall()), stamp_at(5, 7),
                              {{"kind", "pain"}, {"words", "theirs"}, {"happened", "2026-11-01"}})});
    CHECK(device.store->find_row(mine)->delivery == Delivery::waiting);
    CHECK_FALSE(device.store->find_row(mine)->delivered_at);
    const WallTime now = device.clock.wall();
    device.settle_all();
    device.clock.advance(Duration{5'000});
    const auto rows = device.store->list({})->rows;
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].delivery == Delivery::delivered);
    CHECK(rows[0].delivered_at == now);
    CHECK(rows[1].delivery == Delivery::elsewhere);
    CHECK_FALSE(rows[1].delivered_at);
}

TEST_CASE("what arrives from the shared store does not wait to go back") {
    Device device;
    device.apply({record_from(Kind::site, id_of_key(Kind::site, "leeds"), stamp_at(5, 7), {{"key", "leeds"}})});
    CHECK(device.store->status()->waiting == 0);
}

TEST_CASE("another shared store: however much there is, each record waits once, the oldest first") {
    Device device;
    constexpr std::size_t many = 4'500;  // more than are queued at once, and not a multiple of it
    std::vector<Record> theirs;
    for (std::size_t i = 0; i < many; ++i) {
        theirs.push_back(record_from(Kind::story, make_named_id("test", std::to_string(i)), stamp_at(6 + i, 7),
                                     {{"kind", "idea"}, {"words", "theirs"}, {"happened", "2026-01-01"}}));
    }
    device.apply(theirs, 42);
    REQUIRE(device.store->start_over("new epoch"));
    CHECK(device.store->status()->waiting == many);
    CHECK(device.store->status()->waiting_stories == many);
    const auto outgoing = device.store->outgoing(2 * many, 1'000'000'000).value();
    REQUIRE(outgoing.size() == many);
    std::set<Id> ids;
    for (std::size_t i = 0; i < many; ++i) {
        ids.insert(outgoing[i].record.id);
        if (i > 0) REQUIRE(outgoing[i].change == outgoing[i - 1].change + 1);
    }
    CHECK(ids.size() == many);
    CHECK(device.store->examine().value().empty());
    device.log("one more");
    CHECK(device.store->outgoing(2 * many, 1'000'000'000).value().back().change == outgoing.back().change + 1);
}

TEST_CASE("another shared store: everything waits again but what every device starts with") {
    Device device;
    const Id sent = device.log("sent");
    device.settle_all();
    const Id refused = device.log("refused");
    device.settle_all("no");
    Record foreign = make_record(Kind::unknown, make_named_id("test", "hologram"));
    foreign.unknown_kind = "hologram";
    foreign.unknown.push_back({"depth", "3", stamp_at(5, 7)});
    Record theirs = record_from(Kind::story, make_named_id("test", "theirs"), stamp_at(6, 7),
                                {{"kind", "idea"}, {"words", "theirs"}, {"happened", "2026-01-01"}});
    theirs.unknown.push_back({"aura", "\"blue\"", stamp_at(6, 7)});
    device.apply({foreign, theirs}, 42);
    REQUIRE(device.store->note_agreement());

    REQUIRE(device.store->start_over("new epoch"));
    const auto status = device.store->status().value();
    CHECK(device.store->epoch().value() == "new epoch");
    CHECK(status.cursor == 0);
    CHECK(status.waiting == 4);
    CHECK(status.waiting_stories == 3);
    CHECK(status.refused == 0);
    CHECK_FALSE(status.last_agreed);
    const auto outgoing = device.store->outgoing(10, 1'000'000).value();
    REQUIRE(outgoing.size() == 4);
    CHECK(outgoing.front().change > 2);  // What is still answered to before does not settle what waits now.
    std::vector<Record> records;
    for (const OutgoingRecord& one : outgoing)
        records.push_back(one.record);
    CHECK(std::find(records.begin(), records.end(), theirs) != records.end());
    CHECK(std::find(records.begin(), records.end(), foreign) != records.end());
    CHECK(device.store->find_row(sent)->delivery == Delivery::waiting);
    CHECK(device.store->find_row(refused)->delivery == Delivery::waiting);
    device.settle_all();
    CHECK(device.store->status()->waiting == 0);
    // An edit of a stage everybody starts with travels like any other.
    device.write(Kind::stage, id_of_key(Kind::stage, "use"), {{"name", "I live with it"}});
    REQUIRE(device.store->start_over("newer epoch"));
    CHECK(device.store->status()->waiting == 5);
    CHECK(device.store->examine().value().empty());
}

}  // namespace earshot::sync
