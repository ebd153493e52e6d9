#include "sync/server/sqlite/erased_bytes.hpp"

#include <catch2/catch_test_macros.hpp>

#include "platform/base/prng.hpp"
#include "sync/server/sqlite/schema.hpp"
#include "tests/unit/sync/server/fixture.hpp"

namespace earshot::sync {
namespace {

struct Erasing {
    test::TemporaryFolder folder;
    std::unique_ptr<Database> database = open();
    int logs_written = 0;

    std::unique_ptr<Database> open() {
        auto opened = Database::open(folder.file("shared.db"), Database::Mode::read_write, {});
        EARSHOT_ASSERT(opened.has_value());
        must(prepare_shared_connection(**opened));
        must(bring_shared_store_up_to_date(**opened));
        must((*opened)->execute("PRAGMA synchronous = OFF"));
        return std::move(*opened);
    }
    static void must(const Result<void>& done) { EARSHOT_ASSERT(done.has_value()); }
    void write(std::int64_t sequence, int row, const std::string& body) {
        must(database
                 ->statement("INSERT INTO record (seq, id, kind, body) VALUES (?1, ?2, 'x', ?3)"
                             " ON CONFLICT (id) DO UPDATE SET seq = ?1, body = ?3",
                             sequence, test::id_of(static_cast<std::uint8_t>(row)), body)
                 .run());
    }
    // Rows come, some move to the end of the feed, and every third is erased.
    void live(std::uint64_t seed) {
        Prng chance(seed);
        std::int64_t sequence = 0;
        for (int row = 0; row < 120; ++row)
            write(++sequence, row, (row % 3 == 0 ? "zinkwhistle" : "other") + std::string(50 + chance.below(850), '.'));
        for (int i = 0; i < 60; ++i) {
            const int row = static_cast<int>(chance.below(120));
            if (row % 3 != 0) write(++sequence, row, std::string(50 + chance.below(850), 'o'));
        }
        for (int row = 0; row < 120; row += 3)
            write(++sequence, row, "gone");
        must(note_erasing(*database));
    }
    Result<void> wipe(std::int64_t rewritten_at_once) {
        return wipe_erased_bytes(*database, rewritten_at_once, [this]() -> Result<void> {
            ++logs_written;
            return {};
        });
    }
    bool is_left() const { return !test::files_in(folder.path(), "zinkwhistle").empty(); }
};

// Where SQLite leaves a copy is a matter of chance.
std::uint64_t some_seed_that_leaves_copies() {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Erasing store;
        store.live(seed);
        REQUIRE(store.wipe(0));
        if (store.is_left()) return seed;
    }
    FAIL("no seed leaves a copy: there is nothing to be tried here any more");
    return 0;
}

}  // namespace

TEST_CASE("copies of erased bytes that SQLite left where it moved rows from go as well") {
    const std::uint64_t seed = some_seed_that_leaves_copies();
    Erasing store;
    store.live(seed);
    SECTION("at once in a small store") {
        REQUIRE(store.wipe(1 << 30));
    }
    SECTION("in a large one when it is asked, also after a restart") {
        REQUIRE(store.wipe(0));
        store.database = store.open();
        REQUIRE(store.wipe(0));
        CHECK(store.is_left());
        REQUIRE(ask_to_write_anew(*store.database));
        REQUIRE(store.wipe(0));
    }
    SECTION("later when somebody reads just then") {
        const auto reader = store.open();
        auto reading = reader->statement("SELECT body FROM record");
        REQUIRE(reading.step().value());
        REQUIRE(store.database->execute("PRAGMA busy_timeout = 1"));
        CHECK(store.wipe(1 << 30).error().code == Errc::busy);
        { const auto done = std::move(reading); }
        REQUIRE(store.wipe(1 << 30));
    }
    CHECK_FALSE(store.is_left());
    CHECK(store.database->number("SELECT count(*) FROM meta WHERE name = 'scrub'").value() == 0);
}

TEST_CASE("without an erasure nothing is written anew") {
    Erasing store;
    REQUIRE(store.wipe(1 << 30));  // A new store may be one of an early build: it is wiped once.
    CHECK(store.logs_written == 1);
    REQUIRE(ask_to_write_anew(*store.database));
    REQUIRE(store.wipe(1 << 30));
    CHECK(store.logs_written == 1);
}

}  // namespace earshot::sync
