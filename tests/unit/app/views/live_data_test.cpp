#include "app/views/live_data.hpp"

#include <catch2/catch_test_macros.hpp>

#include "platform/fake/memory_files.hpp"
#include "platform/fake/seeded_random.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "platform/fake/stepped_worker.hpp"
#include "sync/model/tables.hpp"

namespace earshot::app {
namespace {

// A store whose worker works only when told to, as slow as a test likes.
struct Bench {
    platform::MemoryFiles files;
    platform::SteppedClock clock;
    platform::SeededRandom random{7};
    platform::SteppedWorker worker;
    int wakes = 0;
    sync::AsyncStore store;
    LiveData data{store};

    Bench() : store(open(), worker, [this] { wakes += 1; }) { data.begin_frame(); }

    std::unique_ptr<sync::DeviceStore> open() {
        auto opened = sync::DeviceStore::open({.in_memory = true}, files, clock, random);
        REQUIRE(opened);
        return std::move(*opened);
    }
    void log(std::string words) {
        sync::Edit edit{sync::Kind::story, random.uuid7(clock.wall()), {}};
        edit.writes = {{sync::story::kind, std::string("pain")}, {sync::story::words, std::move(words)}};
        bool written = false;
        store.submit(sync::ask::Write{{edit}},
                     [&](const Result<sync::StoreAnswer>& answer) { written = answer.has_value(); });
        worker.run_all();
        data.begin_frame();
        REQUIRE(written);
    }
};

TEST_CASE("a question has no answer until the worker has worked, then the same one every frame") {
    Bench bench;
    bench.log("late again");
    CHECK(bench.data.stories({}) == nullptr);
    CHECK(bench.data.waiting() == 1);
    bench.worker.run_all();
    bench.data.begin_frame();
    const sync::StoryPage* page = bench.data.stories({});
    REQUIRE(page != nullptr);
    CHECK(page->rows.size() == 1);
    for (int frame = 0; frame < 10; ++frame) {
        bench.data.begin_frame();
        CHECK(bench.data.stories({}) == page);
    }
    CHECK(bench.worker.waiting() == 0);  // Nothing is asked again while nothing changed.
}

TEST_CASE("a change asks again and shows the former answer meanwhile") {
    Bench bench;
    bench.log("one");
    bench.data.stories({});
    bench.worker.run_all();
    bench.data.begin_frame();
    bench.log("two");
    const sync::StoryPage* former = bench.data.stories({});
    REQUIRE(former != nullptr);
    CHECK(former->rows.size() == 1);
    bench.worker.run_all();
    bench.data.begin_frame();
    CHECK(bench.data.stories({})->rows.size() == 2);
}

TEST_CASE("questions nobody asks any more make room") {
    Bench bench;
    bench.log("one");
    for (int i = 0; i < 100; ++i) {
        bench.data.begin_frame();
        bench.data.stories({.search = "word" + std::to_string(i)});
    }
    bench.worker.run_all();  // Answers whose question is forgotten find their way and are dropped.
    bench.data.begin_frame();
    CHECK(bench.data.waiting() == 0);
    CHECK(bench.data.stories({.search = "word99"}) != nullptr);
}

TEST_CASE("what cannot be answered is no answer, and no end") {
    Bench bench;
    const Id nobody = make_named_id("test", "nobody");
    bench.data.story(nobody);
    bench.worker.run_all();
    bench.data.begin_frame();
    CHECK(bench.data.story(nobody) == nullptr);
    CHECK(bench.data.waiting() == 0);
    CHECK(bench.worker.waiting() == 0);
}

}  // namespace
}  // namespace earshot::app
