#include "sync/server/batch_queue.hpp"

#include <atomic>
#include <set>
#include <thread>

#include <catch2/catch_test_macros.hpp>

#include "platform/fake/stepped_worker.hpp"
#include "platform/host/host_clock.hpp"
#include "platform/host/thread_worker.hpp"

using namespace earshot;
using namespace earshot::sync;

namespace {

struct Job {
    std::size_t weight = 1;
    int number = 0;
};
using Queue = BatchQueue<Job>;

std::unique_ptr<Job> job(int number, std::size_t weight = 1) {
    return std::make_unique<Job>(Job{weight, number});
}

// The numbers of each batch that was carried out.
struct Batches {
    std::vector<std::vector<int>> numbers;

    void note(const Queue::Batch& batch) {
        numbers.emplace_back();
        for (const auto& one : batch)
            numbers.back().push_back(one->number);
    }
};

}  // namespace

TEST_CASE("what comes while a batch is carried out is the next one") {
    Batches batches;
    Queue* queue = nullptr;
    Queue leading({}, nullptr, [&](const Queue::Batch& batch) {
        batches.note(batch);
        if (batches.numbers.size() > 1) return;
        for (int i = 1; i <= 3; ++i)
            queue->add(job(i));
    });
    queue = &leading;
    leading.add(job(0));
    CHECK(batches.numbers == std::vector<std::vector<int>>{{0}, {1, 2, 3}});
    leading.add(job(4));
    CHECK(batches.numbers.back() == std::vector{4});
}

TEST_CASE("a batch holds only so many jobs, and only so much, but any job however large") {
    struct Row {
        const char* why;
        std::vector<std::size_t> weights;
        std::vector<std::vector<int>> batches;
    };
    const Row rows[] = {
        {"all fit", {1, 1, 1}, {{0, 1, 2}}},
        {"three at most", {1, 1, 1, 1}, {{0, 1, 2}, {3}}},
        {"together as heavy as may be", {4, 6, 1}, {{0, 1}, {2}}},
        {"one too heavy for company", {1, 11, 1}, {{0}, {1}, {2}}},
        {"an empty push weighs nothing", {0, 10, 0}, {{0, 1, 2}}},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Batches batches;
        platform::SteppedWorker worker;
        Queue queue({.jobs_most = 3, .weight_most = 10}, &worker,
                    [&](const Queue::Batch& batch) { batches.note(batch); });
        for (std::size_t i = 0; i < row.weights.size(); ++i)
            queue.add(job(static_cast<int>(i), row.weights[i]));
        CHECK(batches.numbers.empty());  // Who brings a job does not do it where there is a worker.
        worker.run_all();
        CHECK(batches.numbers == row.batches);
    }
}

TEST_CASE("jobs of many threads are done once each, by the worker alone, and all of them before the queue is gone") {
    constexpr int threads_count = 8, jobs_each = 200;
    const platform::HostClock clock;
    std::multiset<int> done;  // touched by the worker alone
    std::set<std::thread::id> leaders;
    {
        platform::ThreadWorker worker(clock);
        {
            Queue queue({}, &worker, [&](const Queue::Batch& batch) {
                leaders.insert(std::this_thread::get_id());
                for (const auto& one : batch)
                    done.insert(one->number);
            });
            std::vector<std::thread> threads;
            for (int t = 0; t < threads_count; ++t) {
                threads.emplace_back([&, t] {
                    for (int i = 0; i < jobs_each; ++i)
                        queue.add(job(t * jobs_each + i));
                });
            }
            for (std::thread& thread : threads)
                thread.join();
        }
        CHECK(done.size() == threads_count * jobs_each);
    }
    CHECK(std::set<int>(done.begin(), done.end()).size() == done.size());
    CHECK(leaders.size() == 1);
    CHECK_FALSE(leaders.contains(std::this_thread::get_id()));
}
