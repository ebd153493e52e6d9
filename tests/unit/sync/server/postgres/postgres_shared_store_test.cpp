// What is PostgreSQL's own; the contract of every store is in shared_store_contract_test.cpp.
#include "sync/server/postgres/postgres_shared_store.hpp"

#include <atomic>
#include <map>
#include <thread>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "platform/host/pause.hpp"
#include "sync/server/postgres/push_batch.hpp"
#include "tests/unit/sync/server/fixture.hpp"

using namespace earshot;
using namespace earshot::sync;
using Catch::Matchers::ContainsSubstring;
using postgres::Arguments;
using postgres::Connection;
using test::noon;
using test::PostgresFixture;
using test::records_of;
using test::sample_story;

namespace {

constexpr int patience = 15'000;  // Whoever waits for the section gives up after twenty seconds.

// A story that nobody else writes.
Record story_of(std::uint8_t writer, int number) {
    Record record = sample_story(0, "w", 10, writer);
    record.id.bytes[0] = writer;
    record.id.bytes[1] = static_cast<std::uint8_t>(number / 256);
    record.id.bytes[2] = static_cast<std::uint8_t>(number % 256);
    return record;
}

Record erasure_of(const Record& story) {
    Record erasure = make_record(Kind::erasure, erasure_id_of_record(story.id));
    erasure.fields[erasure::record] = {to_text(story.id), test::stamp(50, 7)};
    erasure.fields[erasure::words_too] = {std::int64_t{1}, test::stamp(50, 7)};
    return erasure;
}

// Sessions that wait for the commit section.
std::int64_t waiting_for_section(Connection& connection) {
    return connection.run("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        .value()
        .number(0, 0);
}
void wait_for_waiting(Connection& connection, std::int64_t sessions) {
    for (int i = 0; i < patience && waiting_for_section(connection) < sessions; ++i)
        platform::pause(Duration{1});
    CHECK(waiting_for_section(connection) == sessions);
}

}  // namespace

TEST_CASE("a reader does not pass what is still being committed") {
    PostgresFixture shared;
    const auto early = shared.enrol(1), late = shared.enrol(2), reader = shared.enrol(3);
    shared.push(early, {story_of(1, 0)});

    // Another process has been given the next sequence, and is slow to commit.
    const auto slow = shared.connect(), watcher = shared.connect();
    REQUIRE(slow->execute("BEGIN"));
    REQUIRE(slow->run(postgres::enter_commit_section));
    REQUIRE(
        slow->run("INSERT INTO record (id, seq, kind, origin, body, place)"
                  " SELECT $1, max(seq) + 1, 'story', $2, $3, 0 FROM record",
                  Arguments::of(story_of(2, 0).id, late.device, encode_record(story_of(2, 0)))));
    std::thread pushing([&] { shared.push(early, {story_of(1, 1)}); });
    wait_for_waiting(*watcher, 1);

    const FeedPage meanwhile = shared.feed(reader);
    CHECK(meanwhile.count == 1);
    CHECK(meanwhile.cursor == 1);  // Not 3, whose own 2 is still to come.
    CHECK(shared.store->last_sequence().value() == 1);
    REQUIRE(slow->execute("COMMIT"));
    pushing.join();
    const FeedPage then = shared.feed(reader, meanwhile.cursor);
    CHECK(records_of(then) == std::vector<Record>{story_of(2, 0), story_of(1, 1)});
    CHECK(then.cursor == 3);
}

TEST_CASE("a transaction that gives up in the section leaves no gap") {
    PostgresFixture shared;
    const auto writer = shared.enrol(1), reader = shared.enrol(2);
    const auto slow = shared.connect(), watcher = shared.connect();
    REQUIRE(slow->execute("BEGIN"));
    REQUIRE(slow->run(postgres::enter_commit_section));
    REQUIRE(slow->run("INSERT INTO record (id, seq, kind, body, place) VALUES ($1, 1, 'story', '', 0)",
                      Arguments::of(test::id_of(77))));
    std::thread pushing([&] { shared.push(writer, {story_of(1, 1)}); });
    wait_for_waiting(*watcher, 1);
    REQUIRE(slow->execute("ROLLBACK"));
    pushing.join();
    CHECK(records_of(shared.feed(reader)) == std::vector<Record>{story_of(1, 1)});
    CHECK(shared.store->last_sequence().value() == 1);
}

TEST_CASE("who reads while several processes write sees every change, and each once") {
    PostgresFixture shared;
    constexpr std::uint8_t processes = 4;
    constexpr int stories = 60;
    const auto reader = shared.enrol(99);
    std::vector<EnrolledDevice> devices;
    for (std::uint8_t i = 1; i <= 2 * processes; ++i)
        devices.push_back(shared.enrol(i));
    std::atomic<bool> done{false};
    std::vector<std::unique_ptr<PostgresSharedStore>> stores;
    for (int i = 0; i < processes; ++i)
        stores.push_back(shared.open());  // As another process would: nothing is shared but the database.
    std::vector<std::thread> writers, readers;
    for (std::uint8_t writer = 1; writer <= 2 * processes; ++writer) {
        writers.emplace_back([&, writer] {
            SharedStore& store = *stores[writer % processes];
            for (int i = 0; i < stories; ++i) {
                const std::vector<Record> one{story_of(writer, i)};
                EARSHOT_ASSERT(store.push(devices[writer - 1U], 0, one, noon).has_value());
            }
        });
    }
    std::vector<std::map<Id, int>> seen(processes);
    std::vector<std::int64_t> gaps(processes);
    for (std::size_t i = 0; i < processes; ++i) {
        readers.emplace_back([&, i] {
            std::int64_t cursor = 0;
            for (bool ending = false;;) {
                const bool was_ending = ending;
                ending = done;
                const auto page = stores[i]->feed(reader, {.cursor = cursor, .bytes = 20'000, .now = noon});
                EARSHOT_ASSERT(page.has_value());
                for (const Record& record : records_of(*page))
                    seen[i][record.id] += 1;
                // No other change moves a record here, so that sequences have no gaps.
                gaps[i] += page->cursor - cursor - static_cast<std::int64_t>(page->count);
                cursor = page->cursor;
                if (was_ending && page->count == 0) return;
            }
        });
    }
    for (std::thread& thread : writers)
        thread.join();
    done = true;
    for (std::thread& thread : readers)
        thread.join();
    for (std::size_t i = 0; i < processes; ++i) {
        CHECK(seen[i].size() == std::size_t{2} * processes * stories);
        for (const auto& [id, times] : seen[i])
            CHECK(times == 1);
        CHECK(gaps[i] == 0);
    }
}

TEST_CASE("what another process changed meanwhile is merged again") {
    PostgresFixture shared;
    const auto one = shared.enrol(1), two = shared.enrol(2), reader = shared.enrol(3);
    const auto elsewhere = shared.open();
    const auto section = shared.connect(), watcher = shared.connect();
    // Both have read the record, or that there is none, before either may write it.
    const auto at_once = [&](const Record& first, const Record& second) {
        REQUIRE(section->execute("BEGIN"));
        REQUIRE(section->run(postgres::enter_commit_section));
        std::thread here([&] { shared.push(one, {first}); });
        std::thread there([&] {
            const std::vector<Record> records{second};
            EARSHOT_ASSERT(elsewhere->push(two, 0, records, noon).value() == std::vector<Verdict>(1));
        });
        wait_for_waiting(*watcher, 2);
        REQUIRE(section->execute("COMMIT"));
        here.join();
        there.join();
    };
    SECTION("of a record that was new to both") {
        at_once(sample_story(1, "lamp", 10, 1), sample_story(1, "lantern", 20, 2));
    }
    SECTION("of a record that was there") {
        shared.push(one, {sample_story(1, "light", 5, 1)});
        at_once(sample_story(1, "lamp", 10, 1), sample_story(1, "lantern", 20, 2));
    }
    CHECK(records_of(shared.feed(reader)) == std::vector<Record>{sample_story(1, "lantern", 20, 2)});
    CHECK(shared.feed(reader).cursor == shared.store->last_sequence().value());
}

TEST_CASE("an erasure that another process brought meanwhile takes what was read before it") {
    PostgresFixture shared;
    const auto teller = shared.enrol(1, Role::teller), facilitator = shared.enrol(2, Role::facilitator);
    const auto elsewhere = shared.open();
    const auto section = shared.connect(), watcher = shared.connect();
    shared.push(teller, {sample_story(2, "x")});  // It knows of no erasure now.
    REQUIRE(section->execute("BEGIN"));
    REQUIRE(section->run(postgres::enter_commit_section));
    std::thread there([&] {
        const std::vector<Record> records{erasure_of(sample_story(1, ""))};
        EARSHOT_ASSERT(elsewhere->push(facilitator, 0, records, noon).value() == std::vector<Verdict>(1));
    });
    wait_for_waiting(*watcher, 1);
    std::thread here([&] { shared.push(teller, {sample_story(1, "zinkwhistle")}); });
    wait_for_waiting(*watcher, 2);
    REQUIRE(section->execute("COMMIT"));
    there.join();
    here.join();
    const auto records = records_of(shared.feed(shared.enrol(3)));
    REQUIRE(records.size() == 3);
    CHECK(records[1].kind == Kind::erasure);
    CHECK(records[2].text(story::kind) == "pain");
    CHECK(records[2].fields[story::words] == FieldState{});
}

TEST_CASE("erased bytes that a long reader holds go when it has ended") {
    PostgresFixture shared;
    const auto teller = shared.enrol(1, Role::teller), facilitator = shared.enrol(2, Role::facilitator);
    shared.push(teller, {sample_story(1, "zinkwhistle")});
    const auto reading = shared.connect();
    REQUIRE(reading->execute("BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0"));
    REQUIRE(reading->run("SELECT count(*) FROM record"));
    shared.push(facilitator, {erasure_of(sample_story(1, ""))});
    CHECK_FALSE(shared.files_with("zinkwhistle").empty());
    REQUIRE(reading->execute("COMMIT"));
    REQUIRE(shared.store->push(teller, 0, {}, noon + Duration{60'000}).has_value());
    CHECK(shared.files_with("zinkwhistle").empty());
    CHECK(records_of(shared.feed(teller)).at(0).kind == Kind::erasure);
}

TEST_CASE("an erasure that a standby lacked counts as new when it comes again") {
    PostgresFixture shared;
    const auto teller = shared.enrol(1, Role::teller), facilitator = shared.enrol(2, Role::facilitator);
    shared.push(teller, {sample_story(1, "zinkwhistle")});
    const auto beside = shared.connect();
    REQUIRE(beside->execute("CREATE TABLE before AS TABLE record"));
    shared.push(facilitator, {erasure_of(sample_story(1, ""))});
    // As a standby that took over without it; the sessions with the former primary end.
    REQUIRE(beside->execute("TRUNCATE record; INSERT INTO record SELECT * FROM before; DROP TABLE before"));
    REQUIRE(
        beside->run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                    " AND pid <> pg_backend_pid() AND usename = current_user"));
    CHECK(shared.push(facilitator, {erasure_of(sample_story(1, ""))}) == std::vector<Verdict>(1));
    CHECK(records_of(shared.feed(shared.enrol(3))).at(1).fields[story::words] == FieldState{});
}

TEST_CASE("pushes that wait together share a commit, and a bad one harms only itself") {
    PostgresFixture shared;
    constexpr std::uint8_t pushes = 8;
    std::vector<EnrolledDevice> devices;
    for (std::uint8_t i = 1; i <= pushes; ++i)
        devices.push_back(shared.enrol(i));
    const auto section = shared.connect(), watcher = shared.connect();
    REQUIRE(section->execute("BEGIN"));
    REQUIRE(section->run(postgres::enter_commit_section));
    std::atomic<int> stored{0}, refused{0};
    const auto push = [&](std::uint8_t writer, const Record& record) {
        const std::vector<Record> records{record};
        const auto verdicts = shared.store->push(devices[writer - 1U], 7, records, noon);
        stored += verdicts ? 1 : 0;
        refused += !verdicts && verdicts.error().code == Errc::invalid ? 1 : 0;
    };
    std::vector<std::thread> threads;
    threads.emplace_back([&] { push(1, story_of(1, 0)); });
    wait_for_waiting(*watcher, 1);  // It holds up the others, which become one batch.
    for (std::uint8_t writer = 2; writer <= pushes; ++writer) {
        threads.emplace_back([&, writer] {
            Record record = story_of(writer, 0);
            // No codec lets this through; PostgreSQL will not have it.
            if (writer == 5) record.unknown = {{"aura", "\"\xff\"", test::stamp(10, 1)}};
            push(writer, record);
        });
    }
    for (int i = 0; i < patience && shared.store->waiting_pushes() < pushes - 1U; ++i)
        platform::pause(Duration{1});
    CHECK(shared.store->waiting_pushes() == pushes - 1U);
    REQUIRE(section->execute("COMMIT"));
    for (std::thread& thread : threads)
        thread.join();
    CHECK(stored == pushes - 1);
    CHECK(refused == 1);
    CHECK(shared.feed(shared.enrol(20)).count == pushes - 1);
    CHECK(shared.store->last_sequence().value() == pushes - 1);
    CHECK(shared.store->find_device("hash5").value()->cursor == 0);
    CHECK(shared.store->find_device("hash6").value()->cursor == 7);
}

TEST_CASE("several processes may start on one empty database") {
    const std::string address = test::fresh_database();
    constexpr int processes = 5;
    std::vector<std::string> epochs(processes);
    std::vector<std::thread> threads;
    for (int i = 0; i < processes; ++i) {
        threads.emplace_back([&, i] {
            platform::SeededRandom random(static_cast<std::uint64_t>(i));
            const auto store = PostgresSharedStore::open({.address = address}, random);
            epochs[static_cast<std::size_t>(i)] = (*store)->epoch().value();
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    for (const std::string& epoch : epochs)
        CHECK(epoch == epochs[0]);
}

TEST_CASE("only stores of ours, of a known schema, are opened") {
    const std::string address = test::fresh_database();
    platform::SeededRandom random(1);
    const auto trouble = [&](bool must_exist = false) {
        const auto store = PostgresSharedStore::open({.address = address, .must_exist = must_exist}, random);
        return (*store)->epoch().error();
    };
    const auto beside = Connection::open(postgres::ConnectionString::parse(address).value(), Duration{60'000}).value();
    SECTION("one that is not there is not made by who only looks") {
        CHECK(trouble(true).code == Errc::not_found);
        CHECK(trouble(true).code == Errc::not_found);
    }
    SECTION("a newer schema") {
        REQUIRE((*PostgresSharedStore::open({.address = address}, random))->epoch());
        REQUIRE(beside->execute("UPDATE earshot_schema SET version = 99"));
        CHECK(trouble().code == Errc::too_new);
    }
    SECTION("another program's database") {
        REQUIRE(beside->execute("CREATE TABLE recipe (name text)"));
        CHECK(trouble().code == Errc::corrupt);
        REQUIRE(beside->execute("DROP TABLE recipe"));
        CHECK((*PostgresSharedStore::open({.address = address}, random))->epoch());
    }
    SECTION("a database that is not there") {
        const auto store = PostgresSharedStore::open({.address = address + "_none"}, random);
        CHECK((*store)->epoch().error().code == Errc::unavailable);
        CHECK_THAT((*store)->epoch().error().message, ContainsSubstring("does not exist"));
    }
}

TEST_CASE("a store that was put back elsewhere begins a new epoch by itself") {
    PostgresFixture shared;
    shared.push(shared.enrol(1), {sample_story(1, "x")});
    const std::string epoch = shared.store->epoch().value();
    shared.reopen();
    CHECK(shared.store->epoch().value() == epoch);
    shared.store.reset();
    const std::string name = shared.address.substr(shared.address.rfind('/') + 1);
    test::shared_postgres().make_database(name + "_copy", name);
    shared.address += "_copy";
    shared.store = shared.open();
    const std::string copied = shared.store->epoch().value();
    CHECK(copied != epoch);
    CHECK(shared.feed(shared.enrol(2)).count == 1);
    shared.reopen();
    CHECK(shared.store->epoch().value() == copied);
}

TEST_CASE("a restore that PostgreSQL cannot tell from a failover is announced to all processes") {
    PostgresFixture shared;
    const auto serving = shared.open();
    const std::string epoch = serving->epoch().value();
    REQUIRE(shared.store->begin_new_epoch(noon));
    CHECK(serving->epoch().value() != epoch);
}

TEST_CASE("a standby that took over without the last stories is noticed by who has seen them") {
    PostgresFixture shared;
    const auto writer = shared.enrol(1), reader = shared.enrol(2);
    const auto other = shared.open();
    shared.push(writer, {story_of(1, 0), story_of(1, 1)});
    const std::string epoch = shared.store->epoch().value();
    CHECK(shared.store->last_sequence().value() == 2);
    shared.push(writer, {story_of(1, 2)});
    CHECK(other->last_sequence().value() == 3);
    CHECK(shared.feed(reader, 2).cursor == 3);
    CHECK(shared.store->epoch().value() == epoch);

    REQUIRE(shared.connect()->execute("DELETE FROM record WHERE seq = 3"));  // As a standby would lack it.
    CHECK(shared.store->last_sequence().value() == 2);
    const std::string then = shared.store->epoch().value();
    CHECK(then != epoch);
    // Noticed once, by whoever else has seen it too, and as the beginning of a new history.
    CHECK(other->last_sequence().value() == 2);
    CHECK(shared.store->last_sequence().value() == 2);
    shared.push(writer, {story_of(1, 3)});
    CHECK(shared.store->last_sequence().value() == 3);
    CHECK(other->last_sequence().value() == 3);
    CHECK(shared.store->epoch().value() == then);
}

TEST_CASE("unsafe settings of the database are found or overruled") {
    PostgresFixture shared;
    const auto beside = shared.connect();
    const std::string name = shared.address.substr(shared.address.rfind('/') + 1);
    REQUIRE(beside->execute("ALTER DATABASE " + name + " SET synchronous_commit = off"));
    const auto fresh = shared.connect();
    CHECK(fresh->run("SELECT current_setting('synchronous_commit')").value().text(0, 0) == "on");
    REQUIRE(beside->execute("ALTER DATABASE " + name + " SET synchronous_commit = remote_apply"));
    CHECK(shared.connect()->run("SELECT current_setting('synchronous_commit')").value().text(0, 0) == "remote_apply");
}

TEST_CASE("a record that cannot be read is found") {
    PostgresFixture shared;
    shared.push(shared.enrol(1), {sample_story(1, "x"), sample_story(2, "y")});
    REQUIRE(shared.connect()->execute("UPDATE record SET body = left(body, 20) WHERE seq = 2"));
    const auto findings = shared.store->examine().value();
    REQUIRE(findings.size() == 1);
    CHECK_THAT(findings[0], ContainsSubstring(to_text(sample_story(2, "").id)));
}

TEST_CASE("a store outlives its PostgreSQL") {
    test::Postgres own;
    own.make_database("one");
    platform::SeededRandom random(1);
    const auto store = PostgresSharedStore::open({.address = own.address("one")}, random).value();
    const auto device = [&] {
        EARSHOT_ASSERT(store->add_code({"AAAA2222", Role::leader, "", noon}, noon).has_value());
        return store->enrol("AAAA2222", test::id_of(1), "", "hash", noon).value();
    }();
    const std::vector<Record> first{story_of(1, 1)}, second{story_of(1, 2)};
    REQUIRE(store->push(device, 0, first, noon));
    own.kill();
    CHECK(store->push(device, 0, second, noon).error().code == Errc::unavailable);
    CHECK(store->epoch().error().code == Errc::unavailable);
    CHECK(store->check_health().error().code == Errc::unavailable);
    CHECK_THAT(store->epoch().error().message, ContainsSubstring("cannot be reached"));
    own.start();
    CHECK(store->push(device, 0, second, noon).value() == std::vector<Verdict>(1));
    CHECK(store->last_sequence().value() == 2);

    // Anew while nobody asked: nobody notices.
    own.stop_at_once();
    own.start();
    CHECK(store->check_health());
    CHECK(store->last_sequence().value() == 2);
}
