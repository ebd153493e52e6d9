#include "sync/server/postgres/push_queue.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include <catch2/catch_test_macros.hpp>

#include "platform/host/pause.hpp"

using namespace earshot;
using namespace earshot::sync;
using postgres::PushJob;
using postgres::PushQueue;

namespace {

Id id_of(std::uint8_t number) {
    Id id;
    id.bytes[15] = number;
    return id;
}

}  // namespace

TEST_CASE("who comes while a batch is carried is in the next one, and everybody gets their own answer") {
    constexpr std::uint8_t pushes = 12;
    std::atomic<bool> first_may_end{false};
    std::atomic<int> at_work{0}, most_at_work{0};
    std::vector<std::size_t> batches;
    PushQueue queue([&](std::span<PushJob* const> jobs) {
        most_at_work = std::max(most_at_work.load(), ++at_work);
        batches.push_back(jobs.size());
        while (batches.size() == 1 && !first_may_end)
            platform::pause(Duration{1});
        for (PushJob* const job : jobs)
            job->outcome = std::vector<Verdict>{{std::to_string(job->from.bytes[15])}};
        --at_work;
    });
    std::vector<std::string> answers(pushes);
    std::vector<std::thread> threads;
    for (std::uint8_t i = 0; i < pushes; ++i) {
        threads.emplace_back([&, i] { answers[i] = queue.push({id_of(i), 0, {}, {}}).value().at(0).refusal; });
        while (i == 0 && at_work == 0)
            platform::pause(Duration{1});
    }
    while (queue.waiting() < pushes - 1U)
        platform::pause(Duration{1});
    first_may_end = true;
    for (std::thread& thread : threads)
        thread.join();
    for (std::uint8_t i = 0; i < pushes; ++i)
        CHECK(answers[i] == std::to_string(i));
    CHECK(batches == std::vector<std::size_t>{1, pushes - 1});
    CHECK(most_at_work == 1);
}

TEST_CASE("a batch holds only so many records, and any push however large") {
    const std::vector<Record> few(10), many(9'995);
    std::atomic<bool> first_may_end{false}, at_work{false};
    std::vector<std::vector<std::size_t>> batches;
    PushQueue queue([&](std::span<PushJob* const> jobs) {
        batches.emplace_back();
        for (PushJob* const job : jobs)
            batches.back().push_back(job->records.size());
        at_work = true;
        while (batches.size() == 1 && !first_may_end)
            platform::pause(Duration{1});
        for (PushJob* const job : jobs)
            job->outcome = Error{Errc::busy, "later"};
    });
    std::atomic<int> failed{0};
    std::vector<std::thread> threads;
    const auto push = [&](const std::vector<Record>& records) {
        threads.emplace_back([&] { failed += queue.push({id_of(1), 0, records, {}}) ? 0 : 1; });
        while (!at_work || queue.waiting() + 1 < threads.size())
            platform::pause(Duration{1});
    };
    push(few);
    push(few);
    push(many);
    push(few);
    first_may_end = true;
    for (std::thread& thread : threads)
        thread.join();
    CHECK(failed == 4);
    CHECK(batches == std::vector<std::vector<std::size_t>>{{10}, {10}, {9'995}, {10}});
}
