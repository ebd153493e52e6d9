#include "sync/store/device_store.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <sqlite3.h>

#include "sync/model/consent.hpp"
#include "sync/model/merge.hpp"
#include "sync/store/database.hpp"
#include "tests/support/faulty_disk.hpp"
#include "tests/support/seed.hpp"
#include "tests/unit/sync/protocol/random_record.hpp"
#include "tests/unit/sync/store/store_fixture.hpp"

namespace earshot::sync {
namespace {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using test_store::Device;
using test_store::edit_of;
using test_store::record_from;
using test_store::stamp_at;

std::string keys_of(DeviceStore& store) {
    std::string keys;
    const auto stages = store.all(Kind::stage).value();
    for (const Record& stage : stages)
        keys += std::string(stage.text(number_of_field(stage_fields, "key"))) + ' ';
    return keys;
}

}  // namespace

// ---- opening
// ---------------------------------------------------------------------------------------------------------

TEST_CASE("a fresh device knows the stages, and nothing waits") {
    Device device;
    CHECK(keys_of(*device.store) == "look-around choose get-started use need-help stay-or-go ");
    CHECK_FALSE(device.store->device().is_nil());
    const auto status = device.store->status().value();
    CHECK(status.stories == 0);
    CHECK(status.waiting == 0);
    CHECK(status.bytes > 0);
    CHECK(device.store->examine()->empty());
}

TEST_CASE("a store in memory works without a folder") {
    Device device;
    device.store.reset();
    platform::SteppedClock clock;
    platform::SeededRandom random(1);
    const auto store = DeviceStore::open({.in_memory = true}, device.files, clock, random);
    REQUIRE(store);
    CHECK(keys_of(**store).size() > 0);
    CHECK((*store)->roll_backup());
}

TEST_CASE("D5: a folder that is in use is busy, and says by whom") {
    Device device;
    const auto second = device.try_open();
    REQUIRE_FALSE(second);
    CHECK(second.error().code == Errc::busy);
    CHECK_THAT(second.error().message, ContainsSubstring("is in use by process "));
    device.store.reset();
    CHECK(device.try_open());
}

TEST_CASE("a damaged database is not opened, and the way to the newest backup is told") {
    Device device;
    device.log("words");
    const bool with_backup = GENERATE(true, false);
    if (with_backup) REQUIRE(device.store->roll_backup());
    device.store.reset();
    {
        std::fstream file(device.file("earshot.db"), std::ios::in | std::ios::out | std::ios::binary);
        file.write("this is not what SQLite wrote", 29);
    }
    const auto opened = device.try_open();
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Errc::corrupt);
    CHECK_THAT(opened.error().message, ContainsSubstring("damaged"));
    if (!with_backup) {
        CHECK_THAT(opened.error().message, ContainsSubstring("There is no backup on this device"));
        return;
    }
    const std::string backup = device.file("backups/earshot-2026-11-03.db");
    CHECK_THAT(opened.error().message, ContainsSubstring(backup));
    // What it says works.
    std::filesystem::copy_file(backup, device.file("earshot.db"), std::filesystem::copy_options::overwrite_existing);
    device.open();
    CHECK(device.found({}) == "words");
}

TEST_CASE("damage inside the database is noticed when the last end was not clean") {
    Device device;
    for (int i = 0; i < 200; ++i)
        device.log("words " + std::to_string(i));
    device.store.reset();
    const auto size = std::filesystem::file_size(device.file("earshot.db"));
    {
        std::fstream file(device.file("earshot.db"), std::ios::in | std::ios::out | std::ios::binary);
        for (std::uintmax_t at = 8 * 4'096; at < size; at += 4'096) {
            file.seekp(static_cast<std::streamoff>(at));
            file.write("\0\0\0\0\0\0\0\0", 8);
        }
        std::ofstream(device.file("earshot.db-wal"));  // As a crash leaves it.
    }
    const auto opened = device.try_open();
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Errc::corrupt);
}

// ---- writing
// ---------------------------------------------------------------------------------------------------------

