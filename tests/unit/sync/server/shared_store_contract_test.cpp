// The contract of the shared store, held to by every home of it.
#include <atomic>
#include <map>
#include <thread>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include "sync/model/merge.hpp"
#include "sync/server/shared_row.hpp"
#include "tests/support/seed.hpp"
#include "tests/unit/sync/protocol/random_record.hpp"
#include "tests/unit/sync/server/fixture.hpp"

using namespace earshot;
using namespace earshot::sync;
using test::deletion_of;
using test::noon;
using test::PostgresHome;
using test::records_of;
using test::sample_photo;
using test::sample_story;
using test::SharedStoreFixture;
using test::SqliteHome;

TEMPLATE_TEST_CASE("what one device pushes the others pull, once", "[shared_store]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1), reader = shared.enrol(2);
    const std::vector<Record> records{sample_story(1, "The lamp went out."), sample_story(2, "The bill was wrong.")};
    CHECK(shared.push(writer, records) == std::vector<Verdict>(2));
    const FeedPage page = shared.feed(reader);
    CHECK(records_of(page) == records);
    CHECK_FALSE(page.more);
    CHECK(page.cursor == 2);
    CHECK(shared.feed(reader, page.cursor).count == 0);

    const FeedPage own = shared.feed(writer);
    CHECK(own.count == 0);  // It knows what it wrote.
    CHECK(own.cursor == 2);
}

TEMPLATE_TEST_CASE("pushing again changes nothing and is answered the same", "[shared_store]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1), reader = shared.enrol(2);
    Record bad = sample_story(2, "x");
    bad.fields[story::mood] = {std::int64_t{9}, test::stamp(10, 1)};
    const std::vector<Record> records{sample_story(1, "The lamp went out."), bad};
    const auto first = shared.push(writer, records);
    CHECK(first == std::vector<Verdict>{{}, {"mood: 9 is not between 1 and 5"}});
    CHECK(shared.push(writer, records) == first);
    CHECK(shared.push(reader, {records[0]}) == std::vector<Verdict>(1));
    CHECK(shared.store->last_sequence().value() == 1);
    CHECK(shared.feed(reader).count == 1);
}

TEMPLATE_TEST_CASE("two people who edit different fields both get what the other wrote", "[shared_store]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto one = shared.enrol(1), two = shared.enrol(2);
    shared.push(one, {sample_story(1, "The lamp went out.")});
    Record mood = make_record(Kind::story, sample_story(1, "").id);
    mood.fields[story::mood] = {std::int64_t{2}, test::stamp(20, 2)};
    shared.push(two, {mood});
    for (const auto& reader : {one, two}) {
        const auto records = records_of(shared.feed(reader));
        REQUIRE(records.size() == 1);  // At its newest place only.
        CHECK(records[0].text(story::words) == "The lamp went out.");
        CHECK(records[0].number(story::mood) == 2);
    }
}

TEMPLATE_TEST_CASE("a value that lost is kept", "[shared_store]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto one = shared.enrol(1), two = shared.enrol(2);
    shared.push(one, {sample_story(1, "lamp", 10, 1)});
    shared.push(two, {sample_story(1, "lantern", 20, 2)});
    shared.push(one, {sample_story(1, "lamp", 10, 1)});  // The same loser again.
    CHECK(shared.kept_values() == std::vector<test::KeptValue>{{"words", 10, test::id_of(1), "\"lamp\""}});
}

TEMPLATE_TEST_CASE("an id belongs to one kind", "[shared_store]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1);
    shared.push(writer, {sample_story(1, "x")});
    Record echo = make_record(Kind::echo, sample_story(1, "").id);
    echo.fields[echo::note] = {std::string("me too"), test::stamp(11, 1)};
    const auto verdicts = shared.push(writer, {echo, sample_story(2, "y")});
    CHECK(verdicts[0].refusal == "the id is already that of another record: a story");
    CHECK(verdicts[1].refusal.empty());
}

