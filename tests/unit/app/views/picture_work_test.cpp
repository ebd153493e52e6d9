#include "app/views/picture_work.hpp"

#include <future>
#include <string>
#include <thread>

#include <catch2/catch_test_macros.hpp>

#include "platform/fake/stepped_worker.hpp"
#include "platform/host/host_clock.hpp"
#include "platform/host/thread_worker.hpp"

namespace earshot::app {
namespace {

// Notes what is worked on in small letters, and what is told of it in capitals.
struct Bench {
    PictureWork::Ticket ask(char name) {
        return work.submit([this, name] { done += name; },
                           [this, name] { done += static_cast<char>(name - 'a' + 'A'); });
    }

    platform::SteppedWorker worker;
    int wakes = 0;
    PictureWork work{worker, [this] { wakes += 1; }};
    std::string done;
};

TEST_CASE("pictures are worked on in order, and told when the front asks") {
    Bench bench;
    const auto a = bench.ask('a'), b = bench.ask('b');
    CHECK(bench.done.empty());
    bench.worker.run_one();
    CHECK(bench.wakes == 1);
    CHECK(bench.done == "a");
    bench.work.deliver();
    CHECK(bench.done == "aA");
    bench.worker.run_all();
    bench.work.deliver();
    bench.work.deliver();
    CHECK(bench.done == "aAbB");
}

TEST_CASE("what was given up is not begun, and what was done by then is not told") {
    Bench bench;
    auto a = bench.ask('a'), b = bench.ask('b');
    const auto c = bench.ask('c');
    a.reset();
    bench.worker.run_one();
    CHECK(bench.wakes == 0);
    bench.worker.run_all();
    b.reset();
    bench.work.deliver();
    CHECK(bench.done == "bcC");
}

TEST_CASE("a ticket may be let go of while its outcome is told") {
    platform::SteppedWorker worker;
    PictureWork work(worker, [] {});
    PictureWork::Ticket ticket;
    std::string told;
    ticket = work.submit([] {},
                         [&, words = std::string("a text that is longer than a small string")] {
                             ticket.reset();
                             told = words;
                         });
    worker.run_all();
    work.deliver();
    CHECK(told == "a text that is longer than a small string");
}

TEST_CASE("a worker ends with the picture that is under way; the others were given up") {
    const platform::HostClock clock;
    std::promise<void> begun, given_up;
    std::string done;
    {
        auto worker = std::make_unique<platform::ThreadWorker>(clock);
        PictureWork work(*worker, [] {});
        auto under_way = work.submit(
            [&] {
                begun.set_value();
                given_up.get_future().wait();
                done += 'a';
            },
            [&] { done += 'A'; });
        auto next = work.submit([&] { done += 'b'; }, [&] { done += 'B'; });
        begun.get_future().wait();
        under_way.reset();
        next.reset();
        given_up.set_value();
        worker.reset();
        work.deliver();
    }
    CHECK(done == "a");
}

}  // namespace
}  // namespace earshot::app
