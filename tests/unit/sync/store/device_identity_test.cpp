#include <catch2/catch_test_macros.hpp>

#include "tests/unit/sync/store/store_fixture.hpp"

namespace earshot::sync::test_store {
namespace {

constexpr Duration year{365LL * 86'400'000};

TEST_CASE("a push keeps its turn until it is answered, also over a restart") {
    Device device;
    CHECK(device.store->turn().value().number == 0);
    const Turn first = device.store->next_turn().value();
    CHECK(first.number == 1);
    CHECK(first.incarnation == device.store->device());
    CHECK_FALSE(first.mark.empty());
    CHECK(device.store->next_turn().value() == first);
    device.open();
    CHECK(device.store->next_turn().value() == first);
    REQUIRE(device.store->settle({}));
    device.open();
    CHECK(device.store->turn().value() == first);
    const Turn second = device.store->next_turn().value();
    CHECK(second.number == 2);
    CHECK(second.mark != first.mark);
}

TEST_CASE("a copy goes on as another device, keeps what it has and offers all of it again") {
    Device device;
    const Id story = device.log("late again");
    device.settle_all();
    device.apply({}, 12);
    REQUIRE(device.store->next_turn());
    const Id before = device.store->device();

    REQUIRE(device.store->become_another(0));
    CHECK(device.store->device() != before);
    CHECK(device.store->enrolled_as().value() == before);
    CHECK(device.store->turn().value().number == 0);
    CHECK(device.store->status().value().waiting == 1);
    CHECK(device.store->status().value().cursor == 0);
    CHECK(device.store->find(Kind::story, story).value().latest().device == before);
    CHECK(device.store->find(Kind::story, device.log("and again")).value().latest().device == device.store->device());

    REQUIRE(device.store->become_another(0));
    CHECK(device.store->enrolled_as().value() == before);
}

TEST_CASE("a store opened from a backup knows that it is one, once") {
    Device device;
    const Id story = device.log("late again");
    device.settle_all();
    const Id before = device.store->device();
    REQUIRE(device.store->backup(device.folder.file("kept.db")));
    CHECK(device.store->device() == before);

    REQUIRE(device.files.make_folder(device.folder.file("restored")));
    REQUIRE(device.files.rename(device.folder.file("kept.db"), device.folder.file("restored/earshot.db")));
    const auto open = [&] {
        return DeviceStore::open({.folder = device.folder.file("restored")}, device.files, device.clock, device.random)
            .value();
    };
    Id restored;
    {
        const auto store = open();
        restored = store->device();
        CHECK(restored != before);
        CHECK(store->enrolled_as().value() == before);
        CHECK(store->status().value().waiting == 1);
        CHECK(notice_named(store->setting(notice_setting).value()) == Notice::copy);
        REQUIRE(store->set_setting(notice_setting, ""));  // somebody has read it
        CHECK(store->find(Kind::story, story));
        CHECK(store->examine().value().empty());
    }
    CHECK(open()->device() == restored);
    CHECK(notice_named(open()->setting(notice_setting).value()) == Notice::none);
}

TEST_CASE("stamps go by the shared store's time once it is known, whatever the wall says") {
    Device device;
    const WallTime server = device.clock.wall();
    device.clock.set_wall(server + year * -3);
    device.store->note_server_time(server);
    const auto stamped = [&] { return device.store->find(Kind::story, device.log("now")).value().latest().wall(); };
    CHECK(stamped() == server);
    CHECK(stamped() == server + Duration{60'000});  // log() lets a minute pass
    device.clock.set_wall(server + year * 5);       // Somebody sets the clock in between.
    CHECK(stamped() == server + Duration{120'000});
    CHECK(stamped() == server + Duration{180'000});
}

TEST_CASE("what was stamped years ahead is stamped anew, in its order, and later writes follow") {
    Device device;
    const WallTime now = device.clock.wall();
    const Id sent = device.log("sent in time");
    device.settle_all();
    device.clock.set_wall(now + year * 5);
    const Id first = device.log("first", {{"tags", make_set({"lamp"})}}), second = device.log("second");
    device.write(Kind::story, sent, {{"product", "dryer"}});
    const Id refused = device.log("refused");
    {
        const auto outgoing = device.store->outgoing(100, 100'000).value();
        const Settlement settlement{refused, outgoing.back().change, "no"};
        REQUIRE(outgoing.back().record.id == refused);
        REQUIRE(device.store->settle({&settlement, 1}));
    }
    device.store->note_server_time(now);
    const std::uint64_t from = clock_at(now + Duration{120'000});
    REQUIRE(device.store->correct_stamps(from));

    const auto latest = [&](const Id& id) { return device.store->find(Kind::story, id).value().latest().hlc; };
    for (const Id& id : {first, second, sent, refused}) {
        CHECK(latest(id) > from);
        CHECK(latest(id) < from + 1'000);
    }
    CHECK(latest(first) < latest(second));
    CHECK(latest(second) < latest(sent));
    const auto held = device.store->find(Kind::story, sent).value();
    CHECK(held.fields[story::words].stamp.hlc < from);  // What was accepted stays as it is.
    CHECK(held.text(story::product) == "dryer");
    CHECK(device.store->status().value().waiting == 4);
    CHECK(device.store->status().value().refused == 0);
    CHECK(device.store->examine().value().empty());
    device.write(Kind::story, sent, {{"product", "washer"}});
    CHECK(device.store->find(Kind::story, sent).value().text(story::product) == "washer");
    CHECK(latest(sent) < from + 1'000);
}

// The original had its "first" corrected, and somebody wrote over it since; the copy must not bring it back.
TEST_CASE("a copy stamps what waits far ahead behind what it knows, so that it wins over nothing newer") {
    Device device;
    const WallTime now = device.clock.wall();
    const Id sent = device.log("sent in time");
    device.settle_all();
    device.clock.set_wall(now + year * 5);
    device.write(Kind::story, sent, {{"product", "first"}});
    REQUIRE(device.store->next_turn());  // From here on the other may be the one who is heard.
    const Id logged = device.log("logged");
    device.clock.set_wall(now + Duration{86'400'000});
    const std::uint64_t count_from = clock_at(now + Duration{86'400'000});
    REQUIRE(device.store->become_another(count_from));

    const auto held = device.store->find(Kind::story, sent).value();
    const std::uint64_t settled = held.fields[story::words].stamp.hlc, waiting = held.fields[story::product].stamp.hlc;
    CHECK(held.fields[story::product].stamp.device == device.store->device());
    CHECK(waiting > settled);
    CHECK(waiting < clock_at(now + Duration{60'000}));
    // What came later is of this database alone, and goes to the front like what any device had waiting.
    CHECK(device.store->find(Kind::story, logged).value().latest().hlc > count_from);

    device.apply(
        {record_from(Kind::story, sent, stamp_at(clock_at(now + Duration{120'000}), 9), {{"product", "newer"}})});
    CHECK(device.store->find(Kind::story, sent).value().text(story::product) == "newer");
    CHECK(device.store->examine().value().empty());
}

TEST_CASE("a store that was put back is met under a new name, since it may have lost the latest turns") {
    Device device;
    const Id before = device.store->device();
    REQUIRE(device.store->start_over("first"));
    CHECK(device.store->device() == before);  // It knew none until now.
    REQUIRE(device.store->start_over("first"));
    CHECK(device.store->device() == before);
    REQUIRE(device.store->start_over("put back"));
    CHECK(device.store->device() != before);
    CHECK(device.store->enrolled_as().value() == before);
    CHECK(device.store->turn().value().number == 0);
    CHECK(device.store->setting(notice_setting).value().empty());  // It is no copy, and nobody is told so.
}

TEST_CASE("a copy leaves stamps as they are that are no further ahead than clocks commonly are") {
    Device device;
    const Id story = device.log("a minute fast");
    const std::uint64_t before = device.store->find(Kind::story, story).value().latest().hlc;
    REQUIRE(device.store->become_another(before - clock_at({60'000})));
    CHECK(device.store->find(Kind::story, story).value().latest().hlc == before);
}

}  // namespace
}  // namespace earshot::sync::test_store
