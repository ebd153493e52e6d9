#include "platform/host/inline_worker.hpp"

#include <string>

#include <catch2/catch_test_macros.hpp>

namespace earshot::platform {

TEST_CASE("an inline worker is done when post returns, and keeps the order of what tasks post") {
    InlineWorker worker;
    std::string order;
    worker.post([&] {
        worker.post([&] { order += "c"; });
        worker.post([&] { order += "d"; });
        order += "ab";
    });
    CHECK(order == "abcd");
    worker.post([&] { order += "e"; });
    CHECK(order == "abcde");
}

TEST_CASE("an inline worker's step runs when its host asks") {
    InlineWorker worker;
    CHECK(worker.run_step({5}) == Instant::never());
    worker.set_step([](Instant now) { return now + Duration{10}; });
    CHECK(worker.run_step({5}) == Instant{15});
}

}  // namespace earshot::platform