TEMPLATE_TEST_CASE("tellers never receive what is personal elsewhere", "[shared_store]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1, Role::teller), teller = shared.enrol(2, Role::teller);
    const auto leader = shared.enrol(3, Role::leader);
    Record named = sample_story(1, "The lamp went out.");
    named.fields[story::customer_reference] = {std::string("C-1017"), test::stamp(10, 1)};
    Record only_named = make_record(Kind::story, test::id_of(150));
    only_named.fields[story::customer_reference] = {std::string("C-1018"), test::stamp(10, 1)};
    shared.push(writer, {named, only_named});

    const FeedPage for_teller = shared.feed(teller);
    CHECK(for_teller.records.find("C-10") == std::string::npos);
    CHECK(for_teller.count == 1);
    CHECK(for_teller.cursor == 2);
    CHECK(records_of(shared.feed(leader)) == std::vector<Record>{named, only_named});

    // Merged by another device, it comes back to its writer, and still without it.
    Record mood = make_record(Kind::story, named.id);
    mood.fields[story::mood] = {std::int64_t{2}, test::stamp(20, 3)};
    shared.push(leader, {mood});
    CHECK(shared.feed(writer).records.find("C-10") == std::string::npos);
    CHECK(records_of(shared.feed(writer)).size() == 1);
}