TEST_CASE("D1: what is written is there after reopening, and waits to be sent") {
    Device device;
    const Id own = device.store->device();
    const Id id = device.log("The lamp went out again.", {{"mood", std::int64_t{2}}, {"tags", make_set({"lamp"})}});
    device.open();
    CHECK(device.store->device() == own);
    const Record story = device.store->find(Kind::story, id).value();
    CHECK(story.text(story::words) == "The lamp went out again.");
    CHECK(story.number(story::mood) == 2);
    CHECK(set_of(story.value(story::tags))->present() == std::vector<std::string>{"lamp"});
    CHECK(device.store->status()->waiting == 1);
    CHECK(device.store->outgoing(10, 1'000'000)->at(0).record == story);
    CHECK(device.store->examine()->empty());
    CHECK(device.store->find(Kind::story, make_named_id("x", "y")).error().code == Errc::not_found);
}

TEST_CASE("what is not valid is not written, not even the valid part") {
    struct Row {
        const char* why;
        Edit edit;
        std::string message;
    };
    const Id known = make_named_id("test", "known"), fresh = make_named_id("test", "fresh");
    const auto row = GENERATE_COPY(values<Row>({
        {"a story without words", edit_of(Kind::story, fresh, {{"kind", "pain"}}), "words: "},
        {"a story without a kind", edit_of(Kind::story, fresh, {{"words", "x"}}), "kind: "},
        {"a mood that is none", edit_of(Kind::story, known, {{"mood", std::int64_t{9}}}), "mood: "},
        {"taking the words away", edit_of(Kind::story, known, {{"words", ""}}), "words: "},
        {"half a character", edit_of(Kind::story, known, {{"words", "\xe9"}}), "words: "},
        {"a record without an id", edit_of(Kind::site, Id{}, {{"key", "leeds"}}), "the record has no id"},
    }));
    INFO(row.why);
    Device device;
    device.write(Kind::story, known, {{"kind", "pain"}, {"words", "words"}});
    const auto before = device.store->status().value();
    const std::array edits{edit_of(Kind::site, make_named_id("test", "site"), {{"key", "leeds"}}), row.edit};
    const auto written = device.store->write(edits);
    REQUIRE_FALSE(written);
    CHECK(written.error().code == Errc::invalid);
    CHECK_THAT(written.error().message, StartsWith(row.message));
    CHECK(device.store->all(Kind::site)->empty());
    CHECK(device.store->find(Kind::story, known)->text(story::words) == "words");
    CHECK(device.store->status()->waiting == before.waiting);
    CHECK(device.store->examine()->empty());
}

TEST_CASE("a deleted story may lose its words, and is gone from everywhere") {
    Device device;
    const Id id = device.log("words");
    device.write(Kind::story, id, {{"deleted", std::int64_t{1}}, {"words", ""}});
    CHECK(device.found({}).empty());
    CHECK(device.store->status()->stories == 0);
    CHECK(device.store->find(Kind::story, id)->is_deleted());
    CHECK(device.store->examine()->empty());
}

