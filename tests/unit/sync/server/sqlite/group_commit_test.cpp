#include "sync/server/sqlite/group_commit.hpp"

#include <future>
#include <set>
#include <thread>

#include <catch2/catch_test_macros.hpp>
#include <sqlite3.h>

#include "tests/support/faulty_disk.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace earshot;
using namespace earshot::sync;

namespace {

struct Table {
    test::FaultyDisk disk;
    test::TemporaryFolder folder;
    std::unique_ptr<Database> database = open();
    int commits = 0;

    std::unique_ptr<Database> open() {
        auto opened = Database::open(folder.file("t.db"), Database::Mode::read_write, disk.name());
        REQUIRE(opened.has_value());
        REQUIRE((*opened)->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (n INTEGER)"));
        const auto count = [](void* counter) { return ++*static_cast<int*>(counter) * 0; };
        sqlite3_commit_hook((*opened)->raw(), count, &commits);
        return std::move(*opened);
    }
    std::set<std::int64_t> numbers() {
        std::set<std::int64_t> numbers;
        auto rows = database->statement("SELECT n FROM t");
        while (rows.step().value())
            CHECK(numbers.insert(rows.number(0)).second);
        return numbers;
    }
};

Result<void> insert(Database& database, std::int64_t number) {
    return database.statement("INSERT INTO t (n) VALUES (?)", number).run();
}

GroupCommit::Work inserting(std::int64_t number) {
    return [number](Database& database) { return insert(database, number); };
}

// Runs the works at once, all of them but the first while the first is held up, so that they share the next commit;
// unless the machine is so slow that one comes too late, which changes nothing but the number of commits.
std::vector<Result<void>> run_together(GroupCommit& commits, const std::vector<GroupCommit::Work>& works) {
    std::promise<void> under_way, go_on;
    std::atomic<std::size_t> about_to_run{0};
    std::vector<Result<void>> outcomes(works.size() + 1);
    std::vector<std::thread> threads;
    threads.emplace_back([&] {
        outcomes[0] = commits.run([&](Database&) -> Result<void> {
            under_way.set_value();
            go_on.get_future().wait();
            return {};
        });
    });
    under_way.get_future().wait();
    for (std::size_t i = 0; i < works.size(); ++i) {
        threads.emplace_back([&, i] {
            ++about_to_run;
            outcomes[i + 1] = commits.run(works[i]);
        });
    }
    while (about_to_run < works.size())
        std::this_thread::yield();
    go_on.set_value();
    for (std::thread& thread : threads)
        thread.join();
    CHECK(outcomes[0].has_value());
    outcomes.erase(outcomes.begin());
    return outcomes;
}

}  // namespace

TEST_CASE("writes that come together share a commit") {
    Table table;
    GroupCommit commits(*table.database);
    std::set<std::int64_t> expected;
    for (int round = 0; round < 20; ++round) {
        std::vector<GroupCommit::Work> works;
        for (std::int64_t i = 0; i < 8; ++i) {
            works.push_back(inserting(round * 8 + i));
            expected.insert(round * 8 + i);
        }
        for (const auto& outcome : run_together(commits, works))
            CHECK(outcome.has_value());
    }
    CHECK(table.numbers() == expected);
    CHECK(table.commits < 160);
}

TEST_CASE("a write that fails takes nothing of the others with it") {
    struct Row {
        const char* why;
        GroupCommit::Work failing;
    };
    const Row rows[] = {
        {"it changes its mind",
         [](Database& database) -> Result<void> {
             EARSHOT_CHECK(insert(database, 1'000));
             return Error{Errc::denied, "no"};
         }},
        {"its SQL fails",
         [](Database& database) -> Result<void> {
             EARSHOT_CHECK(insert(database, 1'000));
             return database.execute("INSERT INTO nowhere VALUES (1)");
         }},
        {"it ends the transaction, as a full disk does",
         [](Database& database) -> Result<void> {
             EARSHOT_CHECK(insert(database, 1'000));
             EARSHOT_CHECK(database.execute("ROLLBACK"));
             return Error{Errc::full, "no room"};
         }},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Table table;
        GroupCommit commits(*table.database);
        const auto outcomes =
            run_together(commits, {inserting(1), inserting(2), row.failing, inserting(3), inserting(4)});
        for (std::size_t i = 0; i < outcomes.size(); ++i)
            CHECK(outcomes[i].has_value() == (i != 2));
        CHECK(table.numbers() == std::set<std::int64_t>{1, 2, 3, 4});
        CHECK(commits.run(inserting(5)));
    }
}

TEST_CASE("a commit that fails is told to everybody in it") {
    Table table;
    GroupCommit commits(*table.database);
    REQUIRE(commits.run(inserting(0)));
    table.disk.fail_after(0, SQLITE_FULL);
    for (const auto& outcome : run_together(commits, {inserting(1), inserting(2), inserting(3)})) {
        REQUIRE_FALSE(outcome.has_value());
        CHECK(outcome.error().code == Errc::full);
    }
    CHECK(table.numbers() == std::set<std::int64_t>{0});
    table.disk.heal();
    for (const auto& outcome : run_together(commits, {inserting(1), inserting(2), inserting(3)}))
        CHECK(outcome.has_value());
    CHECK(table.numbers() == std::set<std::int64_t>{0, 1, 2, 3});
}

TEST_CASE("what weighs much does not wait for more, and holds back none that fits") {
    Table table;
    GroupCommit commits(*table.database);
    std::vector<std::thread> threads;
    for (std::int64_t i = 0; i < 12; ++i) {
        threads.emplace_back(
            [&, i] { EARSHOT_ASSERT(commits.run(inserting(i), i % 3 == 0 ? 50'000 : 1).has_value()); });
    }
    for (std::thread& thread : threads)
        thread.join();
    CHECK(table.numbers().size() == 12);
}
