#include "sync/store/async_store.hpp"

#include <atomic>
#include <thread>

#include <catch2/catch_test_macros.hpp>

#include "platform/fake/stepped_worker.hpp"
#include "platform/host/host_clock.hpp"
#include "platform/host/thread_worker.hpp"
#include "sync/model/tables.hpp"
#include "tests/unit/sync/store/store_fixture.hpp"

namespace earshot::sync {
namespace {

using test_store::Device;
using test_store::edit_of;

ask::Write logged(const std::string& words) {
    return {{edit_of(Kind::story, make_named_id("test", words), {{"kind", "pain"}, {"words", words}})}};
}

}  // namespace

TEST_CASE("A1: nothing happens before the worker works, and nobody is called before delivery") {
    Device device;
    platform::SteppedWorker worker;
    int wakes = 0;
    AsyncStore store(std::move(device.store), worker, [&] { wakes += 1; });
    wakes = 0;
    std::string order;
    store.submit(logged("first"), [&](auto answer) { order += answer ? "a" : "!"; });
    store.submit(ask::List{}, [&](Result<StoreAnswer> answer) {
        order += std::get<StoryPage>(*answer).rows.at(0).words == "first" ? "b" : "!";
    });
    CHECK(order.empty());
    CHECK(worker.waiting() == 2);
    worker.run_all();
    CHECK(order.empty());
    CHECK(wakes >= 2);
    CHECK(store.deliver());
    CHECK(order == "ab");
    CHECK_FALSE(store.deliver());
}

TEST_CASE("A2: a write that was not possible says why") {
    Device device;
    platform::SteppedWorker worker;
    AsyncStore store(std::move(device.store), worker, [] {});
    std::string message;
    store.submit(logged(" "), [&](Result<StoreAnswer> answer) { message = answer.error().message; });
    worker.run_all();
    store.deliver();
    CHECK(message == "words: the customer's words are missing");
}

TEST_CASE("a snapshot is there from the start, changes with the store, and never under a reader") {
    Device device;
    REQUIRE(device.store->set_setting("site", "leeds"));
    platform::SteppedWorker worker;
    AsyncStore store(std::move(device.store), worker, [] {});
    const auto first = store.snapshot();
    REQUIRE(first);
    CHECK(first->stages.size() == 6);
    CHECK(first->setting("site") == "leeds");
    CHECK(first->setting("never set").empty());
    store.submit(ask::List{}, {});
    worker.run_all();
    store.deliver();
    CHECK(store.snapshot() == first);  // Reading changes nothing.
    store.submit(logged("words"), {});
    store.submit(ask::SetSetting{"site", "york"}, {});
    worker.run_all();
    CHECK(store.snapshot() == first);
    store.deliver();
    CHECK(store.snapshot()->revision > first->revision);
    CHECK(store.snapshot()->status.stories == 1);
    CHECK(store.snapshot()->setting("site") == "york");
    CHECK(first->setting("site") == "leeds");
}

TEST_CASE("every request is answered with what it asked for") {
    Device device;
    const Id id = device.log("words", {{"stage", "use"}, {"site", "leeds"}});
    device.echo(id);
    device.settle_all("no");
    platform::SteppedWorker worker;
    AsyncStore store(std::move(device.store), worker, [] {});
    const auto ask = [&](StoreRequest request) {
        std::optional<StoreAnswer> received;
        store.submit(std::move(request), [&](Result<StoreAnswer> answer) { received = answer.value(); });
        worker.run_all();
        store.deliver();
        REQUIRE(received);
        return *received;
    };
    CHECK(std::get<std::vector<StageCount>>(ask(ask::CountByStage{})).size() == 6);
    CHECK(std::get<std::vector<SiteCount>>(ask(ask::CountBySite{})).at(0).site == "leeds");
    const auto detail = std::get<StoryDetail>(ask(ask::FindStory{id}));
    CHECK(detail.row.words == "words");
    CHECK(detail.story.id == id);
    CHECK(detail.echoes.size() == 1);
    ask(ask::SaveDraft{"{}"});
    CHECK(std::get<std::optional<Draft>>(ask(ask::ReadDraft{}))->json == "{}");
    ask(ask::DropDraft{});
    CHECK_FALSE(std::get<std::optional<Draft>>(ask(ask::ReadDraft{})));
    CHECK(store.snapshot()->refused.size() == 2);
    ask(ask::RetryRefused{});
    CHECK(store.snapshot()->refused.empty());
    bool ran = false;
    store.on_worker([&](DeviceStore& own) { ran = own.set_setting("theme", "dark").has_value(); });
    worker.run_all();
    store.deliver();
    CHECK(ran);
    CHECK(store.snapshot()->setting("theme") == "dark");
}

TEST_CASE("work beside the store is answered when it is done, not before") {
    Device device;
    platform::SteppedWorker worker;
    int wakes = 0;
    AsyncStore store(std::move(device.store), worker, [&] { wakes += 1; });
    wakes = 0;
    std::string order;
    store.on_worker([&](DeviceStore&) { order += "worked "; }, [&] { order += "answered"; });
    CHECK(order.empty());
    worker.run_all();
    CHECK(order == "worked ");
    CHECK(wakes == 1);
    CHECK(store.deliver());
    CHECK(order == "worked answered");
}

TEST_CASE("a story says of everything attached to it where its files are") {
    Device device;
    platform::SteppedWorker worker;
    const Id story = make_named_id("test", "late");
    const std::string unknown = "not a hash";
    AsyncStore store(std::move(device.store), worker, [] {});
    store.submit(logged("late"), {});
    for (const std::string& hash : {std::string(64, 'a'), unknown}) {
        store.submit(ask::Write{{edit_of(Kind::attachment, make_named_id("attachment", hash),
                                         {{"story", to_text(story)}, {"sha256", hash}, {"bytes", std::int64_t{5}}})}},
                     {});
    }
    std::optional<StoryDetail> detail;
    store.submit(ask::FindStory{story}, [&](auto answer) { detail = std::get<StoryDetail>(*answer); });
    worker.run_all();
    store.deliver();
    REQUIRE(detail);
    REQUIRE(detail->attachments.size() == 2);
    REQUIRE(detail->media.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        const bool known = detail->attachments[i].text(attachment::sha256) != unknown;
        CHECK(detail->media[i].original.has_value() == known);
        if (known) CHECK(detail->media[i].original->wanted == Want::original);
        CHECK_FALSE(detail->media[i].thumbnail);
    }
}

TEST_CASE("behind the door may be a thread") {
    Device device;
    const platform::HostClock clock;
    std::optional<AsyncStore> store;
    int answers = 0;
    {
        platform::ThreadWorker worker(clock);
        std::atomic<int> wakes{0};
        store.emplace(std::move(device.store), worker, [&] { wakes += 1; });
        for (int i = 0; i < 50; ++i)
            store->submit(logged(std::to_string(i)), [&](auto answer) { answers += answer ? 1 : 0; });
        while (answers < 50) {
            store->deliver();
            std::this_thread::yield();
        }
    }
    CHECK(store->snapshot()->status.stories == 50);
}

}  // namespace earshot::sync
