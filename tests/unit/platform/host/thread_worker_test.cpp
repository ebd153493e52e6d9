#include "platform/host/thread_worker.hpp"

#include <atomic>
#include <future>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "platform/host/host_clock.hpp"

namespace earshot::platform {
namespace {

// Counts the sleeps and never really sleeps long.
class CountingWaiter : public Waiter {
public:
    void wait(Duration /*most*/) override {
        waits += 1;
        std::this_thread::yield();
    }
    void wake() override { wakes += 1; }

    std::atomic<int> waits{0}, wakes{0};
};

}  // namespace

TEST_CASE("tasks run in order, away from the caller, and all before the worker ends") {
    const HostClock clock;
    std::string order;
    std::thread::id where;
    {
        ThreadWorker worker(clock);
        worker.post([&] { where = std::this_thread::get_id(); });
        for (char c = 'a'; c <= 'z'; ++c)
            worker.post([&order, c] { order += c; });
        worker.post([&] { worker.post([&order] { order += '!'; }); });
    }
    CHECK(order == "abcdefghijklmnopqrstuvwxyz!");
    CHECK(where != std::this_thread::get_id());
}

TEST_CASE("the step runs between tasks and whenever it asked to") {
    const HostClock clock;
    std::promise<void> third;
    std::atomic<int> calls{0};
    ThreadWorker worker(clock);
    worker.set_step([&](Instant now) {
        calls += 1;
        if (calls == 3) third.set_value();
        return calls < 3 ? now + Duration{1} : Instant::never();
    });
    third.get_future().wait();
    // A post wakes a worker that sleeps for ever.
    std::promise<void> woken;
    worker.post([&] { woken.set_value(); });
    woken.get_future().wait();
    CHECK(calls >= 3);
}

TEST_CASE("a worker sleeps on the waiter it is given") {
    const HostClock clock;
    CountingWaiter waiter;
    {
        ThreadWorker worker(clock, &waiter);
        worker.post([] {});
        while (waiter.waits < 3)
            std::this_thread::yield();
    }
    CHECK(waiter.wakes == 2);  // One for the post, one for the end.
}

}  // namespace earshot::platform
