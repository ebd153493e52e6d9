// Stores that began under the first schema and were brought as far as some later one, by its steps, open for ever.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "platform/host/sha256.hpp"
#include "sync/model/consent.hpp"
#include "sync/store/schema.hpp"
#include "tests/unit/sync/server/fixture.hpp"

namespace earshot::sync {

std::span<const std::string_view> shared_store_migrations();
std::span<const std::string_view> postgres_store_migrations();

namespace {

using test::id_of;
using test::noon;
using test::records_of;
using test::stamp;

constexpr std::int64_t application_id = 0x45617253;
const std::string token_hash = "hash of a token", photo_hash(64, 'a');

FieldState text(const std::string& value, std::uint64_t clock = 10) {
    return {value, stamp(clock, 1)};
}

Record lamp_story() {
    Record story = test::sample_story(1, "The lamp went out.");
    story.fields[story::customer_reference] = text("C-1017");
    story.fields[story::site] = text("leeds");
    story.fields[story::stage] = text("use");
    story.unknown.push_back({"aura", "\"blue\"", stamp(10, 1)});
    return story;
}

Record story_with_ended_consent() {
    Record story = test::sample_story(2, "Never tell my name.");
    story.fields[story::consent] = text("company");
    story.fields[story::consent_until] = text("2020-01-01");
    return story;
}

Record deleted_story() {
    return test::deletion_of(test::sample_story(3, ""));
}

Record echo_of_lamp() {
    Record echo = make_record(Kind::echo, id_of(201));
    echo.fields[echo::story] = text(to_text(lamp_story().id));
    echo.fields[echo::note] = text("Heard it in York too");
    return echo;
}

Record photo_of_lamp() {
    return test::sample_photo(202, 1, photo_hash);
}

Record hologram() {
    Record foreign = make_record(Kind::unknown, id_of(203));
    foreign.unknown_kind = "hologram";
    foreign.unknown.push_back({"depth", "3", stamp(5, 7)});
    return foreign;
}

std::vector<Record> kept_records() {
    return {lamp_story(), story_with_ended_consent(), deleted_story(), echo_of_lamp(), photo_of_lamp(), hologram()};
}

// What such a store must give, whatever keeps it.
template <class Store>
void expect_everything(Store& store) {
    CHECK(store.company().value() == "Northway Home");
    CHECK(store.last_sequence().value() == 6);
    CHECK(store.examine().value() == std::vector<std::string>{});
    const auto leader = store.find_device(token_hash).value();
    REQUIRE(leader);
    CHECK(leader->role == Role::leader);
    CHECK(leader->cursor == 2);
    const auto page = store.feed(*leader, {.cursor = 0, .bytes = 1'000'000, .now = noon});
    const std::vector<Record> told = records_of(page.value());
    REQUIRE(told.size() == 6);
    CHECK(told[0] == lamp_story());
    CHECK(told[1].fields[story::words] == FieldState{});  // Consent ended.
    CHECK(told[2] == deleted_story());
    CHECK(told[3] == echo_of_lamp());
    CHECK(told[4] == photo_of_lamp());
    CHECK(told[5] == hologram());

    const auto stories = store.stories(*leader, {.now = noon});
    CHECK(stories.value().stories.size() == 2);
    CHECK(store.may_fetch(*leader, photo_hash).value());
    CHECK(store.media_to_drop().value().empty());

    // And it goes on from there: a later value wins, the earlier one is kept, deletions grow old.
    EnrolledDevice teller = *leader;
    teller.device = id_of(1);
    Record later = make_record(Kind::story, lamp_story().id);
    later.fields[story::words] = text("The lamp went out twice.", 30);
    REQUIRE(store.push(teller, 0, std::vector{later}, noon).value() == std::vector<Verdict>(1));
    CHECK(store.last_sequence().value() == 7);
    CHECK(store.purge_tombstones(WallTime{INT64_MAX / 2}).value() == 1);
}

std::string quoted(const std::string& value) {
    std::string text = "'";
    for (const char c : value)
        text += c == '\'' ? "''" : std::string(1, c);
    return text + '\'';
}

// Rows as the first schema had them; `id_as` writes an id as that database does.
template <class IdAs>
std::string first_rows(IdAs id_as) {
    std::string sql;
    int sequence = 0;
    for (const Record& record : kept_records()) {
        const bool has_site = record == lamp_story();
        sql += "INSERT INTO record (seq, id, kind, site, origin, body) VALUES (" + std::to_string(++sequence) + ", " +
               id_as(record.id) + ", " + quoted(std::string(record.kind_name())) + ", " +
               (has_site ? "'leeds'" : "NULL") + ", NULL, " + quoted(encode_record(record)) + ");";
    }
    sql += "INSERT INTO device (id, token_hash, role, site, name, enrolled, cursor) VALUES (" + id_as(id_of(9)) + ", " +
           quoted(token_hash) + ", 'leader', 'leeds', 'Counter', 5, 2);";
    sql += "INSERT INTO meta (name, value) VALUES ('epoch', 'the first epoch'), ('company', 'Northway Home');";
    return sql;
}

std::string fingerprint(std::string_view step) {
    return platform::sha256_hex(step).substr(0, 16);
}

}  // namespace

TEST_CASE("a store on SQLite of any former schema opens, and nothing in it is lost") {
    const auto steps = shared_store_migrations();
    for (std::size_t schema = 1; schema <= steps.size(); ++schema) {
        INFO("schema " << schema);
        const test::TemporaryFolder folder;
        platform::HostFiles files;
        platform::SeededRandom random(7);
        {
            const auto old = Database::open(folder.file("shared.db"), Database::Mode::read_write, {}).value();
            REQUIRE(old->execute(std::string(steps[0])));
            REQUIRE(old->execute(first_rows([](const Id& id) {
                std::string hex = to_text(id);
                std::erase(hex, '-');
                return "x'" + hex + "'";
            })));
            for (std::size_t step = 1; step < schema; ++step)
                REQUIRE(old->execute(std::string(steps[step])));
            REQUIRE(old->execute("PRAGMA application_id = " + std::to_string(application_id)));
            REQUIRE(old->execute("PRAGMA user_version = " + std::to_string(schema)));
        }
        for (int opening = 1; opening <= 2; ++opening) {
            const auto store = SqliteSharedStore::open({.folder = folder.path()}, files, random);
            REQUIRE(store.has_value());
            CHECK((*store)->epoch().value() == "the first epoch");
            if (opening == 2) expect_everything(**store);
        }
    }
}

TEST_CASE("a store on PostgreSQL of any former schema opens, and nothing in it is lost") {
    const auto steps = postgres_store_migrations();
    for (std::size_t schema = 1; schema < steps.size(); ++schema) {
        INFO("schema " << schema);
        const test::PostgresHome home;
        platform::SeededRandom random(7);
        {
            const auto old = home.connect();
            REQUIRE(old->execute(std::string(steps[0])));
            REQUIRE(old->execute(first_rows([](const Id& id) { return quoted(to_text(id)); })));
            // What the first schema noted in columns of their own.
            REQUIRE(old->execute("UPDATE record SET deleted_at = 5 WHERE seq = 3"));
            const Record withheld = told(story_with_ended_consent(), Telling::without_words_and_personal);
            REQUIRE(old->execute("UPDATE record SET ends = '2020-01-01', withheld = " +
                                 quoted(encode_record(withheld)) + " WHERE seq = 2"));
            REQUIRE(old->execute("UPDATE record SET blob = " + quoted(photo_hash) + " WHERE seq = 5"));
            for (std::size_t step = 1; step < schema; ++step)
                REQUIRE(old->execute(std::string(steps[step])));
            REQUIRE(old->execute("CREATE TABLE earshot_schema (version integer NOT NULL)"));
            REQUIRE(old->execute("INSERT INTO earshot_schema VALUES (" + std::to_string(schema) + ")"));
        }
        const auto store = PostgresSharedStore::open({.address = home.address}, random);
        REQUIRE(store.has_value());
        expect_everything(**store);
    }
}

TEST_CASE("a step that was released is never changed") {
    struct Row {
        const char* store;
        std::span<const std::string_view> steps;
        std::vector<std::string> fingerprints;
    };
    const std::vector<Row> rows{
        {"sync/store/migrations",
         migrations(),
         {"4e44ff7513cf37b3", "cb3f935fece1dce5", "d6d08207ce0d333d", "0e8a3cb13da7d3a9", "6a8cf3f6a80f90c6"}},
        {"sync/server/sqlite/migrations",
         shared_store_migrations(),
         {"e048a0b5680fb5ff", "81c075306ccd0a39", "7257187c3e78f599", "1b2f679d0fa42cb3", "dfeaba0bda81c56b",
          "2d141608339826d7", "bad87e919ea47400", "1e01fc5d73b09878", "0b3a7f6a4731b75e"}},
        {"sync/server/postgres/migrations",
         postgres_store_migrations(),
         {"43d28e92f7fd1d73", "067dc4bfaaa38ea0", "cee58d70eb1cfdf1"}},
    };
    for (const Row& row : rows) {
        INFO(row.store);
        std::vector<std::string> fingerprints;
        for (const std::string_view step : row.steps)
            fingerprints.push_back(fingerprint(step));
        CHECK(fingerprints == row.fingerprints);  // A new step gets a line at the end; no other line ever changes.
    }
}

}  // namespace earshot::sync