TEST_CASE("a write that says what is there already is no write") {
    Device device;
    const Id id = device.log("words", {{"tags", make_set({"lamp"})}});
    const Record before = device.store->find(Kind::story, id).value();
    device.settle_all();
    device.clock.advance(Duration{1'000});
    device.write(Kind::story, id, {{"words", "words"}, {"tags", make_set({"lamp"})}, {"mood", Value()}});
    CHECK(device.store->find(Kind::story, id).value() == before);
    CHECK(device.store->status()->waiting == 0);
}

TEST_CASE("members of a set are written one by one") {
    Device device;
    const Id id = device.log("words", {{"tags", make_set({"a", "b"})}});
    device.write(Kind::story, id, {{"tags", SetValue{{{"b", {}, false}, {"c", {}, true}}}}});
    const Record story = device.store->find(Kind::story, id).value();
    CHECK(set_of(story.value(story::tags))->present() == std::vector<std::string>{"a", "c"});
    // Later clock values for what changed, the old one for what did not.
    const auto& members = set_of(story.value(story::tags))->members;
    REQUIRE(members.size() == 3);
    CHECK(members[0].stamp < members[1].stamp);
    CHECK(members[1].stamp == members[2].stamp);
}

TEST_CASE("clock values only grow, also over a wall that goes back and a restart") {
    Device device;
    const Id id = device.log("words");
    std::uint64_t last = device.store->find(Kind::story, id)->latest().hlc;
    const auto write = [&](const std::string& words) {
        device.write(Kind::story, id, {{"words", words}});
        const std::uint64_t now = device.store->find(Kind::story, id)->latest().hlc;
        CHECK(now > last);
        last = now;
    };
    device.clock.set_wall({1'000});
    write("in the past");
    device.open();
    write("after a restart");
    const std::uint64_t future = std::uint64_t{2'000'000'000'000} << 16;
    device.apply({record_from(Kind::story, id, stamp_at(future, 7), {{"mood", std::int64_t{4}}})});
    device.open();
    write("after hearing from somebody whose clock is ahead");
    CHECK(last > future);
}

TEST_CASE("D4: what was corrected, and what lost against another device, can still be seen") {
    Device device;
    const Id id = device.log("first words");
    device.write(Kind::story, id, {{"words", "second words"}, {"mood", std::int64_t{2}}});
    const Stamp later = stamp_at(std::uint64_t{2'000'000'000'000} << 16, 7);
    const Record theirs = record_from(Kind::story, id, later, {{"words", "their words"}, {"mood", std::int64_t{4}}});
    device.apply({theirs});
    device.apply({theirs});
    const Record older = record_from(Kind::story, id, stamp_at(1, 9), {{"words", "much older words"}});
    device.apply({older});
    const Record story = device.store->find(Kind::story, id).value();
    CHECK(story.text(story::words) == "their words");
    std::string earlier;
    const auto values = device.store->earlier_values(id).value();
    for (const KeptEarlierValue& value : values)
        earlier += value.field + '=' + std::string(text_of(value.value)) + std::to_string(number_of(value.value)) + ' ';
    CHECK(earlier == "mood=2 words=second words0 words=first words0 words=much older words0 ");
    CHECK(values[0].stamp.device == device.store->device());
}

// ---- what arrives
// ----------------------------------------------------------------------------------------------------

TEST_CASE("law: devices that have seen the same records hold the same, in whatever order and however often") {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    std::vector<Record> records;
    std::vector<std::pair<Kind, Id>> keys;
    while (records.size() < 120) {
        Record record = test::random_record(chance);
        const bool known = !keys.empty() && chance.chance(0.6);
        if (known) {
            const auto& [kind, id] = keys[chance.below(keys.size())];
            if (kind != record.kind) continue;
            record.id = id;
        } else {
            keys.emplace_back(record.kind, record.id);
        }
        records.push_back(std::move(record));
    }
    Device one(1), other(2);
    one.apply(records, 7);
    one.apply(records, 7);  // D3
    std::vector<Record> shuffled = records;
    for (std::size_t i = shuffled.size(); i-- > 1;)
        std::swap(shuffled[i], shuffled[chance.below(i + 1)]);
    for (const Record& record : shuffled)
        other.apply({record}, 7);

    for (const auto& [kind, id] : keys) {
        if (kind == Kind::unknown) continue;
        Record expected = make_record(kind, id);
        for (const Record& record : records) {
            if (record.kind == kind && record.id == id) merge(expected, record);
        }
        // Words whose consent has ended are held, but not told.
        if (kind == Kind::story)
            expected = told(expected, telling_for(expected, {Role::keeper, {}, day_of(one.clock.wall())}));
        REQUIRE(one.store->find(kind, id).value() == expected);
        REQUIRE(other.store->find(kind, id).value() == expected);
    }
    CHECK(one.found({.limit = 1'000}) == other.found({.limit = 1'000}));
    CHECK(one.store->status()->stories == other.store->status()->stories);
    // Everything comes out again as it went in, unknown kinds and fields included.
    REQUIRE(one.store->start_over("e"));
    REQUIRE(other.store->start_over("e"));
    const auto by_id = [](const OutgoingRecord& a, const OutgoingRecord& b) { return a.record.id < b.record.id; };
    auto mine = one.store->outgoing(1'000, 100'000'000).value(),
         theirs = other.store->outgoing(1'000, 100'000'000).value();
    std::sort(mine.begin(), mine.end(), by_id);
    std::sort(theirs.begin(), theirs.end(), by_id);
    REQUIRE(mine.size() == theirs.size());
    for (std::size_t i = 0; i < mine.size(); ++i)
        REQUIRE(mine[i].record == theirs[i].record);
    const auto findings = one.store->examine().value();
    for (const std::string& finding : findings)
        CHECK_THAT(finding, ContainsSubstring("has never received"));  // Random echoes belong to nothing.
}

TEST_CASE("D3: records and cursor commit together, or not at all") {
    Device device;
    Record good = record_from(Kind::site, make_named_id("test", "site"), stamp_at(5, 7), {{"key", "leeds"}});
    Record wrong = record_from(Kind::story, make_named_id("test", "story"), stamp_at(5, 7), {{"mood", "angry"}});
    const std::array page{good, wrong};
    const auto applied = device.store->apply(page, 17);
    REQUIRE_FALSE(applied);
    CHECK(applied.error().code == Errc::invalid);
    CHECK(device.store->status()->cursor == 0);
    CHECK(device.store->all(Kind::site)->empty());
    device.apply({good}, 17);
    CHECK(device.store->status()->cursor == 17);
    device.open();
    CHECK(device.store->status()->cursor == 17);
    CHECK(device.store->all(Kind::site)->size() == 1);
}

TEST_CASE("a deletion that arrives before the story wins over it") {
    Device device;
    const Id id = make_named_id("test", "story");
    device.apply({record_from(Kind::story, id, stamp_at(5, 7), {{"deleted", std::int64_t{1}}})});
    device.apply({record_from(Kind::story, id, stamp_at(9, 8),
                              {{"kind", "pain"}, {"words", "late"}, {"happened", "2026-11-03"}})});
    CHECK(device.found({}).empty());
    CHECK(device.search("late").empty());
    CHECK(device.store->find(Kind::story, id)->text(story::words) == "late");
    CHECK(device.store->status()->stories == 0);
    CHECK(device.store->examine()->empty());
}

TEST_CASE("small kinds are listed in an order that is the same everywhere") {
    Device device;
    const Id early = make_uuid7({1'000}, {}), late = make_uuid7({2'000}, {});
    device.write(Kind::site, late, {{"key", "york"}});
    device.write(Kind::site, early, {{"key", "leeds"}});
    const auto sites = device.store->all(Kind::site).value();
    REQUIRE(sites.size() == 2);
    CHECK(sites[0].id == early);
    device.write(Kind::site, early, {{"deleted", std::int64_t{1}}});
    CHECK(device.store->all(Kind::site)->size() == 1);
}

// ---- fields and kinds this build did not know
// ------------------------------------------------------------------------

TEST_CASE("a field or kind that was unknown when it came takes its place once a build knows it") {
    Device device;
    const Id id = device.log("words"), lamp = make_named_id("test", "lamp");
    const Id own = device.store->device();
    const Stamp stamp = stamp_at(std::uint64_t{2'000'000'000'000} << 16, 7);
    device.store.reset();
    {
        // As an older build would have left it: it did not know `mood`, nor that there are themes.
        const auto database = Database::open(device.file("earshot.db"), Database::Mode::read_write, "").value();
        const std::string text = to_text(stamp);
        REQUIRE(database->execute("DELETE FROM field_name WHERE name = 'mood'"));
        REQUIRE(database->execute("UPDATE field_name SET number = 4 WHERE kind = 'story' AND name = 'device_name'"));
        REQUIRE(database
                    ->statement("UPDATE story SET extra = ?",
                                R"([["aura",")" + text + R"(","\"blue\""],["mood",")" + text + R"(","2"]])")
                    .run());
        REQUIRE(database
                    ->statement("INSERT INTO unknown_record (kind, id, extra) VALUES ('theme', ?, ?)", lamp,
                                R"([["name",")" + text + R"(","\"Lamps\""]])")
                    .run());
    }
    device.open();
    CHECK(device.store->device() == own);
    const Record story = device.store->find(Kind::story, id).value();
    CHECK(story.number(story::mood) == 2);
    CHECK(story.fields[story::mood].stamp == stamp);
    REQUIRE(story.unknown.size() == 1);
    CHECK(story.unknown[0].name == "aura");
    CHECK(device.store->list({})->rows[0].mood == 2);
    CHECK(device.store->find(Kind::theme, lamp)->text(number_of_field(theme_fields, "name")) == "Lamps");
    CHECK(device.store->examine()->empty());
}

// ---- drafts, settings, upkeep
// ----------------------------------------------------------------------------------------

TEST_CASE("a draft is kept with the time it began, until it is dropped") {
    Device device;
    CHECK_FALSE(device.store->draft()->has_value());
    const WallTime began = device.clock.wall();
    REQUIRE(device.store->save_draft("{\"words\":\"The\"}"));
    device.clock.advance(Duration{5'000});
    REQUIRE(device.store->save_draft("{\"words\":\"The lamp\"}"));
    device.open();
    const auto draft = device.store->draft().value();
    REQUIRE(draft);
    CHECK(draft->json == "{\"words\":\"The lamp\"}");
    CHECK(draft->began == began);
    CHECK(draft->saved == began + Duration{5'000});
    REQUIRE(device.store->drop_draft());
    CHECK_FALSE(device.store->draft()->has_value());
}

TEST_CASE("settings are kept, and empty ones are not set") {
    Device device;
    REQUIRE(device.store->set_setting("site", "leeds"));
    REQUIRE(device.store->set_setting("theme", "dark"));
    REQUIRE(device.store->set_setting("theme", ""));
    device.open();
    CHECK(device.store->setting("site").value() == "leeds");
    CHECK(device.store->setting("theme").value().empty());
    CHECK(device.store->setting("never set").value().empty());
}

TEST_CASE("the revision grows with every change, and reading leaves it") {
    Device device;
    std::uint64_t revision = device.store->revision();
    const auto grew = [&] {
        const bool larger = device.store->revision() > revision;
        revision = device.store->revision();
        return larger;
    };
    device.log("words");
    CHECK(grew());
    CHECK(device.store->list({}));
    CHECK(device.store->status());
    CHECK_FALSE(grew());
    device.settle_all();
    CHECK(grew());
    REQUIRE(device.store->set_setting("site", "leeds"));
    CHECK(grew());
    REQUIRE(device.store->save_draft("{}"));
    CHECK(grew());
    REQUIRE(device.store->note_agreement());
    CHECK(grew());
    CHECK(device.store->status()->last_agreed == device.clock.wall());
    const Edit bad = edit_of(Kind::story, make_named_id("x", "y"), {{"kind", "pain"}});
    CHECK_FALSE(device.store->write(std::span(&bad, 1)));
    CHECK_FALSE(grew());
    // What changes nothing is no change.
    REQUIRE(device.store->set_setting("never set", ""));
    REQUIRE(device.store->set_setting("site", "leeds"));
    REQUIRE(device.store->apply({}, 0));
    REQUIRE(device.store->settle({}));
    CHECK_FALSE(grew());
}

// ---- trouble
// ---------------------------------------------------------------------------------------------------------

TEST_CASE("D1: what was reported as done survives the end of the process at any moment") {
    Device device;
    std::vector<std::string> words;
    for (int i = 0; i < 30; ++i) {
        words.push_back("story " + std::to_string(i));
        device.log(words.back());
        if (i % 7 == 0) device.settle_all();
        // What the disk holds now is what kill -9 would leave.
        const test::TemporaryFolder left;
        std::filesystem::create_directory(left.file("data"));
        for (const char* name : {"earshot.db", "earshot.db-wal"}) {
            if (std::filesystem::exists(device.file(name))) {
                std::filesystem::copy_file(device.file(name), left.file("data/" + std::string(name)));
            }
        }
        platform::SteppedClock clock;
        platform::SeededRandom random(9);
        const auto store = DeviceStore::open({.folder = left.file("data")}, device.files, clock, random);
        REQUIRE(store);
        const auto page = (*store)->list({.limit = 100}).value();
        REQUIRE(page.rows.size() == words.size());
        for (std::size_t row = 0; row < words.size(); ++row)
            REQUIRE(page.rows[row].words == words[words.size() - 1 - row]);
        REQUIRE((*store)->examine()->empty());
    }
}

TEST_CASE("D1: a log that was torn by a power cut loses only what was never reported as done") {
    Device device;
    device.log("first");
    const auto safe = std::filesystem::file_size(device.file("earshot.db-wal"));
    device.log("second");
    const auto full = std::filesystem::file_size(device.file("earshot.db-wal"));
    REQUIRE(full > safe);
    for (std::uintmax_t size = safe; size <= full; size += 1'000) {
        const test::TemporaryFolder left;
        std::filesystem::create_directory(left.file("data"));
        for (const char* name : {"earshot.db", "earshot.db-wal"})
            std::filesystem::copy_file(device.file(name), left.file("data/" + std::string(name)));
        std::filesystem::resize_file(left.file("data/earshot.db-wal"), size);
        platform::SteppedClock clock;
        platform::SeededRandom random(9);
        const auto store = DeviceStore::open({.folder = left.file("data")}, device.files, clock, random);
        REQUIRE(store);
        const auto rows = (*store)->list({})->rows;
        REQUIRE(rows.size() == (size == full ? 2 : 1));
        REQUIRE(rows.back().words == "first");
        REQUIRE((*store)->examine()->empty());
    }
}

TEST_CASE("D1: whichever write or sync fails, what failed changed nothing and what was done stays") {
    const int code = GENERATE(SQLITE_FULL, SQLITE_IOERR_WRITE);
    test::FaultyDisk disk;
    Device device(1, disk.name());
    const Id id = device.log("kept", {{"tags", make_set({"lamp"})}});
    const Record kept = device.store->find(Kind::story, id).value();
    int failures = 0;
    for (std::int64_t operation = 0;; ++operation) {
        disk.fail_after(operation, code);
        const std::array edits{edit_of(Kind::story, id, {{"words", "changed"}, {"happened", "2026-12-24"}}),
                               edit_of(Kind::site, make_named_id("test", "site"), {{"key", "leeds"}})};
        const auto written = device.store->write(edits);
        disk.heal();
        if (written) break;
        failures += 1;
        INFO("operation " << operation);
        REQUIRE(written.error().code == (code == SQLITE_FULL ? Errc::full : Errc::io));
        REQUIRE(device.store->find(Kind::story, id).value() == kept);
        REQUIRE(device.store->all(Kind::site)->empty());
        REQUIRE(device.search("kept") == "kept");
        if (operation % 5 == 0) device.open();
        REQUIRE(device.store->find(Kind::story, id).value() == kept);
        REQUIRE(device.store->status()->waiting == 1);
        REQUIRE(device.store->examine()->empty());
    }
    CHECK(failures > 5);
    CHECK(device.found({}) == "changed");
    CHECK(device.store->all(Kind::site)->size() == 1);
    CHECK(device.store->examine()->empty());
}

TEST_CASE("a full disk says what happened, what is safe and what to do, and goes on when there is room") {
    test::FaultyDisk disk;
    Device device(1, disk.name());
    device.log("before");
    disk.fail_after(0, SQLITE_FULL);
    const Edit edit = edit_of(Kind::story, make_named_id("x", "y"), {{"kind", "pain"}, {"words", "lost?"}});
    const auto written = device.store->write(std::span(&edit, 1));
    REQUIRE_FALSE(written);
    CHECK(written.error().code == Errc::full);
    CHECK_THAT(written.error().message, StartsWith("The disk is full. Nothing that was saved before is lost"));
    CHECK_THAT(written.error().message, ContainsSubstring("Free some room"));
    CHECK(device.store->save_draft("{}").error().code == Errc::full);
    CHECK(device.store->apply({}, 5).error().code == Errc::full);
    CHECK(device.store->status()->cursor == 0);
    CHECK(device.found({}) == "before");
    disk.heal();
    REQUIRE(device.store->write(std::span(&edit, 1)));
    CHECK(device.store->status()->stories == 2);
}

TEST_CASE("a disk that breaks while the database is made is reported, and the next attempt starts from nothing") {
    test::FaultyDisk disk;
    Device device(1, disk.name());
    device.store.reset();
    int failures = 0;
    for (std::int64_t operation = 0;; operation += 3) {
        for (const char* name : {"earshot.db", "earshot.db-wal", "earshot.db-shm"})
            std::filesystem::remove(device.file(name));
        disk.fail_after(operation, SQLITE_IOERR_WRITE);
        auto opened = device.try_open();
        if (opened) break;
        CHECK(opened.error().code == Errc::io);
        failures += 1;
        disk.heal();
        device.open();
        REQUIRE(keys_of(*device.store) == "look-around choose get-started use need-help stay-or-go ");
        REQUIRE(device.store->examine()->empty());
        device.store.reset();
    }
    CHECK(failures > 5);
}

}  // namespace earshot::sync