TEMPLATE_TEST_CASE("pages end at about the size that was asked for, and always move on", "[shared_store]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1), reader = shared.enrol(2);
    std::vector<Record> records;
    for (std::uint8_t i = 0; i < 20; ++i)
        records.push_back(sample_story(i, std::string(100, 'w')));
    shared.push(writer, records);
    std::int64_t cursor = 0;
    std::vector<Record> pulled;
    for (int pages = 1;; ++pages) {
        const FeedPage page = shared.feed(reader, cursor, 1'000);
        CHECK(page.records.size() < 1'600);
        for (const Record& record : records_of(page))
            pulled.push_back(record);
        REQUIRE(page.cursor > cursor);
        cursor = page.cursor;
        if (!page.more) {
            CHECK(pages >= 5);
            break;
        }
    }
    CHECK(pulled == records);
    CHECK(shared.feed(reader, 0, 0).count == 1);
}

TEMPLATE_TEST_CASE("a device that was restored from a backup gets its own records again", "[shared_store]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1);
    shared.push(writer, {sample_story(1, "x"), sample_story(2, "y")});
    CHECK(shared.feed(writer, 0).count == 0);
    REQUIRE(shared.store->push(writer, 2, {}, noon).has_value());
    const auto later = shared.store->find_device("hash1").value().value();
    CHECK(shared.feed(later, 0).count == 2);
    CHECK(shared.feed(later, 2).count == 0);
}

TEMPLATE_TEST_CASE("the shared store holds the merge of all it was given, each record once, in rising order",
                   "[shared_store]", SqliteHome, PostgresHome) {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    SharedStoreFixture<TestType> shared;
    const std::vector<EnrolledDevice> devices{shared.enrol(1), shared.enrol(2), shared.enrol(3)};
    const auto reader = shared.enrol(9);
    std::vector<Id> ids;
    for (int i = 0; i < 15; ++i)
        ids.push_back(test::random_id(chance));
    std::map<Id, Record> expected;
    for (int round = 0; round < 40; ++round) {
        std::vector<Record> batch;
        for (std::uint64_t n = chance.below(6); n > 0; --n) {
            Record record = test::random_record(chance);
            // Only numbers and texts of any content: what check_record() refuses is told of elsewhere.
            if (record.kind != Kind::unknown)
                record.kind = Kind::unknown, record.unknown_kind = "hologram", record.fields.clear();
            record.unknown = {{"aura", std::to_string(chance.below(9)), test::random_stamp(chance)},
                              {"zeal", std::to_string(chance.below(9)), test::random_stamp(chance)}};
            record.unknown.resize(1 + chance.below(2));
            record.id = ids[chance.below(ids.size())];
            const auto [at, fresh] = expected.emplace(record.id, record);
            if (!fresh) merge(at->second, record);
            batch.push_back(std::move(record));
        }
        for (const Verdict& verdict : shared.push(devices[chance.below(3)], batch))
            CHECK(verdict == Verdict{});
        if (chance.chance(0.2)) shared.reopen();
    }
    std::int64_t cursor = 0;
    std::map<Id, Record> pulled;
    for (bool more = true; more;) {
        const FeedPage page = shared.feed(reader, cursor, 500);
        for (const Record& record : records_of(page))
            CHECK(pulled.emplace(record.id, record).second);
        cursor = page.cursor;
        more = page.more;
    }
    CHECK(pulled == expected);
    CHECK(shared.store->examine().value().empty());
}

TEMPLATE_TEST_CASE("a reader beside writers misses nothing", "[shared_store]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    constexpr int writers = 3, pushes = 40;
    std::vector<EnrolledDevice> devices;
    for (std::uint8_t i = 0; i < writers; ++i)
        devices.push_back(shared.enrol(static_cast<std::uint8_t>(i + 1)));
    const auto reader = shared.enrol(9);
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer) {
        threads.emplace_back([&, writer] {
            for (int i = 0; i < pushes; ++i) {
                Record record = sample_story(0, "w", 10, static_cast<std::uint8_t>(writer + 1));
                record.id.bytes[0] = static_cast<std::uint8_t>(writer + 1);
                record.id.bytes[1] = static_cast<std::uint8_t>(i);
                shared.push(devices[static_cast<std::size_t>(writer)], {record});
            }
        });
    }
    std::map<Id, int> seen;
    std::int64_t cursor = 0;
    while (seen.size() < std::size_t{writers} * pushes) {
        const FeedPage page = shared.feed(reader, cursor);
        for (const Record& record : records_of(page))
            seen[record.id] += 1;
        REQUIRE(page.cursor >= cursor);
        if (page.count == 0 && cursor == writers * pushes) break;  // The end was read and something is missing.
        cursor = page.cursor;
    }
    for (std::thread& thread : threads)
        thread.join();
    CHECK(seen.size() == std::size_t{writers} * pushes);
    for (const auto& [id, times] : seen)
        CHECK(times == 1);
}

TEMPLATE_TEST_CASE("a code enrols one device within its time", "[shared_store]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    SharedStore& store = *shared.store;
    REQUIRE(store.add_code({"7KQM2XWD", Role::facilitator, "york", noon + Duration{600'000}}, noon).has_value());
    CHECK(store.enrol("7KQM2XWE", test::id_of(1), "", "h1", noon).error().code == Errc::denied);
    CHECK(store.enrol("7KQM2XWD", test::id_of(1), "", "h1", noon + Duration{600'001}).error().code == Errc::denied);
    const auto device = store.enrol("7KQM2XWD", test::id_of(1), "York, Desk", "h1", noon);
    REQUIRE(device.has_value());
    CHECK(device->role == Role::facilitator);
    CHECK(device->site == "york");
    CHECK(store.enrol("7KQM2XWD", test::id_of(2), "", "h2", noon).error().code == Errc::denied);

    // The answer may have been lost: the same device may ask again, and the newer token counts.
    REQUIRE(store.enrol("7KQM2XWD", test::id_of(1), "York, Desk", "h3", noon).has_value());
    CHECK_FALSE(store.find_device("h1").value().has_value());
    CHECK(store.find_device("h3").value()->name == "York, Desk");
    CHECK(store.devices().value().size() == 1);
}

TEMPLATE_TEST_CASE("a revoked device is known as revoked until it is enrolled again", "[shared_store]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    shared.enrol(1);
    REQUIRE(shared.store->revoke(test::id_of(1), noon).has_value());
    CHECK(shared.store->find_device("hash1").value()->revoked);
    CHECK(shared.store->revoke(test::id_of(2), noon).error().code == Errc::not_found);
    shared.enrol(1);
    CHECK_FALSE(shared.store->find_device("hash1").value()->revoked);
}

TEMPLATE_TEST_CASE("what was stored is there after the store was closed", "[shared_store]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1), reader = shared.enrol(2);
    const std::string epoch = shared.store->epoch().value();
    CHECK(epoch.size() == 32);
    REQUIRE(shared.store->set_company("Northway Home").has_value());
    shared.push(writer, {sample_story(1, "x")});
    shared.reopen();
    CHECK(shared.store->epoch().value() == epoch);
    CHECK(shared.store->company().value() == "Northway Home");
    CHECK(shared.feed(reader).count == 1);
    shared.push(writer, {sample_story(2, "y")});
    CHECK(shared.store->last_sequence().value() == 2);
    CHECK(shared.store->check_health().has_value());
}

TEMPLATE_TEST_CASE("one push keeps its order, whatever was there before", "[shared_store]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1), reader = shared.enrol(2);
    shared.push(writer, {sample_story(2, "second, long ago")});
    const std::vector<Record> records{sample_story(1, "first"), sample_story(2, "second", 20),
                                      sample_story(3, "third")};
    shared.push(writer, records);
    CHECK(records_of(shared.feed(reader)) == records);
    // Twice in one push, it stands where it was changed last.
    shared.push(writer, {sample_story(4, "fourth"), sample_story(5, "fifth"), sample_story(4, "fourth, again", 30)});
    const auto pulled = records_of(shared.feed(reader));
    REQUIRE(pulled.size() == 5);
    CHECK(pulled[3].text(story::words) == "fifth");
    CHECK(pulled[4].text(story::words) == "fourth, again");
}

TEMPLATE_TEST_CASE("a late loser changes nothing for anybody, and is kept", "[shared_store]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto one = shared.enrol(1), two = shared.enrol(2);
    shared.push(one, {sample_story(1, "lantern", 20, 1)});
    const std::int64_t before = shared.store->last_sequence().value();
    CHECK(shared.push(two, {sample_story(1, "lamp", 10, 2)}) == std::vector<Verdict>(1));
    CHECK(shared.store->last_sequence().value() == before);
    CHECK(shared.kept_values() == std::vector<test::KeptValue>{{"words", 10, test::id_of(2), "\"lamp\""}});
}

TEMPLATE_TEST_CASE("what came as text is text, whatever characters it has", "[shared_store]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1), reader = shared.enrol(2);
    Record record = sample_story(1, "\U0001F4A1 \"\\\" '; ünïcode\n");
    record.fields[story::site] = {std::string("zürich"), test::stamp(10, 1)};
    CHECK(shared.push(writer, {record}) == std::vector<Verdict>(1));
    CHECK(records_of(shared.feed(reader)) == std::vector<Record>{record});

    // PostgreSQL has no U+0000 in its texts; a program that sends one must not be refused for ever.
    REQUIRE(shared.store->add_code({"AAAA2222", Role::teller, "zürich", noon + Duration{600'000}}, noon).has_value());
    CHECK(shared.store->enrol("AAAA2222", test::id_of(3), std::string("Desk \0 7", 8), "hash3", noon).has_value());
    REQUIRE(shared.store->set_company("Nørthway '\"; Höme 北").has_value());
    CHECK(shared.store->company().value() == "Nørthway '\"; Höme 北");
    CHECK(shared.store->find_device("hash3").value()->site == "zürich");
}

TEMPLATE_TEST_CASE("a device is noted as heard, with the largest cursor it ever named", "[shared_store]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto device = shared.enrol(1);
    const auto known = [&] { return shared.store->find_device("hash1").value().value(); };
    CHECK_FALSE(known().last_heard.has_value());
    REQUIRE(shared.store->push(device, 5, {}, noon + Duration{1}).has_value());
    CHECK(known().cursor == 5);
    REQUIRE(shared.store->push(device, 3, {}, noon + Duration{2}).has_value());
    CHECK(known().cursor == 5);
    CHECK(known().last_heard == noon + Duration{2});
    const std::vector<Record> one{sample_story(1, "x")};
    REQUIRE(shared.store->push(device, 9, one, noon + Duration{3}).has_value());
    CHECK(known().cursor == 9);
}

TEMPLATE_TEST_CASE("devices are listed in the order they came", "[shared_store]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    for (const std::uint8_t number : std::initializer_list<std::uint8_t>{7, 3, 5}) {
        const std::string code = "ORDER" + std::to_string(number);
        REQUIRE(shared.store->add_code({code, Role::teller, "", noon + Duration{600'000}}, noon).has_value());
        const WallTime when = noon + Duration{10 - number};
        REQUIRE(shared.store->enrol(code, test::id_of(number), "", "hash" + std::to_string(number), when).has_value());
    }
    const auto devices = shared.store->devices().value();
    REQUIRE(devices.size() == 3);
    CHECK(devices[0].device == test::id_of(7));
    CHECK(devices[1].device == test::id_of(5));
    CHECK(devices[2].device == test::id_of(3));
}

TEMPLATE_TEST_CASE("of many devices with one code at once, one gets in", "[shared_store]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    REQUIRE(shared.store->add_code({"7KQM2XWD", Role::teller, "", noon + Duration{600'000}}, noon).has_value());
    std::atomic<int> enrolled{0}, denied{0};
    std::vector<std::thread> threads;
    for (std::uint8_t i = 1; i <= 6; ++i) {
        threads.emplace_back([&, i] {
            const auto device = shared.store->enrol("7KQM2XWD", test::id_of(i), "", "hash" + std::to_string(i), noon);
            enrolled += device ? 1 : 0;
            denied += !device && device.error().code == Errc::denied ? 1 : 0;
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    CHECK(enrolled == 1);
    CHECK(denied == 5);
    CHECK(shared.store->devices().value().size() == 1);
}

TEMPLATE_TEST_CASE("many who edit one record at once lose nothing", "[shared_store]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    constexpr std::uint8_t writers = 4;
    constexpr std::uint64_t edits = 15;
    std::vector<EnrolledDevice> devices;
    for (std::uint8_t i = 1; i <= writers; ++i)
        devices.push_back(shared.enrol(i));
    const auto edit_of = [](std::uint8_t writer, std::uint64_t number) {
        Record record = make_record(Kind::story, test::id_of(101));
        record.fields[story::words] = {std::to_string(writer) + " " + std::to_string(number),
                                       test::stamp(10 + number, writer)};
        record.unknown = {{"aura" + std::to_string(writer), std::to_string(number), test::stamp(10 + number, writer)}};
        return record;
    };
    std::vector<std::thread> threads;
    for (std::uint8_t writer = 1; writer <= writers; ++writer) {
        threads.emplace_back([&, writer] {
            for (std::uint64_t i = 0; i < edits; ++i)
                shared.push(devices[writer - 1U], {edit_of(writer, i)});
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    Record expected = edit_of(1, 0);
    for (std::uint8_t writer = 1; writer <= writers; ++writer) {
        for (std::uint64_t i = 0; i < edits; ++i)
            merge(expected, edit_of(writer, i));
    }
    CHECK(records_of(shared.feed(shared.enrol(9))) == std::vector<Record>{expected});
}

TEMPLATE_TEST_CASE("the keeper can read everything, count it, and announce a restore", "[shared_store]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1);
    Record theme = make_record(Kind::theme, test::id_of(200));
    theme.fields[1] = {std::string("Lighting"), test::stamp(11, 1)};
    shared.push(writer, {sample_story(1, "x"), theme, sample_story(2, "y")});

    const auto visited = [&](std::string_view kind) {
        std::vector<Record> records;
        REQUIRE(shared.store->visit(kind, noon, [&](std::string_view text) -> Result<void> {
            records.push_back(decode_record(std::string(text)).value());
            return {};
        }));
        return records;
    };
    CHECK(visited("") == std::vector<Record>{sample_story(1, "x"), theme, sample_story(2, "y")});
    CHECK(visited("theme") == std::vector<Record>{theme});
    int seen = 0;
    const auto stopped = shared.store->visit("", noon, [&](std::string_view) -> Result<void> {
        return ++seen == 2 ? Result<void>(Error{Errc::full, "no more"}) : Result<void>();
    });
    CHECK(stopped.error() == Error{Errc::full, "no more"});

    const StoreTotals totals = shared.store->totals().value();
    CHECK(totals.records == 3);
    CHECK(totals.stories == 2);
    CHECK(totals.bytes > 0);
    CHECK(shared.store->examine().value().empty());
    CHECK_FALSE(shared.store->service().value().empty());

    const std::string before = shared.store->epoch().value();
    REQUIRE(shared.store->begin_new_epoch(noon).has_value());
    CHECK(shared.store->epoch().value() != before);
    CHECK(shared.store->epoch().value().size() == 32);
    CHECK(shared.feed(shared.enrol(2)).count == 3);
}

TEMPLATE_TEST_CASE("a reader is never made to wait for the end of what it wrote itself", "[shared_store]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1), other = shared.enrol(2);
    std::vector<Record> own;
    for (int i = 0; i < 3'000; ++i) {
        Record record = sample_story(0, "w");
        record.id.bytes[0] = static_cast<std::uint8_t>(1 + i / 256);
        record.id.bytes[1] = static_cast<std::uint8_t>(i % 256);
        own.push_back(std::move(record));
    }
    shared.push(writer, own);
    shared.push(other, {sample_story(1, "at last")});
    const FeedPage page = shared.feed(writer, 0, 1'000);
    CHECK(page.count == 1);
    CHECK(page.cursor == 3'001);
    CHECK_FALSE(page.more);
    std::size_t pulled = 0;
    std::int64_t cursor = 0;
    for (bool more = true; more;) {
        const FeedPage part = shared.feed(other, cursor, 50'000);
        pulled += part.count;
        cursor = part.cursor;
        more = part.more;
    }
    CHECK(pulled == 3'000);
    CHECK(cursor == 3'001);
}

TEMPLATE_TEST_CASE("what was deleted long ago is forgotten, and sequences go on", "[shared_store]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1), reader = shared.enrol(2);
    shared.push(writer, {sample_story(1, "x"), sample_story(2, "y"), sample_story(1, "z", 20)});
    shared.push(writer, {deletion_of(sample_story(1, ""))});
    REQUIRE(
        shared.store->push(writer, 0, std::vector{deletion_of(sample_story(2, ""))}, noon + Duration{10}).has_value());
    CHECK(shared.store->last_sequence().value() == 5);
    CHECK(shared.store->purge_tombstones(noon).value() == 0);
    CHECK(shared.store->standing({}).value().purged_sequence == 0);
    CHECK_FALSE(shared.kept_values().empty());
    // Written again, it was deleted when it was deleted first.
    Record mood = make_record(Kind::story, deletion_of(sample_story(1, "")).id);
    mood.fields[story::mood] = {std::int64_t{2}, test::stamp(40, 1)};
    REQUIRE(shared.store->push(writer, 0, std::vector{mood}, noon + Duration{20}).has_value());
    shared.push(writer, {deletion_of(sample_story(3, ""))});

    // A snapshot that began later leaves out what is deleted, and not what the reader wrote.
    const auto snapshot = [&](const EnrolledDevice& who, std::int64_t began) {
        const auto page =
            shared.store->feed(who, {.cursor = 0, .bytes = 1'000'000, .now = noon, .snapshot_began = began});
        return page.value().count;
    };
    CHECK(snapshot(reader, 7) == 0);
    CHECK(snapshot(writer, 5) == 2);

    CHECK(shared.store->purge_tombstones(noon + Duration{10}).value() == 1);
    CHECK(shared.store->standing({}).value().purged_sequence == 6);
    CHECK(shared.kept_values().empty());
    CHECK(shared.store->purge_tombstones(noon + Duration{1'000}).value() == 1);
    CHECK(shared.store->standing({}).value().purged_sequence == 6);
    CHECK(shared.store->last_sequence().value() == 7);  // The newest stays.
    CHECK(shared.feed(reader).count == 1);
    shared.push(writer, {sample_story(4, "w")});
    CHECK(shared.store->last_sequence().value() == 8);
    CHECK(shared.store->purge_tombstones(noon + Duration{1'000}).value() == 1);
    CHECK(shared.store->standing({}).value().purged_sequence == 7);
}

TEMPLATE_TEST_CASE("a blob is for whom a living attachment is, and for who brought it", "[shared_store]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1, Role::teller), other = shared.enrol(2, Role::teller);
    const std::string file(64, 'a'), thumbnail(64, 'b'), shared_file(64, 'c'), unnamed(64, 'd');
    Record first = sample_photo(201, 1, file);
    const Record second = sample_photo(202, 1, shared_file), third = sample_photo(203, 1, shared_file);
    first.fields[attachment::thumbnail_sha256] = {thumbnail, test::stamp(10, 1)};
    CHECK_FALSE(shared.store->may_fetch(writer, file).value());
    REQUIRE(shared.store->note_brought(writer.device, file).has_value());
    REQUIRE(shared.store->note_brought(writer.device, file).has_value());
    CHECK(shared.store->may_fetch(writer, file).value());
    CHECK_FALSE(shared.store->may_fetch(other, file).value());

    CHECK(shared.push(writer, {first, second, third}) == std::vector<Verdict>(3));
    for (const std::string& sha256 : {file, thumbnail, shared_file})
        CHECK(shared.store->may_fetch(other, sha256).value());
    CHECK_FALSE(shared.store->may_fetch(other, unnamed).value());
    CHECK(shared.store->media_to_drop().value().empty());

    shared.push(writer, {deletion_of(first)});
    shared.push(writer, {deletion_of(second)});
    CHECK(shared.store->media_to_drop().value() == std::vector{file, thumbnail});
    CHECK_FALSE(shared.store->may_fetch(other, file).value());
    CHECK_FALSE(shared.store->may_fetch(other, thumbnail).value());
    CHECK(shared.store->may_fetch(writer, file).value());
    CHECK(shared.store->may_fetch(other, shared_file).value());
}
